## What loads at once.

# Title until the controller is known.
text-chat = Chat privata

# Under the title: who answers.
text-assistant = Assistente automatico

# The close button.
text-close = Chiudi la chat

# Name of the choice of languages.
text-language = Lingua

# The lock line.
text-encrypted = Cifrata da un capo all’altro

# What the lock line opens.
text-who-reads = Chi legge

# The history can't be kept in this browser.
text-not-kept = Questo browser non conserverà la conversazione: finisce quando ricarichi o esci.

# The manifest is on its way.
text-loading = Preparazione della chat…

# What waiting costs.
text-loading-note = Finora non è stato salvato né inviato nulla.

# Heading of the notice.
text-notice-title = Prima di iniziare

# Marks a notice as the law of California calls it.
text-at-collection = Avviso al momento della raccolta

# Label: the controller.
text-responsible = Titolare

# Follows the controller's name.
text-decides = decide per che cosa si usa ciò che scrivi.

# Label: who answers.
text-answers = Chi risponde

# A bot answers.
text-bot-answers = Un assistente automatico (un bot).

# People answer too.
text-people-too = Possono rispondere anche persone.

# People answer; there is no bot.
text-people-answer = Persone.

# Label: the purposes.
text-purposes = A che scopo

# Label before a legal basis.
text-basis = Base giuridica:

# The basis is consent.
text-consent = il tuo consenso

# Label: the recipients.
text-readers = Chi può leggere

# Role: an automatic assistant.
text-role-bot = assistente automatico

# Role: people.
text-role-agent = persone del team

# Role: a record for compliance.
text-role-archive = registro di conformità

# Before a number: how many people it takes to open that record.
text-opened-by = persone che devono aprirlo insieme:

# Role: a processor.
text-role-processor = azienda che lavora per il titolare

# Role: somebody of the people.
text-role-person = persona

# Label: retention.
text-retention = Per quanto tempo

# Label: companies that work for the controller.
text-processors = Aziende che lavorano per il titolare

# Label: kinds of data.
text-data = Dati

# Label: countries outside the controller's area.
text-transfers = Fuori dalla sua area

# Label: what is said trains a model.
text-trains = Serve ad addestrare un modello

# Label: a machine alone decides about the visitor.
text-decides-alone = Una macchina decide da sola su di te

# Said of such a thing.
text-yes = Si fa

# Said of such a thing.
text-no = Non si fa

# Nothing is retained.
text-days-none = Non si conserva

# How long something is kept.
text-days = { $count ->
    [one] { $count } giorno
   *[other] { $count } giorni
}

# How long something is kept.
text-years = { $count ->
    [one] { $count } anno
   *[other] { $count } anni
}

# The button that allows.
text-allow = Consenti

# The button that refuses.
text-refuse = Rifiuta

# What refusing means.
text-refuse-note = Se rifiuti, nulla viene salvato o inviato, e vedrai altri modi per contattarci.

# The second layer.
text-full = Tutte le informazioni

# Label: postal address.
text-address = Indirizzo

# Label: the contact for privacy matters.
text-contact = Contatto per la privacy

# Label: the authority.
text-authority = Dove presentare reclamo

# Label: the safety code.
text-safety = Codice di sicurezza

# What the safety code is for.
text-safety-note = Confrontalo con quello che l’azienda pubblica o ti dice al telefono. Se è lo stesso, solo chi è indicato sopra può leggere la conversazione.

# Shows the safety code in words.
text-in-words = Mostralo in parole

# The list of words could not be fetched.
text-no-words = Impossibile caricare le parole. Confronta le cifre.

# Label: how far the chains of envelopes have come.
text-chain = Messaggi

# Before a number: messages that left.
text-chain-sent = Inviati:

# Before a number: messages that a recipient opened.
text-chain-delivered = consegnati:

# Before a number: messages that came.
text-chain-received = Ricevuti:

# Before a number: what is known to be missing.
text-chain-missing = mancano:

# How a loss is noticed.
text-chain-note = Ogni messaggio porta firmata l’impronta del precedente: se uno manca o cambia, si nota.

# Name of the log.
text-conversation = Conversazione

# The visitor, as an author.
text-you = Tu

# In place of an envelope that could not be verified or opened.
text-unverified = È arrivato un messaggio che non si può verificare. Non viene mostrato.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = La connessione cifrata è stata rinnovata.

# In place of envelopes that are missing in a sender's chain.
text-missing = Manca un messaggio: è stato inviato, ma non è arrivato.

# In place of a body of a type that this version does not know.
text-unknown = È arrivato un messaggio di un tipo che questa versione non può mostrare.

# The conversation has no message yet.
text-begin = Scrivi la tua domanda quando vuoi.

# Held until the visitor decides.
text-held-undecided = In attesa: resta qui finché non decidi.

# Held until the recipients answered.
text-held-connecting = In attesa: partirà, cifrato, appena la connessione sarà sicura.

# Discards a held message.
text-discard = Scarta

# Being sealed.
text-encrypting = Cifratura…

# Delivery: on its way.
text-sending = Invio in corso…

# Delivery: at the relay.
text-sent = Inviato, cifrato

# Delivery: opened by a recipient.
text-delivered = Consegnato

# A person has read the message.
text-read = Letto

# Somebody writes.
text-writing = sta scrivendo

# Delivery: not sent.
text-failed = Non inviato.

# Tries again.
text-retry = Riprova

# Name of the group of suggestions.
text-suggestions = Risposte suggerite

# Separator: today.
text-today = Oggi

# Separator: yesterday.
text-yesterday = Ieri

# Leads to what came in while the visitor read further up.
text-new-messages = Messaggi nuovi

# Shows what was said before.
text-earlier = Messaggi precedenti

# Shows what was said after.
text-later = Messaggi successivi

# Connection: awaiting the recipients.
text-connecting = Connessione sicura in corso… Quello che scrivi aspetta qui.

# Connection: the backend does not answer.
text-offline = Nessuna connessione.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = Troppe richieste.

# After one of these two, in a conversation.
text-waits = I tuoi messaggi aspettano e partiranno da soli.

# Label of the field.
text-message = Il tuo messaggio

# Shown in the empty field.
text-placeholder = Scrivi un messaggio

# How the keys work, for those who ask a screen reader.
text-keys = Invio manda il messaggio. Maiuscole e Invio, nuova riga.

# Under the field, before what is seen in what is being written.
text-seen = Dati personali in vista:

# Held behind one that the visitor decides about.
text-held-behind = Aspetta la tua decisione sul messaggio precedente.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = In attesa: contiene dati personali e aspetta che tu decida.

# Under the field while the visitor decides.
text-early = Quello che scrivi resta qui finché non decidi.

# Before what the page offers to share.
text-context = Questa pagina può aggiungere al tuo messaggio:

# Takes what the page offers into the field.
text-context-add = Aggiungi

# Leaves out what the page offers.
text-context-leave = Lascia fuori

# Takes back everything that was allowed.
text-withdraw = Revoca il mio permesso

# The send button.
text-send = Invia

# Room that is left for the message.
text-left = { $count ->
    [one] { $count } carattere disponibile
   *[other] { $count } caratteri disponibili
}

# The message is too long by so many.
text-over = { $count ->
    [one] { $count } carattere di troppo: accorcia il messaggio per inviarlo.
   *[other] { $count } caratteri di troppo: accorcia il messaggio per inviarlo.
}

# The way to the privacy panel.
text-privacy = Privacy

# Before what has changed.
text-changed-title = Che cosa è cambiato

# Why the notice is shown: its substance changed.
text-why-changed = È cambiato ciò che avevi accettato. Finché non decidi non si invia altro.

# Why the notice is shown: the decision ran out.
text-why-expired = La tua decisione è scaduta. Finché non decidi non si invia altro.

# Why the notice is shown: other readers.
text-why-readers = È cambiato chi può leggere. Finché non decidi non si invia altro.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = Impossibile leggere ciò che avevi deciso. Finché non decidi non si invia altro.

# Column: as it was.
text-before = Prima

# Column: as it is.
text-now = Ora

# It was not there, or is no more.
text-nothing = Nulla

# Heading of the optional purposes.
text-optional = Facoltativo: scegli tu

# What leaving them off means.
text-optional-note = La chat funziona allo stesso modo con tutto spento.

# Global Privacy Control is on.
text-gpc = Il tuo browser chiede di non vendere né condividere i tuoi dati: spento.

# The page's own consent manager says no.
text-external = La tua scelta in questa pagina: spento.

# Said of a special category.
text-special = Dati particolarmente protetti: te lo chiederemo a parte.

# Heading of the question about age.
text-age-title = La tua età

# Before the number of years.
text-age-from = Ho

# After it.
text-age-years = anni o più

# Allow was pressed without it.
text-age-wanted = Indica la tua età per poter consentire la chat.

# Heading after a withdrawal.
text-withdrawn-title = Hai revocato il tuo permesso

# What that means.
text-withdrawn = Da ora non si invia altro. Ciò che è stato inviato finora era lecito; in Privacy puoi chiedere che venga cancellato.

# Heading after a refusal.
text-refused-title = Nulla è stato salvato o inviato

# Heading after refusing a notice that has changed.
text-refused-later-title = Non si invierà altro

# What that means.
text-refused-later = Hai rifiutato il nuovo avviso. Ciò che hai già inviato è trattato come avevi accettato allora.

# Leads to the channels.
text-refused-text = Hai rifiutato l’avviso. Puoi contattarci in altri modi:

# Without channels.
text-refused-alone = Hai rifiutato l’avviso.

# Saves the receipt of a refusal.
text-refusal-receipt = Salva la ricevuta del mio rifiuto

# Shows the notice again.
text-reconsider = Rivedi l’avviso

# After a link that leaves.
text-new-tab = (si apre in un’altra scheda)

# Heading of a problem.
text-problem-title = Impossibile aprire la chat

# What a problem means.
text-nothing-sent = Nulla è stato inviato.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = Nient’altro è stato inviato.

# Problem: no answer.
text-unreachable = Il servizio di chat non risponde.

# What to do then.
text-unreachable-do = Controlla la connessione o riprova tra un momento.

# Problem: signed by another key.
text-untrusted = Impossibile verificare che questa chat sia di chi dice di essere.

# What to do then.
text-untrusted-do = Riprova. Se succede di nuovo, contatta l’azienda in un altro modo.

# Problem: out of its time.
text-expired = L’autorizzazione firmata di questa chat non è valida in questo momento.

# What to do then.
text-expired-do = Controlla la data e l’ora del tuo dispositivo e riprova.

# The device's clock is wrong.
text-clock = L’orologio di questo dispositivo è sbagliato: differisce da quello del server di più di cinque minuti, e le chiavi della chat sembrano scadute o valide solo più tardi.

# What to do about the clock.
text-clock-do = Imposta la data e l’ora del dispositivo, o lascia che si impostino da sole, e riprova.

# Problem: another policy.
text-policy = L’avviso sulla privacy ricevuto non è quello firmato dall’azienda.

# What to do then.
text-policy-do = Riprova tra qualche minuto.

# Problem: a page that is not of the site.
text-origin = Questa chat non è autorizzata in questa pagina.

# What to do then.
text-origin-do = Aprila dal sito ufficiale dell’azienda.

# Problem: the script tag.
text-setup = La chat non è installata correttamente in questa pagina.

# What to do then.
text-setup-do = Contatta l’azienda in un altro modo e segnalalo.

# Problem: the browser.
text-browser = Questo browser non offre la cifratura di cui la chat ha bisogno.

# What to do then.
text-browser-do = Aggiornalo o usane un altro, e apri la pagina con https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = Privacy

# Leads back.
asking-back = Indietro

# The button that objects.
asking-object = Mi oppongo

# Heading once everything is erased.
asking-erased-title = Tutto è stato cancellato

# What went here.
asking-erased-here = In questo browser non resta nulla della conversazione o delle sue chiavi.

# What went there.
asking-erased-there = Il titolare ha cancellato ciò che aveva e lo ha confermato con la sua firma.

# Heading: what is kept.
asking-erased-kept = Ciò che si conserva per obbligo

# Nothing is.
asking-erased-nothing-kept = Nulla.

# Before a date.
asking-erased-until = Fino al

# Said of what is blocked.
asking-erased-blocked = Bloccato: nessuno lo usa.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = La conversazione è stata cancellata sul server

# What that means.
asking-gone = L’ha fatto il servizio: qui nessuno lo ha chiesto. Quello che vedi sotto è solo in questo browser, e puoi salvarlo in Privacy. La tua decisione resta valida: una nuova chat inizia con essa.

# Leads to a new conversation.
asking-begin-again = Inizia una nuova chat

# Saves the confirmation.
asking-save-erasure = Salva la conferma firmata

# Title of a prompt.
asking-ask = Consenti questo uso?

# Title of a prompt's first step.
asking-ask-special = Dati particolarmente protetti

# What a special category is.
asking-special-note = La legge protegge di più questi dati: salute, religione, origine, vita sessuale e altri. Si usano solo se lo consenti espressamente.

# Goes on to the second step.
asking-go-on = Continua

# Leaves it.
asking-not-now = Non ora

# Title of what asks before a message with personal data goes out.
asking-care = Prima di inviare il tuo messaggio

# Before what was found in it.
asking-care-found = Contiene:

# Before the names of who would read it.
asking-care-readers = Lo leggerebbe:

# No purpose that is given covers it.
asking-care-uncovered = Nulla di ciò che hai consentito comprende questi dati.

# It is never sent.
asking-care-never = C’è qualcosa che questa chat non invia mai: puoi coprirlo, modificarlo o non inviarlo.

# Before the message with it hidden.
asking-care-masked = Coperto, si leggerebbe:

# Sends it with the data hidden.
asking-care-mask = Invia coperto

# Puts it back into the field.
asking-care-edit = Modifica

# Discards it.
asking-care-drop = Non inviare

# Opens the form that asks for such data.
asking-care-form = Usa il modulo sigillato

# Sends it as it is.
asking-care-send = Invia così com’è, sigillato

# Gives the purpose that covers it, and sends it.
asking-care-allow = Consenti e invia, sigillato

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = Consenti e continua

# Read out where the question comes up while something else is being filled in.
asking-care-waits = Un tuo messaggio aspetta la tua decisione: contiene dati personali.

# The button beside the field.
asking-attach = Allega file

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = Hai consentito:

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = Hai revocato il tuo consenso:

# The notice reads otherwise, and says the same.
asking-reworded = È cambiato il testo dell’avviso, non ciò che avevi accettato. In Privacy trovi quello di oggi e quello di allora.

# Offered where somebody writes of deletion.
asking-offer = Vuoi cancellare i tuoi dati o revocare il tuo permesso? Puoi farlo tu in Privacy.

# A part is on its way.
asking-fetching = Caricamento di questa parte della chat…

# A part could not be fetched.
asking-unfetched = Impossibile caricare questa parte della chat. La conversazione continua come prima.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = Ora risponde una persona:

# Before the name of the assistant.
asking-handed-back = Risponde di nuovo l’assistente automatico:

# In the chat's head, while a person answers.
asking-person-answers = Risponde una persona

# Before the names of those who look on.
asking-watched = Osserva la conversazione, senza rispondere:

# Those who looked on have left.
asking-unwatched = Nessuno osserva più la conversazione.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = Cerca

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = Non hai ancora deciso: nulla è stato salvato o inviato.

# A notice waits for an answer.
privacy-pending = Un avviso aspetta la tua risposta: consentire si fa lì. Revocare, chiedere, salvare e cancellare puoi già qui.

# Heading: the purposes.
privacy-purposes = Per che cosa si usano i tuoi dati

# Where a purpose stands: undecided.
privacy-open = Da decidere

# Where a purpose stands: given.
privacy-given = Consentito

# Where a purpose on another basis stands.
privacy-informed = Informato

# Where a purpose stands: refused.
privacy-refused = Rifiutato

# Where a purpose stands: withdrawn.
privacy-withdrawn = Revocato

# Where a purpose on another basis stands: objected to.
privacy-objected = Ti sei opposto

# Where a purpose stands: over.
privacy-over = Terminato

# Before a date.
privacy-since = dal

# Said of a purpose that the chat can't do without.
privacy-required = Necessario per la chat: se lo revochi, la chat finisce.

# Said of a required purpose on another basis.
privacy-required-other = Necessario per la chat: se ti opponi, la chat finisce.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = Non vendere né condividere i miei dati personali

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = Limita l’uso dei miei dati sensibili

# Heading: what was sent.
privacy-sent = Che cosa è stato inviato

# Nothing was.
privacy-sent-nothing = Nulla.

# What was sent: messages.
privacy-sent-messages = Messaggi

# What was sent: decisions and requests.
privacy-sent-decisions = Decisioni e richieste

# Before the names of readers.
privacy-to = a

# Heading: the receipts.
privacy-receipts = Ricevute delle tue decisioni

# A receipt's decision.
privacy-act-allowed = Hai consentito

# A receipt's decision.
privacy-act-refused = Hai rifiutato

# A receipt's decision.
privacy-act-withdrawn = Hai revocato

# A receipt of what ended by itself.
privacy-act-over = Terminato

# The controller has signed.
privacy-countersigned = firmato anche dal titolare

# The controller has not signed yet.
privacy-unsigned = manca la firma del titolare

# Saves the receipts.
privacy-save-receipts = Salva le ricevute

# Saves the receipts to read.
privacy-save-receipts-page = Salva per leggere

# What the audit log is asked about, before what was found.
privacy-audit = Le tue decisioni sono nel registro di controllo dell’azienda

# Nothing was found out about it.
privacy-audit-unchecked = non verificato

# It is there.
privacy-audit-checked = verificato

# It is not, or the log has changed.
privacy-audit-wrong = non corrisponde

# What was sent: the answers of forms, before the purpose's name.
privacy-form = Modulo

# Heading: the forms that were answered.
privacy-forms = Moduli che hai compilato

# Before the fields of a form that were filled in.
privacy-filled = Compilato:

# Opens a form's fields again.
privacy-correct = Correggi

# Takes back what was sent by a form.
privacy-take-back = Revoca

# Heading: taking everything along.
privacy-data = I tuoi dati

# What the two files are.
privacy-data-note = Tutta la conversazione, le ricevute e i dati che l’accompagnano. Si fa qui, nel tuo browser.

# Saves everything for machines.
privacy-save-data = Salva (JSON)

# Saves everything to read.
privacy-save-page = Salva per leggere o stampare

# Heading: rights.
privacy-rights = I tuoi diritti

# How requests go.
privacy-rights-note = Ogni richiesta parte cifrata e resta qui con la sua scadenza.

# Label of the note.
privacy-note = Che cosa vuoi dire con la tua richiesta (facoltativo)

# A right.
privacy-access = Sapere che cosa avete su di me

# A right.
privacy-portability = Portare con me i miei dati

# A right.
privacy-rectification = Correggere i miei dati

# A right.
privacy-erasure = Cancellare i miei dati

# A right.
privacy-restriction = Limitarne l’uso

# A right.
privacy-objection = Oppormi al loro uso

# A right.
privacy-review = Farlo rivedere da una persona

# State of a request.
privacy-waiting = in attesa di partire

# State of a request.
privacy-on-its-way = inviata

# State of a request.
privacy-received = ricevuta

# State of a request.
privacy-done = fatta

# State of a request.
privacy-declined = respinta

# Before a date.
privacy-due = scadenza:

# Heading: erase everything.
privacy-erase = Cancella tutto

# What it does.
privacy-erase-note = Cancella la conversazione e le chiavi in questo browser, e chiede al titolare di cancellare le sue. Ricevi una conferma firmata. Non si può annullare.

# The second step.
privacy-erase-sure = Sì, cancella tutto

# Leaves it.
privacy-erase-keep = Conserva

# Under way.
privacy-erasing = Cancellazione richiesta: in attesa della conferma firmata.

# Heading: the notice as it was.
privacy-agreed = L’avviso come lo avevi accettato

# Heading: the notice as it is.
privacy-notice = L’avviso completo

# Label: how long.
privacy-kept-for = Per quanto tempo

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = Porta a:

# Heading: a link that may lead elsewhere than it seems.
rich-beware = Prima di aprire questo link

# Why: the host's name has letters of other alphabets.
rich-letters = Il suo nome ha lettere di altri alfabeti, che possono sembrare quelle di un altro sito.

# Why: the words name another host.
rich-name = Il testo nomina un sito diverso da quello a cui porta.

# Why: what comes before an @ may read like a host.
rich-user = L’indirizzo inizia con qualcosa che può sembrare un sito e non lo è.

# Why: signs that are not seen.
rich-hidden = Ha segni che non si vedono e possono cambiare ciò che si legge.

# Button: the link stays closed.
rich-back = Torna indietro

# Button: the link is opened.
rich-open = Apri il link

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (chiede prima di aprirsi)

# In place of a picture without words of its own.
rich-image = Immagine

# Name of lines of code.
rich-code = Codice

# Name of a table.
rich-table = Tabella

# Name of cards that are gone through.
rich-cards = Schede

# What cards side by side are, for screen readers.
rich-carousel = carosello

# What one of them is.
rich-slide = scheda

# Button: the card before.
rich-previous = Scheda precedente

# Button: the card after.
rich-next = Scheda successiva

# The lowest of five scores.
rich-worst = per niente soddisfatto

# The highest of five scores.
rich-best = molto soddisfatto

# A rating by yes and no: yes.
rich-yes = Sì

# A rating by yes and no: no.
rich-no = No

# Label: words beside a rating.
rich-comment = Commento (facoltativo)

# Before the score that was given.
rich-rated = La tua valutazione:

# Said where a rating is sent without a score.
rich-choose = Scegli prima un punteggio.

# The words are in no message.
rich-unfound = Nessun risultato

# Button: to the find before this one.
rich-older = Precedente

# Button: to the find after this one.
rich-newer = Successivo

# Button: closes the search.
rich-end-search = Chiudi la ricerca

## Forms.

# Said of a field that is needed.
forms-required = obbligatorio

# Said of one that is not.
forms-optional = facoltativo

# Above what is asked, before the purpose is given.
forms-asked = Prima di compilarlo ti chiederemo se consenti questo uso. Si chiede:

# Above the fields.
forms-private = Quello che scrivi qui parte solo se lo invii: cifrato, per chi è indicato sopra.

# Above the fields, where something was sent before.
forms-correcting = Scrivi tutto di nuovo: sostituisce ciò che avevi inviato.

# Goes to the fields.
forms-fill = Compila

# Leaves them, of equal weight.
forms-skip = Non inviare

# It was left.
forms-declined = Non hai inviato questo modulo. La chat funziona allo stesso modo.

# Before the fields that were filled in.
forms-filled = Compilato:

# Where the values are.
forms-values = I valori sono sigillati: questa chat non li conserva e non li mostra.

# Opens the fields again.
forms-correct = Correggi

# Takes back what was sent.
forms-withdraw = Revoca

# It was taken back.
forms-withdrawn = Hai ritirato ciò che avevi inviato: chi lo ha ricevuto deve cancellarlo.

# The purpose was taken back.
forms-ended = Hai revocato il permesso per questo uso: chi ha ricevuto ciò che hai inviato deve cancellarlo.

# The policy has no such purpose.
forms-unnamed = L’avviso non nomina l’uso di questo modulo, quindi resta vuoto.

# Button: opens the choice of a form's file.
forms-choose = Scegli un file

# Before the largest size of a form's file.
forms-at-most = Al massimo:

# A required field is empty.
forms-missing = Manca questo dato.

# It could not be sealed.
forms-unsealed = Impossibile cifrare. Riprova tra un momento, o accorcia.

# Too long, or in characters that are not shown.
forms-bad-text = Scrivilo in lettere, e più corto.

# It is no date of birth.
forms-bad-date = Scrivi una data di nascita reale, precedente a oggi.

# It is no account number.
forms-bad-iban = Controlla l’IBAN: le cifre di controllo non tornano.

# It is no e-mail address.
forms-bad-email = Scrivi un indirizzo e-mail completo, come nome@esempio.it.

# It is no telephone number.
forms-bad-phone = Scrivi un numero di telefono con tutte le cifre.

# It is no number of an identity.
forms-bad-id = Controlla il documento: la lettera o le cifre di controllo non tornano.

# It is no policy number.
forms-bad-policy = Scrivi il numero di polizza come vi è riportato: lettere, cifre e trattini.

# It was not taken: it is not known any more.
forms-not-open = Non accettato: questo modulo non è più aperto. Chiedine uno nuovo se vuoi.

# It was not taken: its purpose is not given.
forms-not-allowed = Non accettato: questo uso non è consentito. Se lo consenti, compilalo di nuovo.

# It was not taken: what was told is kept and not used.
forms-restricted = Non accettato: hai chiesto di limitare l’uso dei tuoi dati, o ti sei opposto, quindi non se ne aggiungono altri.

# It was not taken: it came too late.
forms-late = Non accettato: è arrivato quando la sua chiave era già stata cancellata. Compilalo di nuovo.

# It was not taken: it is not what was asked for.
forms-not-fitting = Non accettato: manca qualcosa, o non è ciò che era stato chiesto. Compilalo di nuovo.

# A form's answer was not taken: its file.
forms-bad-file = Non accettato: non è stato possibile aprire il file, o nessuno può garantire che sia sicuro. Prova con un altro.

# An earlier answer was, and stays.
forms-stands = Ciò che avevi inviato prima resta valido.

# It is of a conversation that is gone.
forms-closed = Questo modulo era di una conversazione che non è più sul server: qui resta chiuso.


## Files.

# The file goes out.
files-uploading = Invio, cifrato

# The file is on its way here.
files-fetching = Ricezione

# Looks at a picture.
files-show = Vedi l’immagine

# Saves a file.
files-save = Salva

# Under a picture that waits.
files-cleaned = Senza i dati della fotocamera né il luogo.

# Why a file is not sent.
files-other-kind = Questa chat non accetta file di questo tipo.

# Why a file is not sent; before the most that is taken.
files-too-large = È troppo grande. Al massimo:

# Why a file is not sent.
files-too-many = Hai inviato tutti quelli che questa chat accetta.

# Why a picture is not sent.
files-not-cleaned = L’immagine conserva dati della fotocamera che qui si tolgono sempre, e non è stato possibile. Resta qui.

# Why a file is not sent.
files-unread = Lettura fallita. Resta qui.

# A recipient did not take the file.
files-refused = Rifiutato: impossibile aprirlo.

# A recipient did not take the file.
files-refused-unsafe = Rifiutato: nessuno può dire che sia sicuro.

# A recipient did not take the file.
files-refused-allowed = Rifiutato: la chat ha perso il tuo permesso.

# A recipient did not take the file.
files-refused-policy = Rifiutato: questa chat ne accetta altri.

# A file could not be fetched.
files-broken = Apertura fallita. Riprova; forse non c’è più.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = età di un minore
found-Authenticating = codice o chiave di accesso
found-BankAccount = conto bancario
found-Biometric = dati biometrici
found-BirthDate = data di nascita
found-Criminal = precedenti penali
found-EmailAddress = indirizzo e-mail
found-EthnicOrigin = origine etnica
found-FinancialAccount = codice bancario
found-FinancialAccountNumber = portafoglio di criptovalute
found-Genetic = dati genetici
found-Health = salute
found-IPAddress = indirizzo IP
found-Identifying = numero cliente
found-Insurance = numero di polizza
found-MACAddress = indirizzo MAC
found-OfficialID = numero d’identità o fiscale
found-Passport = passaporto
found-Password = password
found-PaymentCard = codice di sicurezza della carta
found-PaymentCardExpiry = scadenza della carta
found-PaymentCardNumber = carta di pagamento
found-PhysicalAddress = indirizzo postale
found-PoliticalOpinion = opinione politica
found-ReligiousBelief = religione
found-Sexual = vita o orientamento sessuale
found-TelephoneNumber = numero di telefono
found-TradeUnionMembership = iscrizione sindacale
found-VehicalLicenseRegistration = targa
found-Vehicle = numero di telaio
