package extract

import (
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// transactions as "date|description|amount|balance" lines.
func transactions(u doc.Understanding) []string {
	var out []string
	for _, r := range u.Tables["transactions"].Rows {
		var cells []string
		for _, name := range []string{"date", "description", "amount", "balance"} {
			v := ""
			if c := r.Cells[name].Value; c != nil {
				v = *c
			}
			cells = append(cells, v)
		}
		out = append(out, strings.Join(cells, "|"))
	}
	return out
}

func TestStatementsOfManyManners(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  []string
		fields map[string]string
		want   []string
	}{
		{
			"debit and credit columns, a running balance, dates without a year",
			[]string{
				"Northmoor Bank plc", "", "Statement of Account", "Statement period 01 Mar 2024 to 31 Mar 2024",
				"Account name: Marta Lindqvist", "Account number: 12345678", "",
				"Date        Description                    Paid out       Paid in       Balance", "",
				"            Balance brought forward                                    1,000.00",
				"02 Mar      Rent for flat 14                 700.00                      300.00",
				"05 Mar      Salary                                        2,500.50     2,800.50",
				"            Refund of purchase                               10.00     2,810.50",
				"            Closing balance                                            2,810.50",
			},
			map[string]string{
				"opening_balance": "1000.00", "closing_balance": "2810.50", "period_start": "2024-03-01", "period_end": "2024-03-31",
				"account_holder": "Marta Lindqvist", "account_number": "12345678", "bank_name": "Northmoor Bank plc",
			},
			[]string{
				"2024-03-02|Rent for flat 14|-700.00|300.00", "2024-03-05|Salary|2500.50|2800.50", "2024-03-05|Refund of purchase|10.00|2810.50",
			},
		},
		{
			"a trailing minus, a value date, descriptions over two lines, over the year's end",
			[]string{
				"Volksbank Auental eG", "", "Kontoauszug", "Zeitraum vom 15.12.2023 bis 14.01.2024", "",
				"Buchung   Wert     Vorgang                                  Betrag", "",
				"                   Alter Kontostand                       1.000,00+",
				"20.12.    21.12.   Miete Wohnung 14                         700,00-",
				"                   Ref 004711",
				"03.01.    03.01.   Gehalt Firma Anders                    2.500,00+",
				"                   Neuer Kontostand                       2.800,00+",
			},
			map[string]string{"opening_balance": "1000.00", "closing_balance": "2800.00", "period_end": "2024-01-14"},
			[]string{"2023-12-20|Miete Wohnung 14 Ref 004711|-700.00|", "2024-01-03|Gehalt Firma Anders|2500.00|"},
		},
		{
			"S and H behind the sums, balances at the end of a day",
			[]string{
				"Sparkasse Mittelberg", "Kontoauszug", "Zeitraum 01.03.2024 - 31.03.2024", "",
				"Datum        Verwendungszweck                    Umsatz          Saldo", "",
				"             Anfangssaldo                                      500,00 H",
				"04.03.2024   Stadtwerke Abschlag                80,00 S",
				"04.03.2024   Buchhandlung                       20,00 S        400,00 H",
				"06.03.2024   Gutschrift Ruecksendung            15,50 H        415,50 H",
				"             Endsaldo                                          415,50 H",
			},
			map[string]string{"opening_balance": "500.00", "closing_balance": "415.50"},
			[]string{"2024-03-04|Stadtwerke Abschlag|-80.00|", "2024-03-04|Buchhandlung|-20.00|400.00", "2024-03-06|Gutschrift Ruecksendung|15.50|415.50"},
		},
		{
			"months first, CR and DR",
			[]string{
				"Harbor Savings Bank", "Account Statement", "Statement period 03/01/2024 - 03/31/2024", "",
				"Date         Details                         Amount          Balance", "",
				"             Opening balance                               500.00 CR",
				"03/15/2024   Electricity bill               80.00 DR       420.00 CR",
				"03/18/2024   Transfer received              15.50 CR       435.50 CR",
				"             Closing balance                               435.50 CR",
			},
			map[string]string{"closing_balance": "435.50"},
			[]string{"2024-03-15|Electricity bill|-80.00|420.00", "2024-03-18|Transfer received|15.50|435.50"},
		},
		{
			"Polish, the year first, a minus in front",
			[]string{
				"Bank Nadrzeczny S.A.", "Wyciąg z rachunku", "Za okres 2024-03-01 - 2024-03-31", "",
				"Data         Opis operacji                    Kwota          Saldo", "",
				"             Saldo początkowe                             1 000,00",
				"2024-03-05   Czynsz za mieszkanie           -700,00          300,00",
				"2024-03-08   Zwrot kosztów                    50,25          350,25",
				"             Saldo końcowe                                   350,25",
			},
			map[string]string{"opening_balance": "1000.00", "closing_balance": "350.25"},
			[]string{"2024-03-05|Czynsz za mieszkanie|-700.00|300.00", "2024-03-08|Zwrot kosztów|50.25|350.25"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := Understand(newSheet(90, c.lines...), Options{})
			if u.Type.Name != doc.TypeStatement {
				t.Fatalf("it is taken for %s (%.2f)", u.Type.Name, u.Type.Confidence)
			}
			wants(t, u, c.fields)
			if got := transactions(u); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			for i, r := range u.Tables["transactions"].Rows {
				if p := r.Cells["amount"].Confidence; p < chainProved {
					t.Errorf("row %d is proved by the balances and yet %.2f", i+1, p)
				}
			}
		})
	}
}

func TestABrokenChainMarksItsRow(t *testing.T) {
	u := Understand(newSheet(90,
		"Northmoor Bank plc", "Statement of Account", "Statement period 01 Mar 2024 to 31 Mar 2024", "",
		"Date        Description                    Paid out       Paid in       Balance", "",
		"            Balance brought forward                                    1,000.00",
		"02 Mar      Rent for flat 14                 760.00                      300.00",
		"05 Mar      Salary                                        2,500.50     2,800.50",
		"            Closing balance                                            2,800.50",
	), Options{})
	rows := u.Tables["transactions"].Rows
	if len(rows) != 2 || !rows[0].Cells["amount"].Flagged || rows[1].Cells["amount"].Flagged {
		t.Errorf("%v", transactions(u))
	}
}

func TestAReceiptIsNoStatement(t *testing.T) {
	for _, pages := range [][]doc.Page{tillReceipt(), germanInvoice()} {
		if u := Understand(pages, Options{}); u.Type.Name == doc.TypeStatement {
			t.Errorf("a paper is taken for a statement with %.2f", u.Type.Confidence)
		}
	}
}

func TestAllNotionsOfATextAreFoundInOneWalk(t *testing.T) {
	for _, text := range []string{
		"date description paid out paid in balance", "opening balance 12", "statement of account", "", "x", "zu ihren lasten soll", "data valuta descrizione",
		"balancebrought forward", "kontoauszug nr 4", "saldo",
	} {
		said := notionsIn(text)
		for n := range statementLexicon().of {
			if said[n] != means(text, n) {
				t.Errorf("%q: %s is said: %v", text, n, said[n])
			}
		}
	}
}

func TestADigitThatWasMisreadDoesNotTurnTheDates(t *testing.T) {
	u := Understand(newSheet(90,
		"Banque du Vallon", "", "Relevé de compte", "Période du 01/10/2023 au 31/10/2023", "",
		"Date       Libellé                              Débit        Crédit", "",
		"           Ancien solde                                      515,43",
		"02/10      Carte supermarché                   258,70",
		"06/19      Chèque émis                                      700,00",
		"08/10      Carte supermarché                    95,42",
		"           Nouveau solde                                    861,31",
	), Options{})
	rows := u.Tables["transactions"].Rows
	if len(rows) != 3 || deref(rows[0].Cells["date"].Value) != "2023-10-02" || deref(rows[2].Cells["date"].Value) != "2023-10-08" {
		t.Errorf("%q", transactions(u))
	}
}

func TestARowThatASlightSkewToreIsWhole(t *testing.T) {
	pages := newSheet(90,
		"Banco de la Vega", "", "Extracto de cuenta", "Periodo 01/06/2024 - 30/06/2024", "",
		"Fecha        Concepto                          Importe          Saldo", "",
		"             Saldo anterior                                    100,00",
		"02/06/2024   Compra supermercado                -20,00          80,00",
		"03/06/2024   Nomina                             900,00         980,00",
		"05/06/2024   Recibo agua                        -30,00         950,00",
		"             Saldo final                                       950,00",
	)
	for i := range pages[0].Words { // the sums lie lower by more than half of their height
		w := &pages[0].Words[i]
		if w.Text == "100,00" || w.Box.Left > 0.45 && w.Line == 9 {
			h := 0.6 * w.Box.Height()
			w.Box.Top, w.Box.Bottom = w.Box.Top+h, w.Box.Bottom+h
		}
	}
	u := Understand(pages, Options{})
	wants(t, u, map[string]string{"opening_balance": "100.00", "closing_balance": "950.00"})
	want := []string{"2024-06-02|Compra supermercado|-20.00|80.00", "2024-06-03|Nomina|900.00|980.00", "2024-06-05|Recibo agua|-30.00|950.00"}
	if got := transactions(u); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestTextsOfACleanStatementNeedNoLook(t *testing.T) {
	lines := []string{
		"Northmoor Bank plc", "", "Statement of Account", "Statement period 01 Mar 2024 to 31 Mar 2024",
		"Account name: Marta Lindqvist", "Account number: 12345678      GBP", "",
		"Date        Description                    Paid out       Paid in       Balance", "",
		"            Balance brought forward                                    1,000.00",
		"02 Mar      Rent for flat 14                 700.00                      300.00",
		"05 Mar      Salary                                        2,500.50     2,800.50",
		"            Closing balance                                            2,800.50",
	}
	texts := []string{"bank_name", "account_holder", "account_number", "currency", "period_start", "period_end", "opening_balance", "closing_balance"}
	clean := Understand(newSheet(90, lines...), Options{})
	for _, name := range texts {
		if f := clean.Fields[name]; f.Value == nil || f.Flagged {
			t.Errorf("%s: %+v", name, f)
		}
	}
	doubtful := newSheet(90, lines...)
	for i := range doubtful[0].Words {
		if w := &doubtful[0].Words[i]; w.Text == "Lindqvist" || w.Text == "12345678" || w.Text == "Northmoor" {
			w.Readings = []doc.Reading{{Text: "L1ndqvist7", Confidence: 0.8, Words: 1, Agree: 1}}
			w.Passes, w.Agree = 2, 1
		}
	}
	u := Understand(doubtful, Options{})
	for _, name := range texts[:3] {
		if f := u.Fields[name]; f.Value == nil || !f.Flagged {
			t.Errorf("%s is read in two ways and goes through: %+v", name, f)
		}
	}
}

func TestARowAboveTheFirstDateIsOneWithoutAHeadToo(t *testing.T) {
	u := Understand(newSheet(90,
		"NORTHMOOR BANK", "CREDIT CARD STATEMENT", "STATEMENT DATE    PAYMENT DUE DATE    TOTAL AMOUNT DUE", "01-07-2023        24-07-2023                  50.00", "",
		"LAST MONTH'S BALANCE                              412.16",
		"02/07   PAYMENT BY INTERNET                      (412.16)",
		"03/07   NORTH MILL BAKERY                           4.20",
		"06/07   HARBOUR FERRIES                             1.38",
		"07/07   CORNER TEA ROOM                             4.20",
		"13/07   HILLSIDE BOOKSHOP                           3.20",
	), Options{Type: doc.TypeStatement})
	want := "2023-07-02|LAST MONTH'S BALANCE|-412.16|"
	if got := transactions(u); len(got) != 6 || got[0] != want {
		t.Errorf("%q, want %q first", got, want)
	}
}

func TestALimitAndThePaymentSlipAreNoTransactionsOfACard(t *testing.T) {
	sheets := [][]string{{
		"NORTHMOOR BANK", "CREDIT CARD STATEMENT", "",
		"STATEMENT DATE    PAYMENT DUE DATE    CREDIT LIMIT    MINIMUM DUE",
		"01-07-2023        24-07-2023          22,800.00              50.00", "",
		"         LAST MONTH'S BALANCE                               412.16",
		"02/07    PAYMENT BY INTERNET                               (412.16)",
		"03/07    NORTH MILL BAKERY                                    4.20",
		"06/07    HARBOUR FERRIES                                      1.38",
		"07/07    CORNER TEA ROOM                                     24.20",
		"13/07    HILLSIDE BOOKSHOP                                   13.20",
		"14/07    HARBOUR FERRIES                                      1.38",
		"15/07    HARBOUR FERRIES                                      1.38",
		"16/07    HARBOUR FERRIES                                      1.38",
	}, {
		"DATE     DESCRIPTION                                    AMOUNT (SGD)",
		"18/07    CORNER TEA ROOM                                      7.00",
		"         TOTAL AMOUNT DUE                                    54.12",
	}, {
		"CARD NUMBER             AMOUNT DUE                        MINIMUM PAYMENT",
		"5488-2926-6730-9473                                          54.12      50.00",
	}}
	got := transactions(Understand(paged(80, sheets...), Options{Type: doc.TypeStatement}))
	if len(got) != 10 || got[9] != "2023-07-18|CORNER TEA ROOM|-7.00|" {
		t.Errorf("%d rows: %q", len(got), got)
	}
}

func TestRowsTornByASlopingSheetAreJoined(t *testing.T) {
	pages := newSheet(100,
		"Northmoor Bank plc", "Statement of Account", "Statement period 01 Mar 2024 to 31 Mar 2024", "",
		"Date        Description                             Paid out       Paid in       Balance", "", "",
		"            Balance brought forward                                             1,000.00", "",
		"02 Mar      Rent for the flat and the garage           700.00                      300.00", "",
		"03 Mar      Electricity bill for two months             10.00                      290.00", "",
		"04 Mar      Petrol station at the north gate            10.00                      280.00", "",
		"05 Mar      Salary of the month                                       20.00        300.00", "",
		"06 Mar      Refund                                                    30.00        330.00", "",
		"07 Mar      Grocery market in the high street           10.00                      320.00", "",
		"            Closing balance                                                        320.00",
	)
	words := pages[0].Words
	height := words[0].Box.Bottom - words[0].Box.Top
	for i := range words {
		drop := 1.1 * height * words[i].Box.Left
		words[i].Box.Top, words[i].Box.Bottom = words[i].Box.Top-drop, words[i].Box.Bottom-drop
	}
	got := transactions(Understand(pages, Options{Type: doc.TypeStatement}))
	if len(got) != 6 || got[4] != "2024-03-06|Refund|30.00|330.00" || got[3] != "2024-03-05|Salary of the month|20.00|300.00" {
		t.Errorf("%d rows: %q", len(got), got)
	}
}

func TestAMisreadDateIsNoPartOfADescription(t *testing.T) {
	u := Understand(newSheet(90,
		"Volksbank Auental eG", "", "Kontoauszug", "Zeitraum vom 01.12.2023 bis 31.12.2023", "",
		"Buchung    Wert      Vorgang                                  Betrag", "",
		"                     Alter Kontostand                       1.000,00+",
		"04.12.     04.12.    Miete Wohnung 14                         700,00-",
		"05.12.     05.12.    Gehalt Firma Anders                    2.500,00+",
		"31.32: cy            Stadtwerke Abschlag                      100,00-",
		"06.12.     eth       Versicherung Beitrag                     100,00-",
		"07.12.     07.12.    Buchhandlung                             100,00-",
		"                     Neuer Kontostand                       2.500,00+",
	), Options{Type: doc.TypeStatement})
	got := transactions(u)
	if len(got) != 5 || !strings.HasSuffix(got[2], "|Stadtwerke Abschlag|-100.00|") || !strings.HasSuffix(got[3], "|Versicherung Beitrag|-100.00|") {
		t.Errorf("%q", got)
	}
}

func americanStatement() []doc.Page {
	return newSheet(90,
		"Harbor Savings Bank", "Account Statement", "Statement period 09/01/2022 - 09/30/2022", "",
		"Date         Details                         Amount          Balance", "",
		"             Opening balance                               500.00 CR",
		"09/05/2022   Electricity bill               80.00 DR       420.00 CR",
		"09/08/2022   Transfer received              16.50 CR       435.50 CR",
		"09/09/2022   Petrol station                 35.50 DR       400.00 CR",
		"             Closing balance                               400.00 CR",
	)
}

func TestBothDaysOfAPeriodAreReadInOneOrder(t *testing.T) {
	wants(t, Understand(americanStatement(), Options{}), map[string]string{"period_start": "2022-09-01", "period_end": "2022-09-30"})
}

func TestARowThatMissesItsBalanceIsLookedAtAndMendedByWhatAnotherPassRead(t *testing.T) {
	pages := americanStatement()
	at := slices.IndexFunc(pages[0].Words, func(w doc.Word) bool { return w.Text == "16.50" })
	w := &pages[0].Words[at]
	looks := func() bool {
		return slices.ContainsFunc(Judge(pages[0], 1).Look, func(b doc.Box) bool { return b.Overlap(w.Box) > 0 })
	}
	if !looks() {
		t.Error("nobody looks at the row")
	}
	if u := Understand(pages, Options{}); !u.Flagged() {
		t.Error("it goes through")
	}
	w.Readings = []doc.Reading{{Text: "15.50", Confidence: 0.9, Words: 1, Agree: 1}}
	w.Passes, w.Agree = 2, 1
	u := Understand(pages, Options{})
	if got := transactions(u)[1]; got != "2022-09-08|Transfer received|15.50|435.50" || u.Flagged() {
		t.Errorf("%q, flagged %t", got, u.Flagged())
	}
	if looks() {
		t.Error("a row that was mended is looked at once more")
	}
}

func TestADateThatWasNotReadIsShownWhereEachRowHasOne(t *testing.T) {
	lines := []string{
		"Northmoor Bank plc", "Statement of Account", "Statement period 01 Mar 2024 to 31 Mar 2024", "",
		"Date        Description                    Paid out       Paid in       Balance", "",
		"            Balance brought forward                                    1,000.00",
		"02 Mar      Rent for flat 14                 700.00                      300.00",
		"02 Mar      Salary                                          10.00        310.00",
		"            Refund of purchase                              10.00        320.00",
		"03 Mar      Refund of purchase                              10.00        330.00",
		"04 Mar      Refund of purchase                              10.00        340.00",
		"            Closing balance                                              340.00",
	}
	flagged := func() bool {
		rows := Understand(newSheet(90, lines...), Options{}).Tables["transactions"].Rows
		return len(rows) == 5 && rows[2].Cells["date"].Flagged
	}
	if !flagged() {
		t.Error("the third row has the date of the second, and nobody looks")
	}
	lines[8] = strings.Replace(lines[8], "02 Mar", "      ", 1)
	if flagged() {
		t.Error("a day is printed once, and a person is asked for it")
	}
}
