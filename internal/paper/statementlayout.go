package paper

import "slices"

// manner is how a bank prints its statements.
type manner struct {
	name, lang, currency string
	bank                 string
	title, period        string // period holds two verbs for the dates
	holder, account      string
	head                 [6]string // date, value date, description, debit or amount, credit, balance
	opening, closing     string
	date                 string    // of time.Format
	comma                bool      // the decimal separator; thousands by the other
	single               bool      // one column of amounts
	marks                [2]string // behind debits and credits of a single column; both empty: a minus in front
	trailing             bool      // the minus stands behind
	balances             string    // each, daily or none
	grouped              bool      // a date stands in the first row of its day only
	lines                int       // of a description, at most
	valueDate            bool
	mono, bold           bool
	group                string    // between thousands; empty: the other separator
	months               []string  // names of months for Go's "January"; nil: English
	firstDay             int       // of the period, in its month; 0 for the first
	balanceMarks         [2]string // behind debit and credit balances
	datedBalances        bool      // a day stands before opening and closing balances
	carried              [2]string // names a balance at the end of a page, and at the top of the next
	footer               string    // of every page, with verbs for its number and their count
	reference            string    // head of a column of references
	latestFirst          bool
	landscape, ruled     bool
	card                 bool // a card's account: what is owed is printed as positive
	cardWords            cardWords
	sections             []section // in place of one table
	unsigned             bool      // amounts of sections have no sign
	daily                string    // heading of the balances by day, below the sections
	held                 bool      // for testing only: no tuning on it
}

// cardWords are the names at the head of a card's statement.
type cardWords struct {
	date   string    // of time.Format
	dues   [4]string // day of the statement, day the payment is due, limit, least payment
	sums   [4]string // before, paid, bought, now
	across bool      // the sums stand beside each other below their names
}

// section is a part of a statement that prints kinds of transactions apart.
type section struct {
	heading, total string
	head           [3]string // date, description, amount; checks begin with their number
	credit, checks bool
}

// manners are all of them; a layout's number is its place, and seeds depend on it.
func manners() []manner {
	return slices.Concat(plainManners(), cardManners(), sectionManners(), longManners(), wideManners())
}

// plainManners have one table below a title.
func plainManners() []manner {
	return []manner{
		{
			name: "two columns", lang: "en", currency: "GBP", bank: "Northmoor Bank plc", title: "Statement of Account", period: "Statement period 02 Jan 2006 to 02 Jan 2006",
			holder: "Account name", account: "Account number", head: [6]string{"Date", "", "Description", "Paid out", "Paid in", "Balance"},
			opening: "Balance brought forward", closing: "Closing balance", date: "02 Jan", balances: "each", lines: 1,
		},
		{
			name: "signed", lang: "de", currency: "EUR", bank: "Volksbank Auental eG", title: "Kontoauszug", period: "Zeitraum vom 02.01.2006 bis 02.01.2006",
			holder: "Kontoinhaber", account: "Kontonummer", head: [6]string{"Buchung", "Wert", "Vorgang", "Betrag", "", ""},
			opening: "Alter Kontostand", closing: "Neuer Kontostand", date: "02.01.", comma: true, single: true, trailing: true, balances: "none", lines: 2, valueDate: true,
		},
		{
			name: "S and H", lang: "de", currency: "EUR", bank: "Sparkasse Mittelberg", title: "Kontoauszug", period: "Zeitraum 02.01.2006 - 02.01.2006",
			holder: "Kontoinhaber", account: "Konto", head: [6]string{"Datum", "", "Verwendungszweck", "Umsatz", "", "Saldo"},
			opening: "Anfangssaldo", closing: "Endsaldo", date: "02.01.2006", comma: true, single: true, marks: [2]string{"S", "H"}, balances: "daily", lines: 2,
		},
		{
			name: "CR and DR", lang: "en", currency: "USD", bank: "Harbor Savings Bank", title: "Account Statement", period: "Statement period 01/02/2006 - 01/02/2006",
			holder: "Account holder", account: "Account number", head: [6]string{"Date", "", "Details", "Amount", "", "Balance"},
			opening: "Opening balance", closing: "Closing balance", date: "01/02/2006", single: true, marks: [2]string{"DR", "CR"}, balances: "each", lines: 1, mono: true,
		},
		{
			name: "grouped", lang: "fr", currency: "EUR", bank: "Banque du Vallon", title: "Relevé de compte", period: "Période du 02/01/2006 au 02/01/2006",
			holder: "Titulaire", account: "Compte", head: [6]string{"Date", "", "Libellé", "Débit", "Crédit", ""},
			opening: "Ancien solde", closing: "Nouveau solde", date: "02/01", comma: true, balances: "none", lines: 2, grouped: true,
		},
		{
			name: "cargo", lang: "es", currency: "EUR", bank: "Banco de la Vega", title: "Extracto de cuenta", period: "Período 02/01/2006 - 02/01/2006",
			holder: "Titular", account: "Número de cuenta", head: [6]string{"Fecha", "Valor", "Concepto", "Importe", "", "Saldo"},
			opening: "Saldo anterior", closing: "Saldo final", date: "02/01/2006", comma: true, single: true, balances: "each", lines: 1, valueDate: true,
		},
		{
			name: "dare avere", lang: "it", currency: "EUR", bank: "Banca del Colle", title: "Estratto conto", period: "Periodo dal 02/01/2006 al 02/01/2006",
			holder: "Intestatario", account: "Conto", head: [6]string{"Data", "", "Descrizione", "Dare", "Avere", "Saldo"},
			opening: "Saldo iniziale", closing: "Saldo finale", date: "02/01/2006", comma: true, balances: "daily", lines: 2, bold: true, held: true,
		},
		{
			name: "af en bij", lang: "nl", currency: "EUR", bank: "Polderbank N.V.", title: "Rekeningafschrift", period: "Periode 02-01-2006 t/m 02-01-2006",
			holder: "Rekeninghouder", account: "Rekeningnummer", head: [6]string{"Datum", "", "Omschrijving", "Af", "Bij", "Saldo"},
			opening: "Beginsaldo", closing: "Eindsaldo", date: "02-01-2006", comma: true, balances: "each", lines: 2, held: true,
		},
		{
			name: "kwota", lang: "pl", currency: "PLN", bank: "Bank Nadrzeczny S.A.", title: "Wyciag z rachunku", period: "Za okres 2006-01-02 - 2006-01-02",
			holder: "Posiadacz rachunku", account: "Numer rachunku", head: [6]string{"Data", "", "Opis operacji", "Kwota", "", "Saldo"},
			opening: "Saldo poczatkowe", closing: "Saldo koncowe", date: "2006-01-02", comma: true, single: true, balances: "each", lines: 1, held: true,
		},
	}
}

// cardManners are those of cards: what is owed is printed as positive.
func cardManners() []manner {
	return []manner{
		{
			name: "card without a title", lang: "en", currency: "SGD", bank: "Straits Harbour Bank", account: "Card number", firstDay: 12,
			head: [6]string{"Trans date", "Post date", "Description", "Amount (SGD)", "", ""}, opening: "Previous balance", closing: "Total amount due", date: "02/01", single: true, valueDate: true,
			balances: "none", lines: 1, card: true, marks: [2]string{"", "()"}, footer: "Page %d of %d",
			cardWords: cardWords{"02-01-2006", [4]string{"Statement date", "Payment due date", "Credit limit", "Minimum payment due"}, [4]string{"Previous balance", "Payments and credits", "Purchases and charges", "New balance"}, false},
		},
		{
			name: "card with CR", lang: "en", currency: "USD", bank: "Prairie Card Services Bank", account: "Account number ending in", title: "Monthly activity", firstDay: 18,
			head: [6]string{"Date", "", "Transaction details", "Amount", "", ""}, opening: "Previous balance", closing: "New balance", date: "Jan 02", single: true,
			balances: "none", lines: 2, card: true, marks: [2]string{"", "CR"}, footer: "Page %d of %d",
			cardWords: cardWords{"Jan 02, 2006", [4]string{"Closing date", "Payment due date", "Total credit line", "Minimum payment"}, [4]string{"Previous balance", "Payments and other credits", "New charges", "New balance"}, true},
		},
		{
			name: "card with a minus", lang: "en", currency: "USD", bank: "Lakeside Bank", account: "Account number", firstDay: 9,
			head: [6]string{"Date", "", "Merchant", "Amount", "", ""}, opening: "Balance from last statement", closing: "Amount you owe", date: "01/02", single: true,
			balances: "none", lines: 1, card: true, footer: "%d of %d", held: true,
			cardWords: cardWords{"01/02/2006", [4]string{"Statement closing date", "Due date", "Credit line", "Minimum due"}, [4]string{"Last balance", "Payments received", "Purchases", "Amount you owe"}, false},
		},
	}
}

// sectionManners print kinds of transactions apart.
func sectionManners() []manner {
	return []manner{
		{
			name: "sections", lang: "en", currency: "USD", bank: "First Prairie Bank", title: "Checking account statement", period: "January 2, 2006 through January 2, 2006",
			holder: "Account holder", account: "Account number", opening: "Beginning balance", closing: "Ending balance", date: "01/02", footer: "Page %d of %d", lines: 1,
			sections: []section{
				{"Deposits and additions", "Total deposits and additions", [3]string{"Date", "Description", "Amount"}, true, false},
				{"Electronic withdrawals", "Total electronic withdrawals", [3]string{"Date", "Description", "Amount"}, false, false},
				{"Checks paid", "Total checks paid", [3]string{"Check no.", "Date paid", "Amount"}, false, true},
			}, unsigned: true, daily: "Daily ending balance",
		},
		{
			name: "sections with signs", lang: "en", currency: "USD", bank: "Cedar Valley Credit Union", title: "Account summary", period: "Statement period: January 2, 2006 - January 2, 2006",
			holder: "Member", account: "Account number", opening: "Starting balance", closing: "Ending balance", date: "Jan 02", footer: "Page %d of %d", lines: 1, held: true,
			sections: []section{
				{"Other credits", "Total other credits", [3]string{"Date", "Details", "Amount"}, true, false},
				{"Card purchases and debits", "Total card purchases and debits", [3]string{"Date", "Details", "Amount"}, false, false},
			},
		},
	}
}

// longManners go on over several lines, pages or words.
func longManners() []manner {
	return []manner{
		{
			name: "wrapped", lang: "de", currency: "EUR", bank: "Genossenschaftsbank Auental eG", title: "Kontoauszug", period: "Zeitraum vom 02.01.2006 bis 02.01.2006", firstDay: 15,
			holder: "Kontoinhaber", account: "Kontonummer", head: [6]string{"Buchungstag", "Valuta", "Buchungstext", "Belastung", "Gutschrift", "Saldo"},
			opening: "Saldovortrag", closing: "Schlusssaldo", date: "02.01.06", comma: true, balances: "each", lines: 3, valueDate: true, reference: "Referenz", footer: "Seite %d von %d",
		},
		{
			name: "wrapped in Portuguese", lang: "pt", currency: "EUR", bank: "Banco da Ribeira", title: "Extrato de conta", period: "Período de 02-01-2006 a 02-01-2006", firstDay: 20,
			holder: "Titular", account: "Número da conta", head: [6]string{"Data mov.", "Data valor", "Descritivo", "Débito", "Crédito", "Saldo"},
			opening: "Saldo inicial", closing: "Saldo final", date: "02-01-06", comma: true, balances: "each", lines: 3, valueDate: true, reference: "Referência", footer: "Página %d / %d", held: true,
		},
		{
			name: "carried", lang: "en", currency: "INR", bank: "Malabar Coast Bank", title: "Statement of Account", period: "Statement of account from 02-Jan-2006 to 02-Jan-2006",
			holder: "Account name", account: "Account no", head: [6]string{"Date", "", "Particulars", "Withdrawals", "Deposits", "Balance"},
			opening: "Balance brought forward", closing: "Closing balance", date: "02-Jan-06", balances: "each", lines: 2, balanceMarks: [2]string{"DR", "CR"}, datedBalances: true,
			carried: [2]string{"Balance carried forward", "Balance brought forward"}, footer: "Page %d of %d",
		},
		{
			name: "suma y sigue", lang: "es", currency: "EUR", bank: "Caja del Duero Alto Banco", title: "Extracto de movimientos", period: "Desde 02/01/2006 hasta 02/01/2006",
			holder: "Titular de la cuenta", account: "Cuenta", head: [6]string{"F. operación", "F. valor", "Concepto", "Debe", "Haber", "Saldo"},
			opening: "Saldo anterior", closing: "Saldo a su favor", date: "02/01/06", comma: true, balances: "each", lines: 2, valueDate: true,
			carried: [2]string{"Suma y sigue", "Suma anterior"}, footer: "Hoja %d de %d", held: true,
		},
		{
			name: "months in words", lang: "fr", currency: "EUR", bank: "Banque des Deux Rives", title: "Relevé de compte", period: "Relevé du 2 January 2006 au 2 January 2006",
			holder: "Titulaire du compte", account: "Numéro de compte", head: [6]string{"Date", "", "Nature des opérations", "Montant", "", "Solde"},
			opening: "Solde précédent", closing: "Solde final", date: "2 January", comma: true, group: " ", single: true, trailing: true, balances: "daily", lines: 2, footer: "Page %d/%d",
			months: []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		},
		{
			name: "months in Swedish", lang: "sv", currency: "SEK", bank: "Skärgårdens Sparbank", title: "Kontoutdrag", period: "Period 2 January 2006 - 2 January 2006", firstDay: 25,
			holder: "Kontohavare", account: "Kontonummer", head: [6]string{"Bokföringsdag", "", "Transaktion", "Belopp", "", "Saldo"},
			opening: "Ingående saldo", closing: "Utgående saldo", date: "2 January", comma: true, group: " ", single: true, trailing: true, balances: "each", lines: 1, footer: "Sida %d av %d", held: true,
			months: []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
		},
	}
}

// wideManners lie, and their cells are ruled.
func wideManners() []manner {
	return []manner{
		{
			name: "ruled, the latest first", lang: "en", currency: "GBP", bank: "Tidewater Bank", title: "Account transactions", period: "Transactions from 02/01/2006 to 02/01/2006", landscape: true, ruled: true,
			holder: "Account name", account: "Account number", head: [6]string{"Date", "", "Description", "Debit", "Credit", "Balance"},
			opening: "Opening balance", closing: "Closing balance", date: "02/01/2006", balances: "each", lines: 1, latestFirst: true, footer: "Page %d of %d",
		},
		{
			name: "ruled in German", lang: "de", currency: "CHF", bank: "Kantonalbank Seetal", title: "Kontoauszug", period: "Periode 02.01.2006 - 02.01.2006", landscape: true, ruled: true,
			holder: "Kontoinhaber", account: "Konto Nr.", head: [6]string{"Datum", "Valuta", "Text", "Belastung", "Gutschrift", "Saldo"},
			opening: "Saldovortrag", closing: "Schlusssaldo", date: "02.01.06", group: "'", balances: "each", lines: 1, valueDate: true, footer: "Seite %d von %d", held: true,
		},
	}
}

// deals are what statements speak of, by language; every other way they go in.
func deals(lang string) []string {
	switch lang {
	case "de":
		return []string{"Miete Wohnung 14", "Gehalt Firma Anders", "Stadtwerke Abschlag", "Erstattung Krankenkasse", "Supermarkt am Ring", "Dauerauftrag Sparplan", "Buchhandlung Seite Neun", "Gutschrift Ruecksendung", "Tankstelle Nordtor", "Versicherung Beitrag"}
	case "fr":
		return []string{"Virement loyer appartement", "Salaire societe Duval", "Prelevement electricite", "Remboursement mutuelle", "Carte supermarche", "Cheque emis 4471", "Librairie du Pont", "Virement recu famille", "Assurance habitation"}
	case "es":
		return []string{"Recibo alquiler piso", "Nomina empresa Sol", "Recibo agua y luz", "Devolucion compra", "Compra supermercado", "Transferencia emitida", "Libreria Central", "Ingreso en efectivo", "Seguro del hogar"}
	case "it":
		return []string{"Bonifico affitto casa", "Stipendio ditta Verdi", "Bolletta luce e gas", "Rimborso spese", "Pagamento supermercato", "Prelievo sportello", "Libreria del Corso", "Bonifico ricevuto", "Polizza assicurativa"}
	case "nl":
		return []string{"Huur woning", "Salaris firma De Wit", "Energie termijnbedrag", "Teruggave zorgverzekering", "Supermarkt centrum", "Spaaropdracht maand", "Boekhandel Het Blad", "Overboeking ontvangen", "Verzekering premie"}
	case "pl":
		return []string{"Czynsz za mieszkanie", "Wynagrodzenie firma Lis", "Rachunek za prad", "Zwrot kosztow", "Zakupy sklep osiedlowy", "Przelew wychodzacy", "Ksiegarnia Strona", "Przelew przychodzacy", "Skladka ubezpieczenie"}
	case "pt":
		return []string{"Renda do apartamento", "Ordenado empresa Sol", "Fatura de eletricidade", "Reembolso de despesas", "Compra supermercado", "Transferência recebida", "Livraria Central", "Depósito em numerário", "Seguro da casa"}
	case "sv":
		return []string{"Hyra lägenhet", "Lön firma Berg", "Elräkning", "Återbetalning", "Mataffär centrum", "Överföring mottagen", "Bokhandel", "Insättning", "Försäkring"}
	default:
		return []string{"Rent for flat 14", "Salary from Anders Ltd", "Electricity bill", "Refund of purchase", "Grocery market", "Standing order savings", "Bookshop on the Hill", "Transfer received", "Petrol station", "Insurance premium"}
	}
}
