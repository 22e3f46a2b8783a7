package paper

import "slices"

// trade is how a supplier prints its lines of goods.
type trade struct {
	name, lang, currency string
	columns              []string          // their roles from left to right: pos no text qty unit price disc rate tax amount gross
	heads                map[string]string // names of columns by role; a bar divides lines
	comma, decimals      bool              // the decimal separator; quantities have two decimals
	group                string            // between thousands; empty: the other separator
	signs, sign          string            // the currency: before, behind or nowhere
	figures              string            // beside a text of several lines: at its top, middle, bottom, or below it
	lines                string            // below some names: further words or a property
	narrow               int               // width of the column of texts in pixels; 0 for what is left
	groups, groupSums    bool              // headings between the lines, with sums
	discounts            string            // of a line: in a column, in a row of its own, none
	charges              string            // on the whole: inside the table, below it, none
	notes                bool              // rows without figures
	long, once, carried  bool              // over pages; the head on the first only; with sums carried over
	headless             bool
	unitInside, bareRate bool // the unit in the column of quantities; rates without a sign
	ruled, mono, dense   bool
	grid                 bool // lines around each cell
	free                 bool // some lines cost nothing
	leftFigures, tens    bool
	fractions            bool // some quantities are no whole numbers
	held                 bool // for testing only: no rule may be made for it
}

// trades are all of them; a layout's number is its place, and seeds depend on it.
func trades() []trade {
	return slices.Concat(openTrades(), heldTrades(), hardTrades(), heldHardTrades())
}

// openTrades are those that rules may be made for.
func openTrades() []trade {
	return []trade{
		{
			name: "plain", lang: "en", currency: "GBP", columns: []string{"text", "qty", "price", "amount"},
			heads: map[string]string{"text": "Description", "qty": "Qty", "price": "Unit price", "amount": "Amount"}, sign: "£", signs: "before",
		},
		{
			name: "positions, narrow texts", lang: "de", currency: "EUR", columns: []string{"pos", "no", "text", "qty", "unit", "price", "rate", "amount"}, narrow: 330,
			heads: map[string]string{"pos": "Pos.", "no": "Artikel-Nr.", "text": "Bezeichnung", "qty": "Menge", "unit": "Einh.", "price": "E-Preis", "rate": "MwSt.", "amount": "Gesamt EUR"}, comma: true, tens: true,
		},
		{
			name: "two-line head, further words", lang: "fr", currency: "EUR", columns: []string{"no", "text", "qty", "price", "rate", "amount"},
			heads: map[string]string{"no": "Réf.", "text": "Désignation", "qty": "Qté", "price": "Prix unitaire|HT", "rate": "Taux|TVA", "amount": "Montant|HT"}, comma: true, group: " ", sign: "€", signs: "behind", lines: "further",
		},
		{
			name: "properties and notes", lang: "es", currency: "EUR", columns: []string{"qty", "text", "price", "disc", "amount"}, comma: true, lines: "property", notes: true, discounts: "column",
			heads: map[string]string{"qty": "Unidades", "text": "Concepto", "price": "Precio", "disc": "% Dto.", "amount": "Importe"},
		},
		{
			name: "groups", lang: "it", currency: "EUR", columns: []string{"text", "unit", "qty", "price", "amount", "rate"}, comma: true, groups: true, bareRate: true, fractions: true,
			heads: map[string]string{"text": "Descrizione dei beni", "unit": "U.M.", "qty": "Quantità", "price": "Prezzo unit.", "amount": "Importo", "rate": "IVA %"},
		},
		{
			name: "groups with sums", lang: "nl", currency: "EUR", columns: []string{"no", "text", "qty", "price", "amount"}, comma: true, groups: true, groupSums: true, dense: true,
			heads: map[string]string{"no": "Artikel", "text": "Omschrijving", "qty": "Aantal", "price": "Stukprijs", "amount": "Totaal"},
		},
		{
			name: "over pages, carried", lang: "de", currency: "EUR", columns: []string{"pos", "text", "qty", "price", "amount"}, comma: true, long: true, carried: true, unitInside: true,
			heads: map[string]string{"pos": "Pos", "text": "Artikelbezeichnung", "qty": "Menge", "price": "Einzelpreis", "amount": "Betrag"},
		},
		{
			name: "over pages, one head", lang: "en", currency: "USD", columns: []string{"qty", "no", "text", "price", "amount"}, long: true, once: true, dense: true, narrow: 420, sign: "$", signs: "before",
			heads: map[string]string{"qty": "Quantity", "no": "Item code", "text": "Product", "price": "Price each", "amount": "Line total"},
		},
		{
			name: "rows of discounts", lang: "de", currency: "EUR", columns: []string{"text", "qty", "price", "amount"}, comma: true, discounts: "row", charges: "below",
			heads: map[string]string{"text": "Leistung", "qty": "Anzahl", "price": "Preis/Einheit", "amount": "Summe"}, sign: "€", signs: "behind",
		},
		{
			name: "charges inside, ruled", lang: "fr", currency: "EUR", columns: []string{"text", "qty", "unit", "price", "amount"}, comma: true, charges: "inside", ruled: true, narrow: 520,
			heads: map[string]string{"text": "Libellé", "qty": "Quantité", "unit": "Unité", "price": "P.U. HT", "amount": "Total HT"},
		},
		{
			name: "net and gross", lang: "it", currency: "EUR", columns: []string{"no", "text", "qty", "price", "amount", "rate", "tax", "gross"}, comma: true, figures: "middle", narrow: 330,
			heads: map[string]string{"no": "Codice", "text": "Articolo", "qty": "Q.tà", "price": "Prezzo", "amount": "Imponibile", "rate": "Aliq.", "tax": "Imposta", "gross": "Totale"},
		},
		{
			name: "figures below the texts", lang: "nl", currency: "EUR", columns: []string{"text", "qty", "price", "rate", "amount"}, comma: true, figures: "below", decimals: true,
			heads: map[string]string{"text": "Product", "qty": "Hoeveelheid", "price": "Eenheidsprijs", "rate": "BTW", "amount": "Bedrag excl. BTW"},
		},
		{
			name: "without a head", lang: "es", currency: "EUR", columns: []string{"text", "qty", "price", "amount"}, comma: true, headless: true,
			heads: map[string]string{}, signs: "behind", sign: "€",
		},
		{
			name: "fixed pitch, figures at the left", lang: "en", currency: "EUR", columns: []string{"qty", "text", "rate", "price", "amount"}, mono: true, leftFigures: true, decimals: true, narrow: 440,
			heads: map[string]string{"qty": "Units", "text": "Details", "rate": "VAT", "price": "Rate", "amount": "Net"},
		},
	}
}

// hardTrades are open too: they have what the others have not.
func hardTrades() []trade {
	return []trade{
		{
			name: "figures at the end, groups", lang: "en", currency: "GBP", columns: []string{"no", "text", "qty", "price", "amount"}, figures: "bottom", lines: "further", groups: true,
			heads: map[string]string{"no": "Code", "text": "Description of goods", "qty": "Qty", "price": "Price", "amount": "Total"},
		},
		{
			name: "a grid", lang: "de", currency: "EUR", columns: []string{"pos", "text", "qty", "unit", "price", "amount"}, comma: true, grid: true, narrow: 420, free: true,
			heads: map[string]string{"pos": "Nr.", "text": "Leistungsbeschreibung", "qty": "Menge", "unit": "ME", "price": "EP", "amount": "GP"},
		},
		{
			name: "given for nothing, over pages", lang: "fr", currency: "EUR", columns: []string{"qty", "text", "price", "rate", "amount"}, comma: true, group: " ", long: true, free: true, lines: "property", dense: true,
			heads: map[string]string{"qty": "Nb", "text": "Description", "price": "Prix unit.", "rate": "TVA", "amount": "Total"},
		},
		{
			name: "amounts only, currencies at the left", lang: "it", currency: "EUR", columns: []string{"text", "amount"}, comma: true, leftFigures: true, signs: "before", sign: "€ ", groups: true, figures: "middle", narrow: 520,
			heads: map[string]string{"text": "Descrizione", "amount": "Importo"},
		},
		{
			name: "figures below, numbers first", lang: "nl", currency: "EUR", columns: []string{"no", "text", "qty", "price", "disc", "amount"}, comma: true, discounts: "column", figures: "bottom", narrow: 330, tens: true, lines: "property",
			heads: map[string]string{"no": "Art.nr.", "text": "Artikelomschrijving", "qty": "Aantal", "price": "Prijs p/st", "disc": "Korting", "amount": "Netto"},
		},
	}
}

// heldTrades are for testing only.
func heldTrades() []trade {
	return []trade{
		{
			name: "Polish, net and gross", lang: "pl", currency: "PLN", columns: []string{"pos", "text", "qty", "unit", "price", "amount", "rate", "gross"}, comma: true, group: " ", narrow: 400, held: true,
			heads: map[string]string{"pos": "Lp.", "text": "Nazwa towaru lub usługi", "qty": "Ilość", "unit": "J.m.", "price": "Cena netto", "amount": "Wartość|netto", "rate": "VAT", "gross": "Wartość|brutto"},
		},
		{
			name: "Portuguese, discounts", lang: "pt", currency: "EUR", columns: []string{"no", "text", "qty", "price", "disc", "rate", "amount"}, comma: true, discounts: "column", notes: true, held: true,
			heads: map[string]string{"no": "Código", "text": "Descrição", "qty": "Qtd.", "price": "Preço Unit.", "disc": "Desc.", "rate": "IVA", "amount": "Valor"},
		},
		{
			name: "Swedish, over pages", lang: "sv", currency: "SEK", columns: []string{"no", "text", "qty", "unit", "price", "amount"}, comma: true, group: " ", long: true, lines: "further", held: true,
			heads: map[string]string{"no": "Artikelnr", "text": "Benämning", "qty": "Antal", "unit": "Enhet", "price": "À-pris", "amount": "Belopp"},
		},
		{
			name: "Danish, groups", lang: "da", currency: "DKK", columns: []string{"text", "qty", "price", "amount"}, comma: true, groups: true, groupSums: true, charges: "below", held: true,
			heads: map[string]string{"text": "Varebeskrivelse", "qty": "Antal", "price": "Enhedspris", "amount": "Pris i alt"},
		},
		{
			name: "Czech, ruled", lang: "cs", currency: "CZK", columns: []string{"text", "qty", "unit", "price", "rate", "amount"}, comma: true, group: " ", ruled: true, charges: "inside", figures: "middle", narrow: 420, held: true,
			heads: map[string]string{"text": "Označení dodávky", "qty": "Počet", "unit": "MJ", "price": "Cena za MJ", "rate": "DPH", "amount": "Cena celkem"},
		},
		{
			name: "Finnish, taxes", lang: "fi", currency: "EUR", columns: []string{"text", "qty", "price", "rate", "tax", "gross"}, comma: true, lines: "property", held: true,
			heads: map[string]string{"text": "Kuvaus", "qty": "Määrä", "price": "Á-hinta", "rate": "ALV %", "tax": "ALV", "gross": "Yhteensä"}, bareRate: true,
		},
		{
			name: "Norwegian, below", lang: "no", currency: "NOK", columns: []string{"qty", "unit", "text", "price", "amount"}, comma: true, group: " ", figures: "bottom", narrow: 380, held: true,
			heads: map[string]string{"qty": "Antall", "unit": "Enhet", "text": "Beskrivelse", "price": "Pris", "amount": "Sum"},
		},
		{
			name: "Hungarian, three-line head", lang: "hu", currency: "HUF", columns: []string{"no", "text", "qty", "price", "amount", "rate", "gross"}, comma: true, group: " ", held: true,
			heads: map[string]string{"no": "Cikkszám", "text": "Megnevezés", "qty": "Mennyiség", "price": "Nettó|egységár", "amount": "Nettó|érték", "rate": "ÁFA", "gross": "Bruttó|összesen"},
		},
		{
			name: "English, rows of discounts over pages", lang: "en", currency: "GBP", columns: []string{"text", "qty", "price", "rate", "amount"}, long: true, once: true, carried: true, discounts: "row", held: true,
			heads: map[string]string{"text": "Goods supplied", "qty": "No.", "price": "Unit cost", "rate": "VAT rate", "amount": "Net amount"},
		},
		{
			name: "German, no head, positions", lang: "de", currency: "CHF", columns: []string{"pos", "qty", "unit", "text", "price", "amount"}, group: "'", headless: true, fractions: true, lines: "property", narrow: 420, held: true,
			heads: map[string]string{},
		},
		{
			name: "Spanish, texts behind the figures", lang: "es", currency: "EUR", columns: []string{"qty", "no", "text", "price", "amount"}, comma: true, figures: "bottom", lines: "further", groups: true, held: true,
			heads: map[string]string{"qty": "Cant.", "no": "Referencia", "text": "Descripción del artículo", "price": "Precio/ud.", "amount": "Total"},
		},
		{
			name: "French, amounts only", lang: "fr", currency: "EUR", columns: []string{"text", "amount"}, comma: true, group: " ", signs: "behind", sign: "€", notes: true, held: true,
			heads: map[string]string{"text": "Nature de la prestation", "amount": "Prix HT"},
		},
	}
}

// heldHardTrades are for testing only, too.
func heldHardTrades() []trade {
	return []trade{
		{
			name: "Czech, a grid", lang: "cs", currency: "CZK", columns: []string{"no", "text", "qty", "price", "rate", "amount"}, comma: true, group: " ", grid: true, narrow: 420, held: true,
			heads: map[string]string{"no": "Kód", "text": "Název položky", "qty": "Množství", "price": "Jedn. cena", "rate": "DPH", "amount": "Bez DPH"},
		},
		{
			name: "Polish, free lines, figures at the left", lang: "pl", currency: "PLN", columns: []string{"pos", "text", "qty", "price", "amount"}, comma: true, leftFigures: true, free: true, narrow: 480, held: true,
			heads: map[string]string{"pos": "Lp.", "text": "Opis", "qty": "Ilość", "price": "Cena jedn.", "amount": "Kwota"},
		},
		{
			name: "Portuguese, figures at the end", lang: "pt", currency: "EUR", columns: []string{"text", "qty", "unit", "price", "amount"}, comma: true, figures: "bottom", lines: "further", narrow: 420, held: true,
			heads: map[string]string{"text": "Artigo", "qty": "Quantidade", "unit": "Un.", "price": "Pr. unitário", "amount": "Total líquido"},
		},
		{
			name: "Swedish, properties below, over pages", lang: "sv", currency: "SEK", columns: []string{"pos", "text", "qty", "price", "disc", "amount"}, comma: true, group: " ", figures: "top", lines: "property", long: true, carried: true, discounts: "column", held: true,
			heads: map[string]string{"pos": "Rad", "text": "Beskrivning", "qty": "Kvantitet", "price": "Pris/st", "disc": "Rabatt", "amount": "Summa"},
		},
	}
}
