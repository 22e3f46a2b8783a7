package paper

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
	held                 bool // for testing only: no tuning on it
}

func manners() []manner {
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
	default:
		return []string{"Rent for flat 14", "Salary from Anders Ltd", "Electricity bill", "Refund of purchase", "Grocery market", "Standing order savings", "Bookshop on the Hill", "Transfer received", "Petrol station", "Insurance premium"}
	}
}
