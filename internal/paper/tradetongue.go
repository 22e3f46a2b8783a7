package paper

import "maps"

// tongue is what an invoice says in one language.
type tongue struct {
	seller, buyer, street, town           string
	title, number, date, day              string // day is of time.Format
	net, tax, total, sub                  string
	shipping, rebate                      string
	carried                               [2]string // at the end of a page and at the top of the next
	page, note, further, property, thanks string
	names, groups, units                  []string
}

// tradeTongues are the languages that invoices are drawn in.
func tradeTongues() map[string]tongue {
	out := westernTongues()
	maps.Copy(out, furtherTongues())
	return out
}

func westernTongues() map[string]tongue {
	return map[string]tongue{
		"en": {
			seller: "Fernhill Workshop Supplies Ltd", buyer: "Alder & Pike Ltd", street: "Mill Lane", town: "Ashby", title: "Invoice", number: "Invoice no.", date: "Invoice date", day: "02/01/2006",
			net: "Net total", tax: "VAT", total: "Total due", sub: "Subtotal", shipping: "Delivery", rebate: "Discount", carried: [2]string{"Carried forward", "Brought forward"},
			page: "Page", note: "supplied free of charge", further: "made to order in oak", property: "Colour: dark green", thanks: "Thank you for your business.",
			names:  []string{"Bench vice", "Sanding discs mixed grit", "Wood glue", "Brass hinges 60 mm, pack of ten with screws", "Workshop apron", "Cordless drill with two batteries and a charger in a case", "Masking tape", "Spirit level", "Repair of one band saw including travel", "Cable 3x1.5 mm2, ring of 25 m", "Paint 2.50 l white", "Screws 4 x 40 (200 pieces)"},
			groups: []string{"Tools", "Consumables", "Services"}, units: []string{"pcs", "ea", "box"},
		},
		"de": {
			seller: "Holzwerk Tannau GmbH", buyer: "Bauhof Lindental AG", street: "Mühlweg", town: "Tannau", title: "Rechnung", number: "Rechnungsnummer", date: "Rechnungsdatum", day: "02.01.2006",
			net: "Summe netto", tax: "Umsatzsteuer", total: "Rechnungsbetrag", sub: "Zwischensumme", shipping: "Versandkosten", rebate: "Rabatt", carried: [2]string{"Übertrag", "Übertrag"},
			page: "Seite", note: "Lieferung frei Haus", further: "nach Maß gefertigt", property: "Farbe: dunkelgrün", thanks: "Vielen Dank für Ihren Auftrag.",
			names:  []string{"Schraubstock", "Schleifpapier gemischte Körnung", "Holzleim", "Messingscharniere 60 mm, zehn Stück mit Schrauben", "Arbeitsschürze", "Akkubohrschrauber mit zwei Akkus und Ladegerät im Koffer", "Kreppband", "Wasserwaage", "Reparatur einer Bandsäge samt Anfahrt", "Kabel 3x1,5 mm2, Ring 25 m", "Lack 2,50 l weiß", "Schrauben 4 x 40 (200 Stück)"},
			groups: []string{"Werkzeug", "Verbrauchsmaterial", "Dienstleistungen"}, units: []string{"Stk", "Pck", "St."},
		},
		"fr": {
			seller: "Atelier du Chêne SARL", buyer: "Mairie de Vallonne", street: "Rue du Moulin", town: "Vallonne", title: "Facture", number: "Facture n°", date: "Date", day: "02/01/2006",
			net: "Total HT", tax: "TVA", total: "Total TTC", sub: "Sous-total", shipping: "Frais de port", rebate: "Remise", carried: [2]string{"À reporter", "Report"},
			page: "Page", note: "livraison comprise", further: "fabriqué sur mesure", property: "Couleur : vert foncé", thanks: "Merci de votre confiance.",
			names:  []string{"Étau d'établi", "Disques abrasifs assortis", "Colle à bois", "Charnières en laiton 60 mm, lot de dix avec vis", "Tablier d'atelier", "Perceuse sans fil avec deux batteries et chargeur en coffret", "Ruban de masquage", "Niveau à bulle", "Réparation d'une scie à ruban, déplacement compris", "Câble 3x1,5 mm2, couronne de 25 m", "Peinture 2,50 l blanche", "Vis 4 x 40 (200 pièces)"},
			groups: []string{"Outillage", "Consommables", "Prestations"}, units: []string{"pce", "lot", "u"},
		},
		"es": {
			seller: "Carpintería del Roble S.L.", buyer: "Ayuntamiento de Vega", street: "Calle Molino", town: "Vega", title: "Factura", number: "Factura nº", date: "Fecha", day: "02/01/2006",
			net: "Base imponible", tax: "IVA", total: "Total factura", sub: "Subtotal", shipping: "Portes", rebate: "Descuento", carried: [2]string{"Suma y sigue", "Suma anterior"},
			page: "Página", note: "entrega incluida", further: "hecho a medida", property: "Color: verde oscuro", thanks: "Gracias por su confianza.",
			names:  []string{"Tornillo de banco", "Discos de lija surtidos", "Cola para madera", "Bisagras de latón 60 mm, paquete de diez con tornillos", "Delantal de taller", "Taladro sin cable con dos baterías y cargador en maletín", "Cinta de carrocero", "Nivel de burbuja", "Reparación de una sierra de cinta con desplazamiento", "Cable 3x1,5 mm2, rollo de 25 m", "Pintura 2,50 l blanca", "Tornillos 4 x 40 (200 piezas)"},
			groups: []string{"Herramientas", "Consumibles", "Servicios"}, units: []string{"ud", "caja", "pza"},
		},
		"it": {
			seller: "Falegnameria della Quercia S.r.l.", buyer: "Comune di Valle", street: "Via del Mulino", town: "Valle", title: "Fattura", number: "Fattura n.", date: "Data", day: "02/01/2006",
			net: "Totale imponibile", tax: "IVA", total: "Totale fattura", sub: "Subtotale", shipping: "Spese di trasporto", rebate: "Sconto", carried: [2]string{"A riportare", "Riporto"},
			page: "Pagina", note: "consegna compresa", further: "realizzato su misura", property: "Colore: verde scuro", thanks: "Grazie per la fiducia.",
			names:  []string{"Morsa da banco", "Dischi abrasivi assortiti", "Colla per legno", "Cerniere in ottone 60 mm, confezione da dieci con viti", "Grembiule da lavoro", "Trapano a batteria con due accumulatori e caricatore in valigetta", "Nastro per mascheratura", "Livella a bolla", "Riparazione di una sega a nastro con trasferta", "Cavo 3x1,5 mm2, matassa da 25 m", "Vernice 2,50 l bianca", "Viti 4 x 40 (200 pezzi)"},
			groups: []string{"Utensili", "Materiali di consumo", "Servizi"}, units: []string{"pz", "nr", "cf"},
		},
		"nl": {
			seller: "Houtwerk De Eik B.V.", buyer: "Gemeente Dalen", street: "Molenweg", town: "Dalen", title: "Factuur", number: "Factuurnummer", date: "Factuurdatum", day: "02-01-2006",
			net: "Totaal excl. btw", tax: "Btw", total: "Te betalen", sub: "Subtotaal", shipping: "Verzendkosten", rebate: "Korting", carried: [2]string{"Transport", "Transport"},
			page: "Pagina", note: "levering inbegrepen", further: "op maat gemaakt", property: "Kleur: donkergroen", thanks: "Dank voor uw opdracht.",
			names:  []string{"Bankschroef", "Schuurschijven gemengd", "Houtlijm", "Messing scharnieren 60 mm, tien stuks met schroeven", "Werkschort", "Accuboormachine met twee accu's en lader in koffer", "Afplaktape", "Waterpas", "Reparatie van een lintzaag inclusief voorrijkosten", "Kabel 3x1,5 mm2, rol van 25 m", "Verf 2,50 l wit", "Schroeven 4 x 40 (200 stuks)"},
			groups: []string{"Gereedschap", "Verbruiksmateriaal", "Diensten"}, units: []string{"st", "doos", "stuks"},
		},
	}
}

func furtherTongues() map[string]tongue {
	return map[string]tongue{
		"pl": {
			seller: "Stolarnia Dębowa Sp. z o.o.", buyer: "Urząd Gminy Dolina", street: "ul. Młyńska", town: "Dolina", title: "Faktura VAT", number: "Faktura nr", date: "Data wystawienia", day: "02.01.2006",
			net: "Razem netto", tax: "VAT", total: "Do zapłaty", sub: "Suma częściowa", shipping: "Koszt wysyłki", rebate: "Rabat", carried: [2]string{"Do przeniesienia", "Z przeniesienia"},
			page: "Strona", note: "dostawa w cenie", further: "wykonane na wymiar", property: "Kolor: ciemnozielony", thanks: "Dziękujemy za zamówienie.",
			names:  []string{"Imadło stołowe", "Krążki ścierne mieszane", "Klej do drewna", "Zawiasy mosiężne 60 mm, dziesięć sztuk z wkrętami", "Fartuch roboczy", "Wiertarka akumulatorowa z dwoma akumulatorami w walizce", "Taśma maskująca", "Poziomica", "Naprawa piły taśmowej wraz z dojazdem", "Kabel 3x1,5 mm2, krąg 25 m", "Farba 2,50 l biała", "Wkręty 4 x 40 (200 sztuk)"},
			groups: []string{"Narzędzia", "Materiały", "Usługi"}, units: []string{"szt.", "op.", "kpl."},
		},
		"pt": {
			seller: "Marcenaria do Carvalho Lda.", buyer: "Câmara de Vale", street: "Rua do Moinho", town: "Vale", title: "Fatura", number: "Fatura n.º", date: "Data", day: "02/01/2006",
			net: "Total líquido", tax: "IVA", total: "Total a pagar", sub: "Subtotal", shipping: "Portes de envio", rebate: "Desconto", carried: [2]string{"A transportar", "Transporte"},
			page: "Página", note: "entrega incluída", further: "feito por medida", property: "Cor: verde escuro", thanks: "Obrigado pela preferência.",
			names:  []string{"Torno de bancada", "Discos de lixa sortidos", "Cola para madeira", "Dobradiças de latão 60 mm, dez peças com parafusos", "Avental de oficina", "Berbequim sem fios com duas baterias e carregador", "Fita de mascarar", "Nível de bolha", "Reparação de uma serra de fita com deslocação", "Cabo 3x1,5 mm2, rolo de 25 m", "Tinta 2,50 l branca", "Parafusos 4 x 40 (200 peças)"},
			groups: []string{"Ferramentas", "Consumíveis", "Serviços"}, units: []string{"un", "cx", "par"},
		},
		"sv": {
			seller: "Ekens Snickeri AB", buyer: "Dalby kommun", street: "Kvarnvägen", town: "Dalby", title: "Faktura", number: "Fakturanummer", date: "Fakturadatum", day: "2006-01-02",
			net: "Summa exkl. moms", tax: "Moms", total: "Att betala", sub: "Delsumma", shipping: "Frakt", rebate: "Rabatt", carried: [2]string{"Transport", "Transport"},
			page: "Sida", note: "leverans ingår", further: "tillverkad efter mått", property: "Färg: mörkgrön", thanks: "Tack för er beställning.",
			names:  []string{"Skruvstäd", "Slippapper blandade korn", "Trälim", "Gångjärn i mässing 60 mm, tio stycken med skruv", "Arbetsförkläde", "Skruvdragare med två batterier och laddare i väska", "Maskeringstejp", "Vattenpass", "Reparation av bandsåg inklusive resa", "Kabel 3x1,5 mm2, rulle 25 m", "Färg 2,50 l vit", "Skruv 4 x 40 (200 stycken)"},
			groups: []string{"Verktyg", "Förbrukning", "Tjänster"}, units: []string{"st", "ask", "par"},
		},
		"da": {
			seller: "Egens Snedkeri ApS", buyer: "Dalby Kommune", street: "Møllevej", town: "Dalby", title: "Faktura", number: "Fakturanr.", date: "Fakturadato", day: "02-01-2006",
			net: "I alt ekskl. moms", tax: "Moms", total: "At betale", sub: "Subtotal", shipping: "Fragt", rebate: "Rabat", carried: [2]string{"Overført", "Overført"},
			page: "Side", note: "levering inkluderet", further: "fremstillet efter mål", property: "Farve: mørkegrøn", thanks: "Tak for ordren.",
			names:  []string{"Skruestik", "Slibeskiver blandet", "Trælim", "Messinghængsler 60 mm, ti stk. med skruer", "Arbejdsforklæde", "Akkuboremaskine med to batterier og lader i kuffert", "Malertape", "Vaterpas", "Reparation af båndsav inklusive kørsel", "Kabel 3x1,5 mm2, rulle 25 m", "Maling 2,50 l hvid", "Skruer 4 x 40 (200 stk.)"},
			groups: []string{"Værktøj", "Forbrug", "Ydelser"}, units: []string{"stk", "ks", "par"},
		},
		"cs": {
			seller: "Truhlářství Dub s.r.o.", buyer: "Obec Údolí", street: "Mlýnská", town: "Údolí", title: "Faktura - daňový doklad", number: "Faktura č.", date: "Datum vystavení", day: "02.01.2006",
			net: "Celkem bez DPH", tax: "DPH", total: "Celkem k úhradě", sub: "Mezisoučet", shipping: "Doprava", rebate: "Sleva", carried: [2]string{"Převod", "Převod"},
			page: "Strana", note: "doprava v ceně", further: "vyrobeno na míru", property: "Barva: tmavě zelená", thanks: "Děkujeme za objednávku.",
			names:  []string{"Svěrák dílenský", "Brusné kotouče smíšené", "Lepidlo na dřevo", "Mosazné panty 60 mm, deset kusů s vruty", "Pracovní zástěra", "Akumulátorová vrtačka se dvěma akumulátory v kufru", "Maskovací páska", "Vodováha", "Oprava pásové pily včetně dopravy", "Kabel 3x1,5 mm2, kruh 25 m", "Barva 2,50 l bílá", "Vruty 4 x 40 (200 kusů)"},
			groups: []string{"Nářadí", "Materiál", "Služby"}, units: []string{"ks", "bal", "m"},
		},
		"fi": {
			seller: "Tammipuun Verstas Oy", buyer: "Laakson kunta", street: "Myllytie", town: "Laakso", title: "Lasku", number: "Laskun numero", date: "Laskun päivä", day: "02.01.2006",
			net: "Veroton yhteensä", tax: "ALV", total: "Maksettava", sub: "Välisumma", shipping: "Toimituskulut", rebate: "Alennus", carried: [2]string{"Siirto", "Siirto"},
			page: "Sivu", note: "toimitus sisältyy", further: "valmistettu mittojen mukaan", property: "Väri: tummanvihreä", thanks: "Kiitos tilauksesta.",
			names:  []string{"Ruuvipuristin", "Hiomalaikkoja lajitelma", "Puuliima", "Messinkisaranoita 60 mm, kymmenen kappaletta", "Työesiliina", "Akkuporakone kahdella akulla ja laturilla", "Maalarinteippi", "Vatupassi", "Vannesahan korjaus matkoineen", "Kaapeli 3x1,5 mm2, kela 25 m", "Maali 2,50 l valkoinen", "Ruuvit 4 x 40 (200 kpl)"},
			groups: []string{"Työkalut", "Tarvikkeet", "Palvelut"}, units: []string{"kpl", "pkt", "pari"},
		},
		"no": {
			seller: "Eikens Snekkeri AS", buyer: "Dalen kommune", street: "Mølleveien", town: "Dalen", title: "Faktura", number: "Fakturanr.", date: "Fakturadato", day: "02.01.2006",
			net: "Sum eks. mva", tax: "Mva", total: "Å betale", sub: "Delsum", shipping: "Frakt", rebate: "Rabatt", carried: [2]string{"Overført", "Overført"},
			page: "Side", note: "levering inkludert", further: "laget etter mål", property: "Farge: mørkegrønn", thanks: "Takk for bestillingen.",
			names:  []string{"Skrustikke", "Slipeskiver blandet", "Trelim", "Messinghengsler 60 mm, ti stk. med skruer", "Arbeidsforkle", "Batteridrill med to batterier og lader i koffert", "Maskeringstape", "Vater", "Reparasjon av båndsag inkludert reise", "Kabel 3x1,5 mm2, rull 25 m", "Maling 2,50 l hvit", "Skruer 4 x 40 (200 stk)"},
			groups: []string{"Verktøy", "Forbruk", "Tjenester"}, units: []string{"stk", "eske", "par"},
		},
		"hu": {
			seller: "Tölgy Asztalos Kft.", buyer: "Völgy Község", street: "Malom utca", town: "Völgy", title: "Számla", number: "Számla sorszáma", date: "Számla kelte", day: "2006.01.02.",
			net: "Nettó összesen", tax: "ÁFA", total: "Fizetendő összeg", sub: "Részösszeg", shipping: "Szállítási költség", rebate: "Kedvezmény", carried: [2]string{"Átvitel", "Áthozat"},
			page: "Oldal", note: "a szállítás ingyenes", further: "méretre készítve", property: "Szín: sötétzöld", thanks: "Köszönjük a megrendelést.",
			names:  []string{"Satu", "Csiszolókorong vegyes", "Faragasztó", "Sárgaréz zsanér 60 mm, tíz darab csavarral", "Munkakötény", "Akkus fúró két akkumulátorral és töltővel", "Festőszalag", "Vízmérték", "Szalagfűrész javítása kiszállással", "Kábel 3x1,5 mm2, 25 m tekercs", "Festék 2,50 l fehér", "Csavar 4 x 40 (200 darab)"},
			groups: []string{"Szerszámok", "Anyagok", "Szolgáltatások"}, units: []string{"db", "doboz", "pár"},
		},
	}
}
