import type { ColumnRole } from '../types.ts';

/** What a header word can say: a role, or that a column is about another currency or another account. */
export type HeaderSense = Exclude<ColumnRole, 'ignore'> | 'booking-date' | 'kind' | 'foreign' | 'other-party';

/**
 * Header words of statements by sense, in the languages of the countries whose banks write them; a stroke parts them.
 * Written with their accents (they also tell encodings apart); compared without.
 */
export const HEADER_TERMS: Readonly<Record<HeaderSense, string>> = {
  'booking-date':
    'booking date|booked|booked on|posting date|posted date|post date|date posted|posted|posted on|processed date|process date|date processed|entry date|ledger date|completed date|date completed|settlement date|' +
    'buchungsdatum|buchungstag|buchung|gebucht|verbuchungsdatum|datum buchung|date comptable|date de comptabilisation|date comptabilisation|comptabilisation|date ecriture|date d\'écriture|' +
    'data contabile|data registrazione|data di registrazione|data contabilizzazione|registrazione|fecha contable|fecha de contabilización|f. contable|fecha de registro|data de lançamento|data lançamento|data contabilística|data mov|' +
    'data movimento|data mov.|boekdatum|boekingsdatum|datum boeking|datum verrekening|verwerkingsdatum|bokföringsdag|bokföringsdatum|bokforingsdag|bokfört|bokføringsdato|bokført|bokført dato|bogføringsdato|bogført|bogført dato|' +
    'kirjauspäivä|kirjauspvm|data księgowania|data ksiegowania|datum zaúčtování|datum zaúčtovania|zaúčtováno|datum připsání|dátum zaúčtovania|könyvelés dátuma|könyvelési dátum|könyvelés napja|' +
    'datum knjiženja|datum knjizenja|data înregistrării|data procesării|data înregistrare|kanne kuupäev|grąmatos data|muhasebe tarihi|kayıt tarihi|дата проводки|дата обработки|дата операции по счету|' +
    'ημερομηνία καταχώρησης|记账日期|记账日|入账日期|入账日|入帳日|入账时间|過帳日|記帳日|거래처리일|tanggal pembukuan|tanggal posting|ngày hạch toán|ngày ghi sổ',
  date:
    'date|dated|day|dt|operation date|датум|dagsetning|თარიღი|ամսաթիվ|تاریخ|tarix|data e veprimit|datum|dato|data|dat|fecha|tag|päivä|päiväys|pvm|päivämäärä|kuupäev|datums|dátum|kelt|tarih|tarihi|işlem tarihi|дата|ημερομηνία|ημ/νία|' +
    '日期|时间|取引日|取引日付|年月日|日付|お取引日|ご利用日|利用日|계산일|거래일|거래일자|거래일시|날짜|일자|tanggal|tgl|tarikh|ngày|วันที่|تاريخ|التاريخ|תאריך|jour|giorno|created|created at|when|timestamp|datetime|date/time|time',
  'value-date':
    'value date|value dt|val date|valuta|valuta datum|valutadatum|val.|valör|valutering|wertstellung|wertstellungstag|wert|wertdatum|date de valeur|date valeur|valeur|data valuta|data della valuta|data di valuta|fecha valor|fecha de valor|f. valor|' +
    'valor|data valor|data-valor|data da valor|data de valor|data do balancete|rentedatum|rentedato|rentedag|räntedatum|ränteställningsdag|valørdato|valuteringsdag|valuteringsdato|arvopäivä|data waluty|datum valuty|dátum valuty|valuta datuma|datum valute|datum valutacije|' +
    'értéknap|data valutei|data valutară|väärtuspäev|valor tarihi|valör tarihi|дата валютирования|ημερομηνία αξίας|valeur|起息日|interest date|effective date|ngày hiệu lực|tanggal efektif|تاريخ القيمة|תאריך ערך',
  'transaction-date':
    'transaction date|tran date|txn date|trans date|trn date|date of transaction|purchase date|trade date|date of purchase|started date|authorised on|authorization date|initiated|date initiated|original date|transaktionsdatum|belegdatum|kaufdatum|umsatzdatum|datum transaktion|einkaufsdatum|' +
    'date de transaction|date transaction|date d\'opération|date opération|date de l\'opération|date d\'achat|data operazione|data transazione|data acquisto|data dell\'operazione|fecha operación|fecha de operación|fecha de la operación|f. operación|fecha de transacción|' +
    'data da operação|data operação|data da transação|datum verrichting|transactiedatum|datum transactie|transaktionsdag|transaksjonsdato|kjøpsdato|købsdato|köpdatum|data operacji|data transakcji|datum provedení|datum transakce|dátum transakcie|datum uskutečnění|' +
    'tranzakció dátuma|tranzakció időpontja|datum transakcije|data tranzacției|data tranzactiei|işlem tarihi|дата операции|дата транзакции|дата совершения|交易日期|交易时间|交易日|消费日期|tanggal transaksi|ngày giao dịch|ημερομηνία συναλλαγής|تاريخ العملية',
  amount:
    'amount|amt|amnt|upphæð|fjárhæð|износ|თანხა|գումար|مبلغ|məbləğ|shuma|value|sum|total|net|net amount|gross|netto|netto betrag|nettobetrag|brutto|bruttobetrag|montant net|montant brut|importo netto|importo lordo|importe neto|importe bruto|valor líquido|valor bruto|nettobelopp|billing amount|transaction amount|betrag|buchungsbetrag|umsatz|summe|montant|montant de l\'opération|importe|importe eur|monto|importo|ammontare|valor|valor do lançamento|quantia|montante|bedrag|belopp|beløb|' +
    'beløp|belop|beloeb|määrä|summa|kwota|kwota operacji|wartość|částka|zaúčtovaná částka|suma|objem|čiastka|összeg|tranzakció összege|értéke|iznos|znesek|sumă|suma tranzacției|tutar|tutarı|işlem tutarı|сумма|сумма операции|сума|ποσό|金额|金額|交易金额|交易額|' +
    '发生额|発生額|거래금액|금액|jumlah|nominal|mutasi|số tiền|จำนวนเงิน|المبلغ|סכום|paid|bedrag (eur)',
  'money-out':
    'debit|debits|debit amount|debi|дугује|должи|გასული|დებეტი|بدهکار|mədaxil -|úttekt|na teret|teret|debit amt|dr|dr amount|withdrawal|withdrawals|withdrawal amt|withdrawn|paid out|money out|out|outgoing|outflow|payments|spent|expense|charges|charge|belastung|belastungen|lastschrift|soll|ausgang|ausgänge|ausgabe|ausgaben|abgang|auszahlung|' +
    'abbuchung|débit|débits|débit euros|retrait|retraits|dépense|dépenses|sortie|sorties|addebito|addebiti|uscita|uscite|in uscita|dare|cargo|cargos|debe|débito|débitos|debito|egreso|egresos|gasto|gastos|retiro|retiros|saída|saídas|saida|debit eur|' +
    'af|af (debet)|uit|uitgaven|debet|debetbedrag|ut|uttag|utgifter|ud|ud af konto|ut fra konto|ut av konto|hævet|utgående|udgift|otto|otot|maksut|obciążenia|obciążenie|wypłaty|wydatki|winien|výdaj|výdaje|odchozí|na vrub|debetní|vrub|terhelés|kiadás|terhelések|' +
    'isplata|isplate|zaduženje|duguje|dugovni|odliv|breme|v breme|debitare|plăți|deebet|debets|debetas|borç|çıkan|çıkış|giden|расход|списание|расходы|дебет|χρέωση|χρεώσεις|支出|支出金额|借方|借方金额|借方发生额|出金|出金額|お支払金額|お支払い金額|支払い金額|支払金額|支払|お引出し|お引き出し|引出|引落|支取|提款|支取金額|출금|출금액|찾으신금액|지급|' +
    'keluar|pengeluaran|ghi nợ|phát sinh nợ|nợ|rút|ถอน|ถอนเงิน|รายการถอน|مدين|سحب|חובה|บาทออก|paid out (£)',
  'money-in':
    'credit|credits|credit amount|kredi|потражује|побарува|შემოსული|კრედიტი|بستانکار|innlegg|u korist|korist|credit amt|cr|cr amount|deposit|deposits|deposit amt|deposited|paid in|money in|in|incoming|inflow|receipts|received|income|gutschrift|gutschriften|haben|eingang|eingänge|einnahme|einnahmen|zugang|einzahlung|' +
    'crédit|crédits|crédit euros|versement|versements|recette|recettes|entrée|entrées|accredito|accrediti|entrata|entrate|in entrata|avere|abono|abonos|haber|crédito|créditos|credito|ingreso|ingresos|depósito|depósitos|entrada|entradas|' +
    'bij|bij (credit)|inkomsten|creditbedrag|in|insättning|insättningar|inkomster|ind|ind på konto|inn|inn på konto|indsat|innskudd|inngående|indtægt|pano|panot|uznania|uznanie|wpływy|wpłaty|ma|příjem|příjmy|příchozí|ve prospěch|kreditní|jóváírás|bevétel|' +
    'uplata|uplate|odobrenje|potražuje|potražni|priliv|dobro|v dobro|creditare|încasări|kreedit|kredīts|kreditas|alacak|gelen|giren|giriş|приход|поступление|поступления|зачисление|доходы|кредит|πίστωση|πιστώσεις|收入|收入金额|贷方|貸方|贷方金额|贷方发生额|入金|入金額|預かり金額|預り金額|預かり|お預り金額|お預かり金額|お預り|お預入れ|' +
    '預入|預り|受取|存入|存款|存入金額|입금|입금액|맡기신금액|수입|masuk|pemasukan|ghi có|phát sinh có|có|nộp|ฝาก|ฝากเงิน|รายการฝาก|دائن|إيداع|זכות|kredit|paid in (£)',
  direction:
    'deebet/kreedit|πρόσημο|πρόσημο ποσού|χ/π|χρέωση / πίστωση|χρέωση/πίστωση|debets/kredīts|d/k|k/d|debetas/kreditas|debet / kredit|'
    + 'debit/credit|credit/debit|dr/cr|cr/dr|d/c|c/d|cr dr|dr cr|debit credit|debit/credit flag|debit credit indicator|credit debit indicator|dc|cdflag|cd flag|direction|sign|in/out|debit or credit|soll/haben|s/h|s / h|soll haben|haben/soll|' +
    'gutschrift / belastung|belastung / gutschrift|lastschrift/gutschrift|débit/crédit|débit ou crédit|sens|dare/avere|segno|debe/haber|cargo/abono|signo|débito/crédito|debito/credito|natureza|af bij|af/bij|bij/af|debet/credit|in/uit|debet/kredit|ut/inn|ind/ud|' +
    'obciążenie/uznanie|ma/wn|wn/ma|bevétel/kiadás|kiadás/bevétel|terhelés/jóváírás|duguje/potražuje|borç/alacak|b/a|приход/расход|дебет/кредит|收/支|收支|借贷|借贷标志|借贷方向|收支类型|借方/贷方|入出金|입출금|balance impact|balansinvloed|impact',
  balance:
    'balance|balances|running balance|staða|gjendja|стање|салдо|ნაშთი|մնացորդ|مانده|موجودی|qalıq|running total|running bal|running bal.|closing balance|account balance|available balance|ledger balance|balance after|balance (inr)|bal|saldo|saldi|kontostand|saldo nach buchung|neuer saldo|solde|solde après|soldes|saldo contabile|saldo disponibile|saldo progressivo|saldo na mutatie|' +
    'saldo na trn|saldo na|eindsaldo|saldo efter|kontosaldo|bokført saldo|saldo po operacji|saldo po transakcji|stan konta|zůstatek|zůstatek po|zostatok|stav účtu|egyenleg|könyvelt egyenleg|stanje|sold|sold final|jääk|atlikums|likutis|saldo (£)|bakiye|bakiyesi|son bakiye|остаток|баланс|исходящий остаток|' +
    'υπόλοιπο|余额|餘額|结余|账户余额|本次余额|结存|残高|差引残高|お取引後残高|取引後残高|잔액|거래후잔액|거래 후 잔액|잔고|baki|saldo akhir|số dư|ยอดคงเหลือ|คงเหลือ|الرصيد|رصيد|יתרה',
  fee: 'fee|fees|charge amount|commission|commissions|gebühr|gebühren|spesen|entgelt|kommission|frais|commissione|commissioni|spese|comisión|comisiones|tarifa|taxa|comissão|kosten|kosten op verrichting|avgift|avgifter|gebyr|kulu|opłata|prowizja|poplatek|poplatky|díj|jutalék|provizija|comision|ücret|komisyon|masraf|комиссия|手续费|手數料|手数料|수수료|biaya|phí|ค่าธรรมเนียม|tax|vat|steuer|mwst|iva|tva|btw|moms',
  currency:
    'currency|currency code|ccy|cur|curr|curr.|währung|whg|whg.|wrg|währungscode|monnaie|devise|dev|dev.|div|div.|divisa|moneda|moeda|valuta|valutasort|valutakod|valutakode|munt|muntsoort|muntcode|waluta|měna|mena|měna účtu|deviza|devizanem|devizaneme|pénznem|valuta računa|monedă|valiuta|valūta|para birimi|döviz|döviz cinsi|pb|' +
    'валюта|νόμισμα|币种|货币|幣別|通貨|통화|mata uang|mata wang|loại tiền|สกุลเงิน|العملة|מטבע|buchungswährung|account currency',
  description:
    'description|descriptions|details|skýring|texti|përshkrimi|опис|დანიშნულება|აღწერა|شرح|megnevezés|action|activity|detail|transaction details|transaction description|narrative|narration|narrative 1|memo|particulars|remarks|remark|note|notes|text|message|purpose|transaction|transactions|transaction remarks|transaction text|statement description|additional information|label|subject|' +
    'buchungstext|verwendungszweck|text|beschreibung|transaktionsbeschreibung|buchungsdetails|zweck|vorgang|vorgang/verwendungszweck|betreff|mitteilung|mitteilung / referenz|bezeichnung|umsatztext|buchungsinformationen|zahlungszweck|' +
    'libellé|libelle|libellés|libellé opération|libelle complet|texte de notification|texte|communication|communications|détail|détails|détail de l\'écriture|motif|nature de l\'opération|nature|intitulé|objet|opération|opérations|' +
    'descrizione|descrizione operazione|descrizione estesa|causale|causale pagamento|dettagli|dettaglio|testo|testo d\'avviso|testo di contabilizzazione|operazione|note|concepto|descripción|detalle|detalles|observaciones|movimiento|glosa|leyenda|descrição|título|histórico|historico|lançamento|descritivo|movimento|' +
    'omschrijving|omschrijving-1|transactie|verrichting|omschrijving-2|omschrijving-3|mededelingen|mededeling|boodschap|toelichting|meddelande|text|transaktion|beskrivning|forklaring|tekst|beskrivelse|melding|transaktionstekst|selite|viesti|otsikko|rubrik|kuvaus|selgitus|opis|opis operacji|tytuł|tytułem|szczegóły|tytuł operacji|' +
    'popis|popis transakce|zpráva|zpráva pro příjemce|poznámka|účel|popis operácie|informácia pre príjemcu|správa|közlemény|megjegyzés|leírás|narratíva|svrha|svrha plaćanja|opis plaćanja|namen|detalii|detalii tranzacție|descriere|explicații|maksājuma mērķis|paaiškinimai|paaiškinimas|informācija saņēmējam|pamatojums|paskirtis|mokėjimo paskirtis|açıklama|açıklamalar|işlem|' +
    'назначение|назначение платежа|описание|описание операции|основание|основание за плащане|пояснение|детали|содержание|призначення|περιγραφή|αιτιολογία|摘要|交易摘要|備註|說明|附註|交易說明|说明|商品说明|交易说明|备注|附言|交易备注|用途|商品|お取引内容|取引内容|内容|お取扱内容|摘要欄|適用|メモ|적요|내용|기재내용|거래내용|메모|keterangan|uraian|uraian transaksi|deskripsi|butiran|diễn giải|nội dung|mô tả|' +
    'รายการ|รายละเอียด|คำอธิบาย|الوصف|البيان|تفاصيل|תיאור|פרטים|הפעולה',
  counterparty:
    'payee|payer|payee name|mokėtojo arba gavėjo pavadinimas|mokėtojo pavadinimas|gavėjo pavadinimas|name|merchant|merchant name|counterparty|counterparty name|counter party|beneficiary|beneficiary name|beneficiary/remitter|recipient|sender|remitter|from/to|to/from|vendor|customer|shop|empfänger|auftraggeber|begünstigter|begünstigter/zahlungspflichtiger|zahlungspflichtiger|zahlungspflichtige*r|' +
    'zahlungsempfänger|zahlungsempfänger*in|auftraggeber/empfänger|empfänger/zahlungspflichtiger|auftraggeber/zahlungsempfänger|name auftraggeber / begünstigter|partnername|partner name|händler|gegenpartei|gegenkonto name|bénéficiaire|tiers|nom|émetteur|donneur d\'ordre|commerçant|contrepartie|beneficiario|ordinante|controparte|' +
    'ordinante/beneficiario|esercente|nome|pagador|comercio|ordenante|beneficiário|favorecido|destinatario|destinatário|estabelecimento|tegenpartij|naam tegenpartij|naam|naam / omschrijving|begunstigde|handelaar|mottagare|avsändare|motpart|butik|namn|modtager|afsender|mottaker|avsender|navn|saaja|saaja/maksaja|maksaja|saajan nimi|nimi|' +
    'nadawca|odbiorca|nadawca/odbiorca|kontrahent|dane kontrahenta|nazwa odbiorcy|nazwa nadawcy|obchodník|název protiúčtu|název protistrany|protistrana|příjemce|plátce|názov protistrany|partner neve|partner|kedvezményezett|ellenoldali név|primatelj|primalac|platitelj|naziv|prejemnik|plačnik|beneficiar|nume|saatja|saņēmējs|gavėjas|mokėtojas|' +
    'alıcı|gönderen|alıcı/gönderen|karşı taraf|işyeri|контрагент|получатель|отправитель|плательщик|наименование контрагента|δικαιούχος|交易对方|对方户名|对方名称|对方姓名|对手方|商户名称|收款人|付款人|取引先|お客様名|相手先|店名|ご利用店名|거래처|의뢰인|보낸분|받는분|상대방|nama|penerima|pengirim|người thụ hưởng|người nhận|المستفيد|שם',
  reference:
    'reference|references|ref|ref.|ref no|ref. no.|ref number|reference number|bank reference|customer reference|payment reference|transaction id|transaction reference|transaction number|txn id|id|uuid|check|check number|cheque|cheque no|chq|chq./ref.no.|chq no|check or slip #|number|no|no.|receipt|' +
    'referenz|referenznummer|transaktionsnummer|transaktions-nr|buchungsreferenz|kundenreferenz|mandatsreferenz|mandatsreferenz / kreditoren-id|kundenreferenz (end-to-end)|belegnummer|auftragsnummer|référence|références|numéro d\'opération|n° de transaction|n° d\'opération|numéro de pièce|pièce|' +
    'riferimento|numero di ordine|codice transazione|numero operazione|referencia|nº documento|documento|número do documento|num. doc|n.º|número de documento|doc|kenmerk|transactiereferentie|betalingskenmerk|referentie|volgnr|referens|verifikationsnummer|referanse|arkivref|arkivreferanse|viite|viitenumero|arkistointitunnus|' +
    'numer referencyjny|nr referencyjny|identyfikator|variabilní symbol|vs|ks|ss|konstantní symbol|specifický symbol|variabilný symbol|id transakce|referencia|megbízás azonosító|azonosító|tranzakció azonosító|poziv na broj|referenca|sklic|referință|dekont no|fiş no|referans|dekont|номер документа|номер операции|κωδικός|' +
    '流水号|交易流水号|交易单号|订单号|商户单号|交易号|凭证号|序号|伝票番号|番号|お取引番号|整理番号|거래번호|no referensi|nomor|số tham chiếu|số chứng từ|رقم|المرجع|אסמכתא',
  account:
    'account|account number|account no|account no.|acct|account name|account id|card|card number|card no|card no.|iban|iban/bban|konto|kontonummer|konto-nr|konto-nr.|kontonr|auftragskonto|iban auftragskonto|eigene iban|karte|kartennummer|umsatz getätigt von|compte|numéro de compte|n° de compte|carte|numéro de carte|' +
    'conto|numero conto|rapporto|carta|cuenta|número de cuenta|nº cuenta|tarjeta|conta|número da conta|cartão|rekening|rekeningnummer|iban rekening|rekening nummer|kredietkaart|konto|kontonamn|kort|kortnummer|tili|tilinumero|rachunek|numer rachunku|nr rachunku|konto|účet|číslo účtu|názov účtu|název účtu|számlaszám|számla|kártyaszám|račun|broj računa|' +
    'cont|număr cont|konts|sąskaita|sąskaitos nr|hesap|hesap no|hesap numarası|kart no|счет|счёт|номер счета|номер карты|λογαριασμός|账号|账户|帐号|卡号|本方账号|口座|口座番号|カード番号|계좌|계좌번호|카드번호|rekening|nomor rekening|số tài khoản|tài khoản|เลขที่บัญชี|الحساب|חשבון|product',
  kind:
    'category|transaction type|type of transaction|type|sub category|subcategory|mcc|sicmcc code|umsatzart|buchungsart|kategorie|transaktionstyp|art|catégorie|type d\'opération|type de transaction|tipo|tipo operazione|tipo transazione|tipo di ordine|tipo de operación|categoria|categoría|tipo transazione|code|categorie|mutatiesoort|soort|kategori|transaktionstyp|type transaksjon|laji|rodzaj operacji|rodzaj transakcji|kategoria|typ|typ transakce|kategorie transakce|tranzakció típusa|típus|vrsta|tip|işlem tipi|тип|категория|вид операции|交易类型|交易分类|交易方式|区分|取引区分|거래구분|구분|jenis|loại|ประเภท',
  status:
    'status|state|transaction status|booking status|pending|stato|état|etat|statut|estado|situação|situacao|tila|stav|stan|állapot|durum|durumu|статус|состояние|交易状态|状态|当前状态|ステータス|상태|trạng thái|الحالة|סטטוס',
  foreign:
    'original|originalbetrag|francs|pesetas|liras|lire|originalwährung|orig|orig.|foreign|foreign currency|fremdwährung|fremdwährungsbetrag|ursprungsbetrag|transaction currency|local|local_amount|local_currency|instructed|d\'origine|origine|étranger|montant d\'origine|devise d\'origine|originale|importo originale|origen|divisa origen|importe original|moeda original|' +
    'oorspronkelijk|oorspronkelijk bedrag|vreemde valuta|originalbelopp|utländsk|utländskt belopp|opprinnelig|oprindeligt|oprindelig|alkuperäinen|oryginalna|kwota oryginalna|původní|původní částka|pôvodná|eredeti|originalni|exchange|exchange rate|rate|kurs|wechselkurs|umrechnungskurs|taux|taux de change|cambio|tasso|koers|wisselkoers|' +
    'kurz|árfolyam|tečaj|kur|курс|汇率|為替|환율|einzelzahlung|sammelbuchung|split|quantity|qty|menge|limit|points|rewards|cashback|exchange to',
  'other-party':
    'counterparty account|counter account|gegenkonto|kontonummer/iban|iban zahlungsempfänger|iban zahlungsempfänger*in|auftraggeberkonto|empfängerkonto|gegen-iban|partner iban|iban auftraggeberkonto|iban auftraggeber|iban des auftraggebers|compte bénéficiaire|compte contrepartie|compte du tiers|conto controparte|cuenta beneficiario|cuenta destino|' +
    'conta destino|tegenrekening|tegenrekening iban/bban|tegenpartij rekening|bic tegenpartij|mottagarkonto|motkonto|til konto|fra konto|saajan tilinumero|saajan tili|numer konta nadawcy|rachunek nadawcy|rachunek odbiorcy|numer rachunku kontrahenta|protiúčet|číslo protiúčtu|partner számlaszáma|partner számla|račun primatelja|karşı hesap|счет контрагента|счет получателя|' +
    '对方账号|对方账户|对方帐号|对方卡号|相手口座|상대계좌|to account|from account|destination account|bic|swift|bankleitzahl|blz|bank|sort code|to account number|bankkod|bank code|recipient account',
};
