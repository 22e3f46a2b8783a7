package mrz

import "strings"

// codes are the countries of ISO 3166-1 (alpha-3) and the further codes of Doc
// 9303-3, section 5; Germany's one letter among them.
const codes = "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA " +
	"CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM " +
	"GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT " +
	"LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN " +
	"PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA " +
	"UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE " +
	"D<< EUE GBD GBN GBO GBP GBS RKS UNA UNK UNO UTO XBA XCC XCE XCO XCT XDC XES XIM XMP XOM XPO XXA XXB XXC XXX"

// Known reports a code of a country or of an organisation that issues documents;
// fillers at its end may be missing.
func Known(code string) bool {
	if len(code) == 1 {
		code += "<<"
	}
	return len(code) == 3 && strings.Contains(" "+codes+" ", " "+code+" ")
}

// strangeCode is what a code costs, in nats, that nobody uses: specimens have
// some.
const strangeCode = 4.0

// country chooses the three characters of a code: the likeliest ones, or a known
// code that is nearly as likely.
func country(cells []Cell) {
	best, loss := "", strangeCode
	for code := range strings.SplitSeq(codes, " ") {
		sum := 0.0
		for i, c := range cells {
			sum += c[strings.IndexByte(Classes, likeliest(cells[i : i+1])[0])] - c[strings.IndexByte(Classes, code[i])]
		}
		if sum < loss {
			best, loss = code, sum
		}
	}
	for i, c := range cells {
		for k := range c {
			if best != "" && Classes[k] != best[i] {
				c[k] -= strangeCode
			}
		}
	}
}
