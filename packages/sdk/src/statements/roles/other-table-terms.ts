interface SubjectTerms {
  /** Words of that subject alone; a stroke parts them. */
  readonly own: string;
  /** Words that details of a payment have too. */
  readonly more: string;
  /** Whether a statement may have columns that are called so as well: then it counts only where what would be the amounts are. */
  readonly byAmounts: boolean;
}

/**
 * Header words of tables that hold numbers and days and are no statements, by subject, in the languages of the header
 * words. Goods are counted and priced, invoices are open until they are due, meters are read, work is paid by the hour,
 * calls last, taxes are withheld, risks are insured, points are collected, holdings have a value; quotes and rates are
 * prices of nothing that was bought, people have birthdays, bodies, weather, sites and journeys are measured.
 */
export const OTHER_SUBJECTS = {
  goods: {
    own:
      'sku|ean|gtin|barcode|item no|article no|article number|part number|unit price|unit cost|price|list price|net price|gross price|cost price|stock|on hand|in stock|stock level|reorder level|artikelnummer|' +
      'artikelnr|bestand|lagerbestand|mindestbestand|preis|stückpreis|einzelpreis|einkaufspreis|verkaufspreis|nettopreis|bruttopreis|listenpreis|prix|prix unitaire|prix ht|prix ttc|prezzo|prezzo unitario|' +
      'giacenza|scorta|precio|precio unitario|costo unitario|coste unitario|existencia|existencias|inventario|preço|preço unitário|custo unitário|estoque|prijs|stukprijs|eenheidsprijs|voorraad|pris|à pris|' +
      'styckpris|stykpris|enhetspris|enhedspris|lagersaldo|lagerantal|beholdning|varenummer|tuotenumero|yksikköhinta|hinta|varasto|varastosaldo|cena|cena jednostkowa|cena netto|cena brutto|stan magazynowy|' +
      'cena za jednotku|skladem|cikkszám|egységár|készlet|cijena|zaliha|preț|preț unitar|stoc|stok|stok kodu|birim fiyat|fiyat|артикул|цена|остаток на складе|ціна|τιμή|τιμή μονάδας|商品コード|品番|品名|単価|在庫|在庫数|单价|' +
      '库存|單價|庫存|상품코드|단가|재고|kode barang|harga|harga satuan|đơn giá|tồn kho',
    more:
      'item code|article|product|product code|unit|units|uom|quantity|qty|vat rate|tax rate|discount|valid from|valid to|valid until|artikel|produkt|einheit|menge|anzahl|stück|mwst satz|rabatt|gültig ab|' +
      'gültig bis|produit|désignation|unité|quantité|qté|taux tva|tva|remise|valable du|valable au|articolo|prodotto|unità|quantità|qtà|aliquota iva|sconto|artículo|producto|unidad|unidades|cantidad|' +
      'descuento|artigo|produto|unidade|quantidade|qtd|desconto|eenheid|aantal|hoeveelheid|korting|enhet|antal|antall|rabat|vare|artikkel|tuote|yksikkö|määrä kpl|towar|indeks|jednostka|jm|ilość|stawka vat|' +
      'zboží|množství|jednotka|tovar|množstvo|termék|mennyiség|egység|proizvod|količina|jedinica|produs|cantitate|ürün|miktar|birim|товар|количество|кол-во|единица|кількість|είδος|ποσότητα|商品|数量|상품|수량|barang|' +
      'satuan|kuantitas|hàng hóa|số lượng|updated at|last updated|updated|last modified|geändert am|mis à jour|aggiornato il|actualizado|atualizado em|bijgewerkt op|uppdaterad|päivitetty|zaktualizowano|aktualizováno|обновлено|更新日|更新日時|更新时间',
    byAmounts: false,
  },
  invoices: {
    own:
      'next payment due|next payment|next payment date|next due|next due date|next collection|nächste ausführung|nächste zahlung|prochaine échéance|prochain paiement|próximo pago|prossimo pagamento|volgende betaling|próximo pagamento|następna płatność|další platba|nästa betalning|neste betaling|næste betaling|seuraava maksu|' +
      'invoice no|invoice number|invoice date|due date|due on|payment due|overdue|days overdue|rechnungsnummer|rechnungsnr|rechnungsdatum|fälligkeit|fällig am|fälligkeitsdatum|numéro de facture|n° facture|' +
      'date de facture|date facture|échéance|date d\'échéance|numero fattura|data fattura|scadenza|data scadenza|número de factura|nº factura|fecha factura|fecha de factura|vencimiento|fecha vencimiento|' +
      'fecha de vencimiento|número da fatura|data da fatura|data fatura|vencimento|data vencimento|data de vencimento|factuurnummer|factuurnr|factuurdatum|vervaldatum|vervaldag|fakturanummer|fakturanr|' +
      'fakturadatum|fakturadato|förfallodatum|förfallodag|forfallsdato|forfaldsdato|laskun numero|laskun päivä|eräpäivä|numer faktury|nr faktury|data wystawienia|termin płatności|číslo faktury|' +
      'datum vystavení|datum splatnosti|splatnost|dátum splatnosti|számlaszám|fizetési határidő|esedékesség|račun broj|datum dospijeća|număr factură|data scadenței|scadența|fatura no|fatura tarihi|vade|' +
      'vade tarihi|счет-фактура|номер счета-фактуры|срок оплаты|τιμολόγιο|λήξη|請求書番号|請求日|支払期日|支払期限|発票号码|发票号码|发票日期|到期日|發票號碼|송장|만기일|nomor faktur|jatuh tempo|số hóa đơn|hạn thanh toán',
    more:
      'customer|customer no|debtor|outstanding|amount due|balance due|excl vat|incl vat|excl tax|incl tax|vat|kunde|kundennummer|debitor|offener betrag|mwst|ust|client|montant ht|montant ttc|tva|' +
      'reste à payer|reste dû|solde dû|cliente|imponibile|iva|insoluto|base imponible|pendiente|klant|klantnummer|debiteur|openstaand|openstaand bedrag|excl btw|incl btw|btw|kund|moms|exkl moms|inkl moms|' +
      'restbelopp|asiakas|alv|kontrahent nip|kwota vat|odběratel|dph|vevő|áfa|kupac|pdv|müşteri|kdv|покупатель|ндс|πελάτης|φπα|pelanggan|khách hàng',
    byAmounts: false,
  },
  meters: {
    own:
      'meter|meter reading|reading|consumption|usage|temperature|mileage|odometer|zählerstand|verbrauch|kilometerstand|relevé|consommation|lettura|lectura|leitura|meterstand|verbruik|mätarställning|' +
      'förbrukning|målerstand|måleravlesning|forbruk|aflæsning|forbrug|mittarilukema|kulutus|stan licznika|zużycie|stav měřiče|spotřeba|spotreba|mérőállás|fogyasztás|potrošnja|sayaç|tüketim|показания|' +
      'расход энергии|κατανάλωση|検針|使用量|检针|用电量|用電量|사용량|pemakaian|chỉ số|tiêu thụ',
    more: '',
    byAmounts: false,
  },
  work: {
    own:
      'hours|hourly rate|regular hours|overtime|overtime hours|hours worked|billable|billable hours|clock in|clock out|time in|time out|shift|pay period|gross pay|net pay|stunden|arbeitsstunden|stundensatz|stundenlohn|' +
      'überstunden|arbeitszeit|arbeitsbeginn|arbeitsende|bruttolohn|nettolohn|heures|taux horaire|heures supplémentaires|heure de début|heure de fin|salaire brut|salaire net|ore lavorate|tariffa oraria|straordinari|' +
      'retribuzione lorda|retribuzione netta|horas|horas trabajadas|tarifa por hora|horas extra|salario bruto|salario neto|horas trabalhadas|valor hora|horas extras|salário bruto|salário líquido|uren|uurtarief|overuren|' +
      'brutoloon|nettoloon|timmar|arbetade timmar|timpris|timlön|övertid|bruttolön|nettolön|timer|timepris|timesats|timelønn|overtid|bruttolønn|nettolønn|tunnit|tuntihinta|tuntipalkka|ylityöt|bruttopalkka|nettopalkka|' +
      'godziny|liczba godzin|stawka godzinowa|nadgodziny|hodiny|odpracované hodiny|hodinová sazba|hodinová sadzba|přesčas|ledolgozott órák|óradíj|órabér|túlóra|radni sati|satnica|prekovremeni|ore lucrate|tarif orar|' +
      'çalışma saati|saat ücreti|fazla mesai|часы|отработано часов|ставка в час|почасовая ставка|сверхурочные|години роботи|ώρες εργασίας|ωρομίσθιο|勤務時間|労働時間|時給|残業|工时|工時|时薪|時薪|加班|근무시간|시급|초과근무|jam kerja|lembur|upah per jam|giờ làm|lương giờ',
    more:
      'employee|employee id|employee no|rate|project|task|activity|client|start time|end time|start|end|break|duration|taxes|mitarbeiter|personalnummer|projekt|tätigkeit|beginn|ende|pause|dauer|salarié|employé|matricule|projet|tâche|' +
      'durée|dipendente|progetto|attività|durata|empleado|proyecto|tarea|duración|funcionário|projeto|tarefa|duração|medewerker|werknemer|taak|duur|anställd|medarbetare|ansatt|medarbejder|prosjekt|varighed|työntekijä|projekti|kesto|' +
      'pracownik|zadanie|czas trwania|zaměstnanec|úkol|trvání|dolgozó|feladat|zaposlenik|angajat|çalışan|proje|süre|сотрудник|проект|задача|длительность|従業員|社員|プロジェクト|员工|員工|项目|직원|프로젝트|karyawan|proyek|nhân viên|dự án',
    byAmounts: false,
  },
  calls: {
    own:
      'number called|called number|number dialled|number dialed|dialled number|dialed number|call type|call duration|call charge|call cost|calls|data volume|angerufene nummer|gewählte rufnummer|zielrufnummer|rufnummer|gesprächsdauer|verbindungsdauer|verbindungsart|datenvolumen|' +
      'numéro appelé|n° appelé|numéro composé|correspondant appelé|durée d\'appel|type d\'appel|numero chiamato|numero composto|durata chiamata|tipo di chiamata|número llamado|número marcado|número de destino|duración de la llamada|tipo de llamada|' +
      'número chamado|número discado|número marcado|duração da chamada|tipo de chamada|gebeld nummer|gekozen nummer|gespreksduur|uppringt nummer|samtalslängd|oppringt nummer|opkaldt nummer|samtaletid|kaldet nummer|soitettu numero|puhelun kesto|numer wybrany|wybrany numer|numer docelowy|czas połączenia|rodzaj połączenia|' +
      'volané číslo|délka hovoru|dĺžka hovoru|hívott szám|hívás időtartama|pozvani broj|trajanje poziva|klicana številka|număr apelat|durata apelului|aranan numara|görüşme süresi|набранный номер|вызываемый номер|длительность разговора|набраний номер|избран номер|κληθείς αριθμός|διάρκεια κλήσης|' +
      '通話先|相手先電話番号|通話時間|对方号码|通话时长|通話時長|통화상대|통화시간|nomor tujuan|durasi panggilan|số bị gọi|thời lượng',
    more: 'time|start time|start|duration|min|minutes|destination|zone|tariff|network|heure|durée|tarif|uhrzeit|beginn|dauer|ziel|netz|ora|durata|destinazione|hora|duración|destino|duração|tijd|duur|bestemming|tid|varaktighet|varighed|varighet|kellonaika|kesto|godzina|czas trwania|čas|doba trvání|trvanie|időpont|időtartam|vrijeme|trajanje|durată|saat|süre|время|длительность|час|продължителност|ώρα|διάρκεια|開始時刻|時間|开始时间|时长|시각|waktu|durasi|giờ',
    byAmounts: false,
  },
  taxes: {
    own:
      'interest income|federal tax withheld|federal income tax withheld|state tax withheld|early withdrawal penalty|ordinary dividends|qualified dividends|tax-exempt interest|tax year|kapitalerträge|anrechenbare kapitalertragsteuer|einbehaltene kapitalertragsteuer|anrechenbare quellensteuer|' +
      'steuerpflichtiger ertrag|prélèvement forfaitaire|crédit d\'impôt|reddito imponibile|ritenuta d\'acconto|base de retención|retención practicada|retenciones practicadas|rendimiento íntegro|rendimento tributável|imposto retido|imposto retido na fonte|ingehouden dividendbelasting|preliminärskatt|pobrany podatek|源泉徴収税額|支払金額の総額',
    more: 'account number|account|opened|payer|recipient|tin|box|kontonummer|konto|numéro de compte|cuenta|conta|rekeningnummer|kontonr',
    byAmounts: false,
  },
  insurance: {
    own:
      'policy number|policy no|premium|premium due|sum insured|sum assured|surrender value|coverage|deductible|claim number|claim no|date of loss|versicherungsscheinnummer|versicherungsnummer|versicherungssumme|rückkaufswert|selbstbeteiligung|selbstbehalt|schadennummer|schadentag|numéro de police|' +
      'numéro de contrat|valeur de rachat|franchise|numéro de sinistre|date du sinistre|numero polizza|premio lordo|premio netto|valore di riscatto|número de póliza|prima neta|prima total|suma asegurada|valor de rescate|deducible|siniestro|número da apólice|prémio|prêmio|capital seguro|polisnummer|verzekerd bedrag|afkoopwaarde|eigen risico|' +
      'försäkringsnummer|försäkringsbelopp|självrisk|polisenummer|policenummer|forsikringssum|egenandel|selvrisiko|vakuutusmäärä|omavastuu|numer polisy|suma ubezpieczenia|składka|číslo smlouvy|pojistné|pojistná částka|kötvényszám|biztosítási összeg|broj police|osigurana svota|poliçe no|sigorta bedeli|номер полиса|страховая сумма|страховая премия|証券番号|保険料|保険金額|保单号|保费|保额|증권번호|보험료',
    more: 'insured|policyholder|due date|valid from|valid to|versicherter|versicherungsnehmer|beitrag|fällig am|assuré|cotisation|échéance|assicurato|scadenza|asegurado|vencimiento|segurado|vencimento|verzekerde|premie|försäkrad|förfallodag|vakuutettu|ubezpieczony|pojištěný|biztosított|страхователь',
    byAmounts: false,
  },
  points: {
    own:
      'points|bonus points|points earned|points redeemed|points balance|base points|reward points|miles|award miles|status miles|miles earned|tier points|punkte|bonuspunkte|basispunkte|extrapunkte|prämienmeilen|statusmeilen|meilen|points fidélité|points acquis|points utilisés|punti|punti accumulati|miglia|puntos|puntos acumulados|puntos canjeados|' +
      'millas|pontos|pontos acumulados|milhas|punten|spaarpunten|poäng|bonuspoäng|bonuspoeng|bonuspoint|pisteet|bonuspisteet|punkty|body|bodů|pontok|hűségpont|bodovi|puncte|puan|баллы|бонусы|бали|точки|πόντοι|ポイント|獲得ポイント|マイル|积分|里程|積分|포인트|마일리지|poin|điểm',
    more: 'date|activity|partner|store|description|expires|expiry|datum|aktivität|filiale|gültig bis|date d\'expiration|magasin|fecha|tienda|caduca|data|negozio|loja|validade|winkel|butik|kauppa|sklep|obchod|дата',
    byAmounts: true,
  },
  holdings: {
    own:
      'market value|cost basis|book value|unrealized gain|unrealised gain|unrealized gain/loss|avg cost|average cost|purchase value|last price|current price|marktwert|kurswert|einstandswert|einstandskurs|einstandspreis|buchgewinn|aktueller kurs|' +
      'valeur de marché|valeur boursière|prix de revient|plus-value latente|pmvl|valore di mercato|prezzo di carico|valore di carico|valor de mercado|coste medio|precio medio|plusvalía latente|preço médio|marktwaarde|aankoopwaarde|gak|' +
      'marknadsvärde|anskaffningsvärde|markedsverdi|kostpris|markedsværdi|markkina-arvo|hankinta-arvo|wartość rynkowa|średnia cena|tržní hodnota|piaci érték|tržišna vrijednost|valoare de piață|piyasa değeri|рыночная стоимость|時価|評価額|評価損益|市值|成本价|평가금액|평가손익|매입가',
    more:
      'symbol|ticker|isin|wkn|valor|shares|units|quantity|qty|price|name|as of|weight|allocation|stück|anzahl|bestand|menge|kurs|anteil|titre|quantité|cours|titolo|quantità|prezzo|título|cantidad|precio|quantidade|preço|aantal|koers|antal|antall|' +
      'kpl|liczba|počet|darab|količina|adet|количество|цена|銘柄|数量|现价|名称|股数|종목|수량|현재가',
    byAmounts: true,
  },
  quotes: {
    own:
      'open|high|low|close|adj close|adjusted close|volume|vol|vwap|market cap|nav|bid|ask|mid|change %|eröffnung|schluss|schlusskurs|hoch|tief|tageshoch|tagestief|volumen|eröffnungskurs|geldkurs|briefkurs|' +
      'ouverture|clôture|dernier|plus haut|plus bas|apertura|chiusura|ultimo|massimo|minimo|cierre|último|máximo|mínimo|volumen|abertura|fechamento|máxima|mínima|openen|sluiten|slotkoers|openingskoers|hoogste|laagste|' +
      'öppning|stängning|högsta|lägsta|senast|åpning|slutt|høyeste|laveste|åbning|lukkekurs|avaus|päätös|ylin|alin|otwarcie|zamknięcie|najwyższy|najniższy|wolumen|otevření|zavření|nejvyšší|nejnižší|nyitóár|záróár|maximum|minimum|' +
      'deschidere|închidere|maxim|minim|açılış|kapanış|yüksek|düşük|hacim|şimdi|открытие|закрытие|максимум|минимум|объём торгов|объем|άνοιγμα|κλείσιμο|始値|高値|安値|終値|出来高|开盘|收盘|最高|最低|成交量|開盤|收盤|시가|고가|저가|종가|거래량|pembukaan|terakhir|tertinggi|terendah|giá mở cửa|giá đóng cửa|' +
      'rate|exchange rate|buy rate|sell rate|kurs|wechselkurs|devisenkurs|taux|taux de change|cours|tasso di cambio|cambio|tipo de cambio|taxa de câmbio|wisselkoers|koers|valutakurs|växelkurs|kurssi|kurs średni|středový kurz|kurz|árfolyam|tečaj|curs|kur|курс|ισοτιμία|為替レート|仲値|汇率|匯率|환율|tỷ giá',
    more: 'currency|ccy|pair|symbol|ticker|isin|code|country|base|change|last|buying|selling|ankauf|verkauf|achat|vente|compra|venta|venda|haut|bas|währung|devise|divisa|moneda|moeda|valuta|waluta|mena|měna|země|kód|deviza|monedă|para birimi|döviz|валюта|код|νόμισμα|通貨|币种|币别|통화|mata uang|ngoại tệ',
    byAmounts: true,
  },
  people: {
    own:
      'phone|phone number|telephone|mobile|mobile phone|cell phone|fax|birthday|birth date|date of birth|dob|postal code|postcode|zip|zip code|first name|last name|surname|age|gender|sex|telefon|telefonnummer|handy|mobilnummer|geburtstag|geburtsdatum|' +
      'plz|postleitzahl|vorname|nachname|geschlecht|alter|téléphone|portable|date de naissance|code postal|prénom|âge|sexe|telefono|cellulare|data di nascita|cap|nome|cognome|età|teléfono|móvil|celular|fecha de nacimiento|código postal|cp|' +
      'nombre|apellido|apellidos|edad|telefone|data de nascimento|cep|sobrenome|idade|telefoon|telefoonnummer|mobiel|geboortedatum|postcode|voornaam|achternaam|leeftijd|mobil|födelsedatum|personnummer|postnummer|förnamn|efternamn|ålder|' +
      'fødselsdato|fornavn|etternavn|efternavn|alder|puhelin|puhelinnumero|syntymäaika|postinumero|etunimi|sukunimi|ikä|data urodzenia|kod pocztowy|imię|nazwisko|wiek|datum narození|psč|jméno|příjmení|věk|dátum narodenia|meno|priezvisko|' +
      'születési dátum|irányítószám|keresztnév|vezetéknév|datum rođenja|poštanski broj|ime|prezime|data nașterii|cod poștal|prenume|doğum tarihi|posta kodu|soyadı|cep telefonu|дата рождения|телефон|индекс|имя|фамилия|возраст|пол|дата народження|' +
      'ημερομηνία γέννησης|τηλέφωνο|επώνυμο|生年月日|電話番号|郵便番号|年齢|性別|出生日期|生日|电话|手机|邮编|年龄|性别|電話|생년월일|전화번호|우편번호|나이|성별|tanggal lahir|telepon|kode pos|ngày sinh|điện thoại|تاريخ الميلاد|הטלפון|תאריך לידה|טלפון',
    more: 'name|full name|e-mail|email|e-mail address|address|street|city|town|country|home city|notes|student id|grade|score|member since|adresse|strasse|straße|ort|stadt|land|notiz|rue|ville|pays|indirizzo|città|dirección|ciudad|país|endereço|cidade|adres|straat|plaats|woonplaats|adress|ort|by|osoite|kaupunki|ulica|miasto|ulice|město|cím|város|adresa|grad|oraș|adres|şehir|адрес|город|διεύθυνση|住所|氏名|地址|姓名|주소|이름|alamat|kota|địa chỉ',
    byAmounts: true,
  },
  measures: {
    own:
      'temperature|temp|humidity|precipitation|rainfall|wind|wind speed|pressure|weight|height|bmi|body fat|steps|calories|heart rate|avg hr|max hr|pulse|systolic|diastolic|glucose|reps|sets|distance|pace|speed|latitude|longitude|lat|lng|lon|altitude|elevation|' +
      'depth|magnitude|mag|voltage|power|co2|impressions|clicks|ctr|sessions|users|visitors|visits|pageviews|page views|bounce rate|conversions|cases|deaths|start km|end km|score|rating|temperatur|lufttemperatur|höchsttemperatur|tiefsttemperatur|luftfeuchtigkeit|luftdruck|niederschlag|windgeschwindigkeit|' +
      'gewicht|größe|puls|schritte|kalorien|blutdruck|strecke|entfernung|kilometer|breitengrad|längengrad|besucher|seitenaufrufe|température|humidité|précipitations|pression|poids|taille|pas|calories|pouls|distance|visites|visiteurs|temperatura|umidità|' +
      'precipitazioni|peso|passi|calorie|frequenza cardiaca|distanza|visite|humedad|precipitación|presión|pasos|calorías|pulso|distancia|visitas|umidade|precipitação|pressão|passos|distância|temperatuur|luchtvochtigheid|neerslag|gewicht|stappen|hartslag|' +
      'afstand|bezoekers|luftfuktighet|nederbörd|vikt|steg|avstånd|sträcka|luftfugtighed|nedbør|vekt|vægt|skridt|avstand|lämpötila|kosteus|sademäärä|paino|askeleet|matka|wilgotność|opady|waga|kroki|tętno|dystans|odległość|teplota|vlhkost|srážky|hmotnost|' +
      'tep|vzdálenost|hőmérséklet|páratartalom|csapadék|súly|lépések|pulzus|távolság|vlažnost|oborine|težina|udaljenost|umiditate|greutate|distanță|sıcaklık|nem|yağış|kilo|adım|nabız|mesafe|температура|влажность|осадки|вес|шаги|пульс|расстояние|пробег|' +
      'θερμοκρασία|υγρασία|βάρος|気温|湿度|降水量|体重|歩数|心拍数|距離|气温|温度|湿度|体重|步数|心率|距离|기온|습도|강수량|몸무게|걸음수|심박수|거리|suhu|kelembaban|berat|jarak|nhiệt độ|độ ẩm|cân nặng|khoảng cách',
    more: 'station|location|place|sensor|device|activity|activity type|exercise|duration|time|site|page|campaign|country|purpose|from|to|start|end|standort|ort|gerät|aktivität|dauer|seite|kampagne|zweck|von|nach|station|lieu|durée|campagne|motif|départ|arrivée|luogo|durata|lugar|duración|local|duração|locatie|duur|plats|tid|sted|paikka|kesto|miejsce|czas|místo|hely|mjesto|loc|yer|место|время|場所|時間|地点|时间|장소|시간',
    byAmounts: true,
  },
} as const satisfies Record<string, SubjectTerms>;
