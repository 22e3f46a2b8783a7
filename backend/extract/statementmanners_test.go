package extract

import (
	"slices"
	"strings"
	"testing"
)

func TestHowBanksPrintTheirTables(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  []string
		fields map[string]string
		want   []string
	}{
		{
			"brackets around what goes out, which the balances tell",
			[]string{
				"Granite Bank", "Statement of Account", "Statement period 03/01/2025 - 03/31/2025", "",
				"Previous Balance            1,000.00", "",
				"Date         Description                       Amount        Balance",
				"03/13/2025   Standing order rent             (250.00)         750.00",
				"03/14/2025   Salary of the month               900.00       1,650.00",
				"03/20/2025   Insurance                       (150.00)       1,500.00",
				"03/28/2025   Pharmacy                         (20.00)       1,480.00",
			},
			map[string]string{"opening_balance": "1000.00", "closing_balance": "1480.00"},
			[]string{
				"2025-03-13|Standing order rent|-250.00|750.00", "2025-03-14|Salary of the month|900.00|1650.00",
				"2025-03-20|Insurance|-150.00|1500.00", "2025-03-28|Pharmacy|-20.00|1480.00",
			},
		},
		{
			"a column for which way a sum goes",
			[]string{
				"Merwede Bank", "Rekeningafschrift", "Periode: 01-03-2025 t/m 31-03-2025", "",
				"Beginsaldo        500,00", "Eindsaldo       1.205,50", "",
				"Datum        Omschrijving                 Bedrag        Af/Bij", "",
				"01-03-2025   Huur woning                  400,00        Af",
				"07-03-2025   Salaris                    1.200,00        Bij",
				"12-03-2025   Groenmarkt                    94,50        Af",
			},
			map[string]string{"opening_balance": "500.00", "closing_balance": "1205.50", "period_start": "2025-03-01"},
			[]string{"2025-03-01|Huur woning|-400.00|", "2025-03-07|Salaris|1200.00|", "2025-03-12|Groenmarkt|-94.50|"},
		},
		{
			"sums grouped as in India, a second date behind the text, balances under their names",
			[]string{
				"Konkan Bank Ltd.", "Statement of account", "From : 01/03/2025 To : 31/03/2025", "",
				"Date       Narration              Value Dt       Withdrawal         Deposit         Balance", "",
				"02/03/25   Coffee house           02/03/25           159.60                     1,54,073.51",
				"04/03/25   Sale of a plot         04/03/25                     12,10,529.90    13,64,603.41",
				"11/03/25   Fees of the school     12/03/25      1,08,568.37                    12,56,035.04", "",
				"STATEMENT SUMMARY",
				"Opening Balance      Dr Count     Cr Count           Debits        Credits      Closing Bal",
				"    1,54,233.11             2            1      1,08,727.97   12,10,529.90     12,56,035.04",
			},
			map[string]string{"opening_balance": "154233.11", "closing_balance": "1256035.04"},
			[]string{"2025-03-02|Coffee house|-159.60|154073.51", "2025-03-04|Sale of a plot|1210529.90|1364603.41", "2025-03-11|Fees of the school|-108568.37|1256035.04"},
		},
		{
			"checks beside each other, and the balances of days",
			[]string{
				"Prairie National Bank", "Checking account statement", "March 1, 2025 through March 31, 2025", "",
				"Beginning Balance        $1,000.00", "Ending Balance           $1,300.00", "",
				"DEPOSITS", "DATE      DESCRIPTION               AMOUNT", "03/02     Refund of books           500.00", "",
				"CHECKS PAID",
				"CHECK NO.   DATE PAID      AMOUNT      CHECK NO.   DATE PAID      AMOUNT",
				"1041 ^      03/03           80.00      1043        03/11           20.00",
				"1042        03/05           60.00      1044 *      03/12           40.00", "",
				"DAILY ENDING BALANCE",
				"DATE           AMOUNT      DATE           AMOUNT",
				"03/02        1,500.00      03/11        1,340.00",
				"03/03        1,420.00      03/12        1,300.00",
				"03/05        1,360.00",
			},
			map[string]string{"opening_balance": "1000.00", "closing_balance": "1300.00", "period_end": "2025-03-31"},
			[]string{"2025-03-02|Refund of books|500.00|", "2025-03-03|1041 ^|-80.00|", "2025-03-05|1042|-60.00|", "2025-03-11|1043|-20.00|", "2025-03-12|1044 *|-40.00|"},
		},
		{
			"a balance that says of what hour it is, and a figure at the end of a text",
			[]string{
				"Sparkasse Auental", "Kontoauszug 3/2025", "",
				"             Kontostand am 28.02.2025, Auszug Nr. 2      456,78+",
				"Datum   Wert     Erläuterung                          Betrag EUR",
				"03.03.  03.03.   Geldautomat Bahnhofstr. 5               90,96-",
				"06.03.  06.03.   Gehalt                               1.266,12+",
				"             Kontostand am 31.03.2025 um 20:03 Uhr    1.631,94+",
			},
			map[string]string{"opening_balance": "456.78", "closing_balance": "1631.94"},
			[]string{"2025-03-03|Geldautomat Bahnhofstr. 5|-90.96|", "2025-03-06|Gehalt|1266.12|"},
		},
		{
			"a point that was read as a colon, and a mark that was",
			[]string{
				"Bank Selat", "Account Statement", "01/03/2025 to 31/03/2025", "",
				"Date         Description                Withdrawn        Paid in        Balance", "",
				"             Opening balance                                          1,000.00",
				"02/03/2025   Cash at the station            23:33                       976.67",
				"03/03/2025   Salary                                     100.00        1,076.67",
				"04/03/2025   Transfer to the landlord      200.00:                      876.67",
				"05/03/2025   Groceries                      20.00                       856.67",
				"06/03/2025   Groceries                      10.00                       846.67",
				"07/03/2025   Bakery                          1.67                       845.00",
			},
			map[string]string{"opening_balance": "1000.00", "closing_balance": "845.00"},
			[]string{
				"2025-03-02|Cash at the station|-23.33|976.67", "2025-03-03|Salary|100.00|1076.67", "2025-03-04|Transfer to the landlord|-200.00|876.67",
				"2025-03-05|Groceries|-20.00|856.67", "2025-03-06|Groceries|-10.00|846.67",
				"2025-03-07|Bakery|-1.67|845.00",
			},
		},
		{
			"whole numbers, and dates whose year stands below",
			[]string{
				"Dunamenti Bank Zrt.", "Számlakivonat", "Időszak: 2025.03.01. - 2025.03.31.", "",
				"Könyvelés     Megnevezés                        Összeg       Egyenleg", "",
				"              Nyitó egyenleg                                  450 000",
				"2025.03.02.   Pharmacy plus 118                 -2 210        447 790",
				"2025.03.03.   Refund of books 2024               1 120        448 910",
				"2025.03.21.   Insurance                        -28 980        419 930",
				"              Záró egyenleg                                   419 930",
			},
			map[string]string{"opening_balance": "450000.00", "closing_balance": "419930.00"},
			[]string{
				"2025-03-02|Pharmacy plus 118|-2210.00|447790.00", "2025-03-03|Refund of books 2024|1120.00|448910.00", "2025-03-21|Insurance|-28980.00|419930.00",
			},
		},
		{
			"two dates without a year beside each other, of a period that could be read otherwise",
			[]string{
				"Northmoor Card Bank", "Credit card statement", "Statement period 02/11/2024 - 03/10/2024", "",
				"Minimum payment due      25.00", "Credit limit      5,000.00", "",
				"Trans date   Post date   Description                    Amount",
				"11 Feb       12 Feb      Books online                    20.00",
				"14 Feb       15 Feb      Vodafone Ltd                    21.07",
				"05 Mar       06 Mar      Groceries                       30.00", "",
				"Invoices of 02/14/2024, 02/15/2024 and 02/27/2024 are in it",
			},
			map[string]string{"period_start": "2024-02-11", "period_end": "2024-03-10"},
			[]string{"2024-02-11|Books online|-20.00|", "2024-02-14|Vodafone Ltd|-21.07|", "2024-03-05|Groceries|-30.00|"},
		},
		{
			"sums in another currency beside a few of them",
			[]string{
				"Auental Kartenbank", "Kreditkartenabrechnung", "Zeitraum vom 01.03.2024 bis 31.03.2024", "",
				"Datum        Beschreibung                 Betrag Währung        Betrag EUR",
				"01.03.2024   Fahrkarte                                              20,00-",
				"02.03.2024   Books online                     19,94 USD             18,35-",
				"03.03.2024   Bäckerei                                                4,50-",
				"04.03.2024   Gutschrift                                             10,00+",
				"05.03.2024   Markt                                                  31,15-",
			},
			nil,
			[]string{"2024-03-01|Fahrkarte|-20.00|", "2024-03-02|Books online|-18.35|", "2024-03-03|Bäckerei|-4.50|", "2024-03-04|Gutschrift|10.00|", "2024-03-05|Markt|-31.15|"},
		},
		{
			"a period with one year, names of balances in two rows, dates in a narrow column",
			[]string{
				"Nimbus Bank", "Account Statement", "1 March to 31 March 2025", "",
				"Product        Opening       Debits     Credits     Closing",
				"               balance        total       sum       balance",
				"Current         £20.00       £30.00     £100.00      £90.00", "",
				"Date        Description      Money out    Money in      Balance", "",
				"3 Mar       Groceries           £10.00                   £10.00",
				"2025        at the corner",
				"14 Mar      Salary                         £100.00      £110.00",
				"2025",
				"20 Mar      Insurance           £20.00                   £90.00",
				"2025",
			},
			map[string]string{"opening_balance": "20.00", "closing_balance": "90.00", "period_start": "2025-03-01", "period_end": "2025-03-31"},
			[]string{"2025-03-03|Groceries at the corner|-10.00|10.00", "2025-03-14|Salary|100.00|110.00", "2025-03-20|Insurance|-20.00|90.00"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := Understand(newSheet(100, c.lines...), Options{Type: "bank_statement"})
			wants(t, u, c.fields)
			if got := transactions(u); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestAnAccountsCurrencyIsThatOfItsCountryWhereNoneIsPrinted(t *testing.T) {
	for head, want := range map[string]string{
		"Sort code 40-22-17   Account number 31449027": "GBP", "BSB 062 948   Account 1044 8871": "AUD", "IBAN CH93 0076 2011 6238 5295 7": "CHF",
		"IBAN GB33 BUKB 2020 1555 5555 55   USD account": "USD", "Account number 31449027": "-",
	} {
		u := Understand(newSheet(90,
			"Northmoor Bank", "Account Statement", head, "01/03/2025 to 31/03/2025", "",
			"Date         Description              Paid out       Paid in       Balance",
			"             Opening balance                                      1,000.00",
			"02/03/2025   Groceries                   20.00                      980.00",
			"03/03/2025   Salary                                    100.00     1,080.00",
		), Options{Type: "bank_statement"})
		if got := deref(u.Fields["currency"].Value); got != want {
			t.Errorf("%s: %q, want %q", head, got, want)
		}
	}
}

func TestRowsWithoutADateHoldTheStatementBack(t *testing.T) {
	u := Understand(newSheet(90,
		"Northmoor Bank", "Account Statement", "01/03/2025 to 31/03/2025", "",
		"Description              Paid out       Paid in       Balance",
		"Opening balance                                      1,000.00",
		"Groceries                   20.00                      980.00",
		"Salary                                    100.00     1,080.00",
		"Insurance                   80.00                    1,000.00",
	), Options{Type: "bank_statement"})
	if rows := u.Tables["transactions"].Rows; len(rows) > 0 && !u.Flagged() {
		t.Errorf("%q goes through", transactions(u))
	}
}
