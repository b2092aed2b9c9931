## What loads at once.

# Title until the controller is known.
text-chat = Xat privat

# Under the title: who answers.
text-assistant = Assistent automàtic

# The close button.
text-close = Tanca el xat

# Name of the choice of languages.
text-language = Llengua

# The lock line.
text-encrypted = Xifrat d’extrem a extrem

# What the lock line opens.
text-who-reads = Qui ho llegeix

# The history can't be kept in this browser.
text-not-kept = Aquest navegador no conservarà la conversa: s’acabarà en recarregar o sortir.

# The manifest is on its way.
text-loading = Preparant el xat…

# What waiting costs.
text-loading-note = Encara no s’ha desat ni enviat res.

# Heading of the notice.
text-notice-title = Abans de començar

# Marks a notice as the law of California calls it.
text-at-collection = Avís en el moment de la recollida

# Label: the controller.
text-responsible = Responsable

# Follows the controller's name.
text-decides = decideix per a què s’usa el que escriguis.

# Label: who answers.
text-answers = Qui respon

# A bot answers.
text-bot-answers = Un assistent automàtic (un bot).

# People answer too.
text-people-too = També poden respondre persones.

# People answer; there is no bot.
text-people-answer = Persones.

# Label: the purposes.
text-purposes = Per a què

# Label before a legal basis.
text-basis = Base legal:

# The basis is consent.
text-consent = el teu consentiment

# Label: the recipients.
text-readers = Qui pot llegir

# Role: an automatic assistant.
text-role-bot = assistent automàtic

# Role: people.
text-role-agent = persones de l’equip

# Role: a record for compliance.
text-role-archive = registre de compliment

# Before a number: how many people it takes to open that record.
text-opened-by = persones que l’han d’obrir juntes:

# Role: a processor.
text-role-processor = empresa que treballa per al responsable

# Role: somebody of the people.
text-role-person = persona

# Label: retention.
text-retention = Quant de temps

# Label: companies that work for the controller.
text-processors = Empreses que treballen per al responsable

# Label: kinds of data.
text-data = Dades

# Label: countries outside the controller's area.
text-transfers = Fora de la seva zona

# Label: what is said trains a model.
text-trains = Serveix per entrenar un model

# Label: a machine alone decides about the visitor.
text-decides-alone = Una màquina decideix sola sobre tu

# Said of such a thing.
text-yes = Es fa

# Said of such a thing.
text-no = No es fa

# Nothing is retained.
text-days-none = No es conserva

# How long something is kept.
text-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dies
}

# How long something is kept.
text-years = { $count ->
    [one] { $count } any
   *[other] { $count } anys
}

# The button that allows.
text-allow = Permet

# The button that refuses.
text-refuse = Rebutja

# What refusing means.
text-refuse-note = Si ho rebutges, res no es desa ni s’envia, i veuràs altres maneres de contactar.

# The second layer.
text-full = Tota la informació

# Label: postal address.
text-address = Adreça

# Label: the contact for privacy matters.
text-contact = Contacte de privacitat

# Label: the authority.
text-authority = On reclamar

# Label: the safety code.
text-safety = Codi de seguretat

# What the safety code is for.
text-safety-note = Compara’l amb el que l’empresa publica o et diu per telèfon. Si és el mateix, només qui figura més amunt pot llegir la conversa.

# Shows the safety code in words.
text-in-words = Mostra’l en paraules

# The list of words could not be fetched.
text-no-words = No s’han pogut carregar les paraules. Compara les xifres.

# Label: how far the chains of envelopes have come.
text-chain = Missatges

# Before a number: messages that left.
text-chain-sent = Enviats:

# Before a number: messages that a recipient opened.
text-chain-delivered = lliurats:

# Before a number: messages that came.
text-chain-received = Rebuts:

# Before a number: what is known to be missing.
text-chain-missing = en falten:

# How a loss is noticed.
text-chain-note = Cada missatge porta signada l’empremta de l’anterior: si en falta o en canvia un, es nota.

# Name of the log.
text-conversation = Conversa

# The visitor, as an author.
text-you = Tu

# In place of an envelope that could not be verified or opened.
text-unverified = Ha arribat un missatge que no es pot verificar. No es mostra.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = S’ha renovat la connexió xifrada.

# In place of envelopes that are missing in a sender's chain.
text-missing = Falta algun missatge: es va enviar, però no ha arribat.

# In place of a body of a type that this version does not know.
text-unknown = Ha arribat un missatge d’un tipus que aquesta versió no pot mostrar.

# The conversation has no message yet.
text-begin = Escriu la teva pregunta quan vulguis.

# Held until the visitor decides.
text-held-undecided = Retingut: es queda aquí fins que decideixis.

# Held until the recipients answered.
text-held-connecting = Retingut: sortirà, xifrat, quan la connexió sigui segura.

# Discards a held message.
text-discard = Descarta

# Being sealed.
text-encrypting = S’està xifrant…

# Delivery: on its way.
text-sending = S’està enviant…

# Delivery: at the relay.
text-sent = Enviat, xifrat

# Delivery: opened by a recipient.
text-delivered = Lliurat

# A person has read the message.
text-read = Llegit

# Somebody writes.
text-writing = està escrivint

# Delivery: not sent.
text-failed = No s’ha enviat.

# Tries again.
text-retry = Torna-ho a provar

# Name of the group of suggestions.
text-suggestions = Respostes suggerides

# Separator: today.
text-today = Avui

# Separator: yesterday.
text-yesterday = Ahir

# Leads to what came in while the visitor read further up.
text-new-messages = Missatges nous

# Shows what was said before.
text-earlier = Missatges anteriors

# Shows what was said after.
text-later = Missatges posteriors

# Connection: awaiting the recipients.
text-connecting = Connectant de manera segura… El que escriguis espera aquí.

# Connection: the backend does not answer.
text-offline = Sense connexió.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = Hi ha massa demanda.

# After one of these two, in a conversation.
text-waits = Els teus missatges esperen i sortiran sols.

# Label of the field.
text-message = El teu missatge

# Shown in the empty field.
text-placeholder = Escriu un missatge

# How the keys work, for those who ask a screen reader.
text-keys = Retorn envia. Majúscules i Retorn, línia nova.

# Under the field, before what is seen in what is being written.
text-seen = Dades personals a la vista:

# Held behind one that the visitor decides about.
text-held-behind = Espera la teva decisió sobre el missatge anterior.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = Retingut: conté dades personals i espera que decideixis.

# Under the field while the visitor decides.
text-early = El que escriguis es queda aquí fins que decideixis.

# Before what the page offers to share.
text-context = Aquesta pàgina pot afegir al teu missatge:

# Takes what the page offers into the field.
text-context-add = Afegir-ho

# Leaves out what the page offers.
text-context-leave = Deixar-ho fora

# Takes back everything that was allowed.
text-withdraw = Retira el meu permís

# The send button.
text-send = Envia

# Room that is left for the message.
text-left = { $count ->
    [one] { $count } caràcter disponible
   *[other] { $count } caràcters disponibles
}

# The message is too long by so many.
text-over = { $count ->
    [one] { $count } caràcter de més: escurça el missatge per enviar-lo.
   *[other] { $count } caràcters de més: escurça el missatge per enviar-lo.
}

# The way to the privacy panel.
text-privacy = Privacitat

# Before what has changed.
text-changed-title = Què ha canviat

# Why the notice is shown: its substance changed.
text-why-changed = Ha canviat el que vas acceptar. Fins que decideixis no s’envia res més.

# Why the notice is shown: the decision ran out.
text-why-expired = La teva decisió ha caducat. Fins que decideixis no s’envia res més.

# Why the notice is shown: other readers.
text-why-readers = Ha canviat qui pot llegir. Fins que decideixis no s’envia res més.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = No s’ha pogut llegir el que vas decidir abans. Fins que decideixis no s’envia res més.

# Column: as it was.
text-before = Abans

# Column: as it is.
text-now = Ara

# It was not there, or is no more.
text-nothing = Res

# Heading of the optional purposes.
text-optional = Opcional: tu tries

# What leaving them off means.
text-optional-note = El xat funciona igual amb tot apagat.

# Global Privacy Control is on.
text-gpc = El teu navegador demana no vendre ni compartir les teves dades: apagat.

# The page's own consent manager says no.
text-external = La teva tria en aquesta pàgina: apagat.

# Said of a special category.
text-special = Dades especialment protegides: t’ho preguntarem a part.

# Heading of the question about age.
text-age-title = La teva edat

# Before the number of years.
text-age-from = Tinc

# After it.
text-age-years = anys o més

# Allow was pressed without it.
text-age-wanted = Marca la teva edat per poder permetre el xat.

# Heading after a withdrawal.
text-withdrawn-title = Has retirat el teu permís

# What that means.
text-withdrawn = A partir d’ara no s’envia res més. El que s’ha enviat fins ara va ser lícit; a Privacitat pots demanar que s’esborri.

# Heading after a refusal.
text-refused-title = No s’ha desat ni enviat res

# Heading after refusing a notice that has changed.
text-refused-later-title = No s’enviarà res més

# What that means.
text-refused-later = Has rebutjat l’avís nou. El que ja vas enviar es tracta com vas acceptar llavors.

# Leads to the channels.
text-refused-text = Has rebutjat l’avís. Pots contactar per altres vies:

# Without channels.
text-refused-alone = Has rebutjat l’avís.

# Saves the receipt of a refusal.
text-refusal-receipt = Desa el rebut del meu rebuig

# Shows the notice again.
text-reconsider = Torna a veure l’avís

# After a link that leaves.
text-new-tab = (s’obre en una altra pestanya)

# Heading of a problem.
text-problem-title = El xat no es pot obrir

# What a problem means.
text-nothing-sent = No s’ha enviat res.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = No s’ha enviat res més.

# Problem: no answer.
text-unreachable = El servei de xat no respon.

# What to do then.
text-unreachable-do = Comprova la teva connexió o torna-ho a provar d’aquí a un moment.

# Problem: signed by another key.
text-untrusted = No s’ha pogut comprovar que aquest xat sigui de qui diu ser.

# What to do then.
text-untrusted-do = Torna-ho a provar. Si torna a passar, contacta amb l’empresa per una altra via.

# Problem: out of its time.
text-expired = L’autorització signada d’aquest xat no és vigent.

# What to do then.
text-expired-do = Comprova la data i l’hora del teu dispositiu i torna-ho a provar.

# The device's clock is wrong.
text-clock = El rellotge d’aquest dispositiu va malament: difereix del rellotge del servidor en més de cinc minuts, i per això les claus del xat semblen caducades o encara sense validesa.

# What to do about the clock.
text-clock-do = Ajusta la data i l’hora del dispositiu, o deixa que s’ajustin soles, i torna-ho a provar.

# Problem: another policy.
text-policy = L’avís de privacitat rebut no és el que va signar l’empresa.

# What to do then.
text-policy-do = Torna-ho a provar d’aquí a uns minuts.

# Problem: a page that is not of the site.
text-origin = Aquest xat no està autoritzat en aquesta pàgina.

# What to do then.
text-origin-do = Obre’l des del web oficial de l’empresa.

# Problem: the script tag.
text-setup = El xat no està ben instal·lat en aquesta pàgina.

# What to do then.
text-setup-do = Contacta amb l’empresa per una altra via i explica-ho.

# Problem: the browser.
text-browser = Aquest navegador no ofereix el xifratge que el xat necessita.

# What to do then.
text-browser-do = Actualitza’l o fes-ne servir un altre, i entra a la pàgina per https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = Privacitat

# Leads back.
asking-back = Torna

# The button that objects.
asking-object = M’hi oposo

# Heading once everything is erased.
asking-erased-title = S’ha esborrat tot

# What went here.
asking-erased-here = En aquest navegador ja no queda res de la conversa ni de les seves claus.

# What went there.
asking-erased-there = El responsable ha esborrat el que tenia i ho ha confirmat amb la seva signatura.

# Heading: what is kept.
asking-erased-kept = El que es conserva per obligació

# Nothing is.
asking-erased-nothing-kept = Res.

# Before a date.
asking-erased-until = Fins al

# Said of what is blocked.
asking-erased-blocked = Blocat: ningú no l’usa.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = La conversa s’ha esborrat al servidor

# What that means.
asking-gone = Ho ha fet el servei: aquí ningú no ho ha demanat. El que veus a sota queda només en aquest navegador, i ho pots desar a Privacitat. La teva decisió continua: un xat nou comença amb ella.

# Leads to a new conversation.
asking-begin-again = Comença un xat nou

# Saves the confirmation.
asking-save-erasure = Desa la confirmació signada

# Title of a prompt.
asking-ask = Permets aquest ús?

# Title of a prompt's first step.
asking-ask-special = Dades especialment protegides

# What a special category is.
asking-special-note = La llei protegeix més aquestes dades: salut, religió, origen, vida sexual i altres. Només s’usen si ho permets expressament.

# Goes on to the second step.
asking-go-on = Continua

# Leaves it.
asking-not-now = Ara no

# Title of what asks before a message with personal data goes out.
asking-care = Abans d’enviar el teu missatge

# Before what was found in it.
asking-care-found = Conté:

# Before the names of who would read it.
asking-care-readers = El llegiria:

# No purpose that is given covers it.
asking-care-uncovered = Res del que has permès inclou aquestes dades.

# It is never sent.
asking-care-never = Hi ha una cosa que aquest xat no envia mai: la pots tapar, editar o no enviar.

# Before the message with it hidden.
asking-care-masked = Tapat es llegiria:

# Sends it with the data hidden.
asking-care-mask = Envia tapat

# Puts it back into the field.
asking-care-edit = Edita

# Discards it.
asking-care-drop = No l’enviïs

# Opens the form that asks for such data.
asking-care-form = Fes servir el formulari segellat

# Sends it as it is.
asking-care-send = Envia tal com és, segellat

# Gives the purpose that covers it, and sends it.
asking-care-allow = Permet i envia, segellat

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = Permet i continua

# Read out where the question comes up while something else is being filled in.
asking-care-waits = Un missatge teu espera la teva decisió: conté dades personals.

# The button beside the field.
asking-attach = Adjunta fitxers

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = Has permès:

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = Has retirat el teu permís:

# The notice reads otherwise, and says the same.
asking-reworded = Ha canviat la redacció de l’avís, no el que vas acceptar. A Privacitat tens el d’ara i el de llavors.

# Offered where somebody writes of deletion.
asking-offer = Vols esborrar les teves dades o retirar el teu permís? Ho pots fer tu a Privacitat.

# A part is on its way.
asking-fetching = S’està carregant aquesta part del xat…

# A part could not be fetched.
asking-unfetched = No s’ha pogut carregar aquesta part del xat. La conversa continua igual.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = Ara respon una persona:

# Before the name of the assistant.
asking-handed-back = Torna a respondre l’assistent automàtic:

# In the chat's head, while a person answers.
asking-person-answers = Respon una persona

# Before the names of those who look on.
asking-watched = Observa la conversa, sense respondre:

# Those who looked on have left.
asking-unwatched = Ja ningú no observa la conversa.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = Cerca

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = Encara no has decidit: no s’ha desat ni enviat res.

# A notice waits for an answer.
privacy-pending = Un avís espera la teva resposta: permetre es fa allà. Retirar, demanar, desar i esborrar ja ho pots fer aquí.

# Heading: the purposes.
privacy-purposes = Per a què s’usen les teves dades

# Where a purpose stands: undecided.
privacy-open = Per decidir

# Where a purpose stands: given.
privacy-given = Permès

# Where a purpose on another basis stands.
privacy-informed = Informat

# Where a purpose stands: refused.
privacy-refused = Rebutjat

# Where a purpose stands: withdrawn.
privacy-withdrawn = Retirat

# Where a purpose on another basis stands: objected to.
privacy-objected = T’hi has oposat

# Where a purpose stands: over.
privacy-over = Acabat

# Before a date.
privacy-since = des del

# Said of a purpose that the chat can't do without.
privacy-required = Necessari per al xat: en retirar-lo, el xat s’acaba.

# Said of a required purpose on another basis.
privacy-required-other = Necessari per al xat: en oposar-t’hi, el xat s’acaba.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = No vendre ni compartir les meves dades personals

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = Limitar l’ús de les meves dades sensibles

# Heading: what was sent.
privacy-sent = Què s’ha enviat

# Nothing was.
privacy-sent-nothing = Res.

# What was sent: messages.
privacy-sent-messages = Missatges

# What was sent: decisions and requests.
privacy-sent-decisions = Decisions i sol·licituds

# Before the names of readers.
privacy-to = a

# Heading: the receipts.
privacy-receipts = Rebuts de les teves decisions

# A receipt's decision.
privacy-act-allowed = Vas permetre

# A receipt's decision.
privacy-act-refused = Vas rebutjar

# A receipt's decision.
privacy-act-withdrawn = Vas retirar

# A receipt of what ended by itself.
privacy-act-over = Es va acabar

# The controller has signed.
privacy-countersigned = signat també pel responsable

# The controller has not signed yet.
privacy-unsigned = falta la signatura del responsable

# Saves the receipts.
privacy-save-receipts = Desa els rebuts

# Saves the receipts to read.
privacy-save-receipts-page = Desa per llegir

# What the audit log is asked about, before what was found.
privacy-audit = El registre de les teves decisions és al registre d’auditoria de l’empresa

# Nothing was found out about it.
privacy-audit-unchecked = sense comprovar

# It is there.
privacy-audit-checked = comprovat

# It is not, or the log has changed.
privacy-audit-wrong = no quadra

# What was sent: the answers of forms, before the purpose's name.
privacy-form = Formulari

# Heading: the forms that were answered.
privacy-forms = Formularis que has omplert

# Before the fields of a form that were filled in.
privacy-filled = Omplert:

# Opens a form's fields again.
privacy-correct = Corregeix

# Takes back what was sent by a form.
privacy-take-back = Retira

# Heading: taking everything along.
privacy-data = Les teves dades

# What the two files are.
privacy-data-note = Tota la conversa, els rebuts i les dades que l’acompanyen. Es fa aquí, al teu navegador.

# Saves everything for machines.
privacy-save-data = Desa (JSON)

# Saves everything to read.
privacy-save-page = Desa per llegir o imprimir

# Heading: rights.
privacy-rights = Els teus drets

# How requests go.
privacy-rights-note = Cada sol·licitud surt xifrada i es queda aquí amb el seu termini.

# Label of the note.
privacy-note = Què vols dir amb la teva sol·licitud (opcional)

# A right.
privacy-access = Saber què teniu de mi

# A right.
privacy-portability = Endur-me les meves dades

# A right.
privacy-rectification = Corregir les meves dades

# A right.
privacy-erasure = Esborrar les meves dades

# A right.
privacy-restriction = Limitar-ne l’ús

# A right.
privacy-objection = Oposar-me a l’ús

# A right.
privacy-review = Que ho revisi una persona

# State of a request.
privacy-waiting = esperant per sortir

# State of a request.
privacy-on-its-way = enviada

# State of a request.
privacy-received = rebuda

# State of a request.
privacy-done = feta

# State of a request.
privacy-declined = denegada

# Before a date.
privacy-due = termini:

# Heading: erase everything.
privacy-erase = Esborra-ho tot

# What it does.
privacy-erase-note = Esborra la conversa i les claus en aquest navegador, i demana al responsable que esborri el que té. Reps una confirmació signada. No es pot desfer.

# The second step.
privacy-erase-sure = Sí, esborra-ho tot

# Leaves it.
privacy-erase-keep = Conserva-ho

# Under way.
privacy-erasing = Esborrament sol·licitat: esperant la confirmació signada.

# Heading: the notice as it was.
privacy-agreed = L’avís tal com el vas acceptar

# Heading: the notice as it is.
privacy-notice = L’avís complet

# Label: how long.
privacy-kept-for = Quant de temps

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = Porta a:

# Heading: a link that may lead elsewhere than it seems.
rich-beware = Abans d’obrir aquest enllaç

# Why: the host's name has letters of other alphabets.
rich-letters = El nom té lletres d’altres alfabets, que poden semblar les d’un altre lloc.

# Why: the words name another host.
rich-name = El text anomena un lloc diferent d’aquell on porta.

# Why: what comes before an @ may read like a host.
rich-user = L’adreça comença amb una cosa que pot semblar un lloc i no ho és.

# Why: signs that are not seen.
rich-hidden = Té signes que no es veuen i poden canviar el que es llegeix.

# Button: the link stays closed.
rich-back = Torna

# Button: the link is opened.
rich-open = Obre l’enllaç

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (pregunta abans d’obrir-se)

# In place of a picture without words of its own.
rich-image = Imatge

# Name of lines of code.
rich-code = Codi

# Name of a table.
rich-table = Taula

# Name of cards that are gone through.
rich-cards = Fitxes

# What cards side by side are, for screen readers.
rich-carousel = carrusel

# What one of them is.
rich-slide = fitxa

# Button: the card before.
rich-previous = Fitxa anterior

# Button: the card after.
rich-next = Fitxa següent

# The lowest of five scores.
rich-worst = gens satisfet

# The highest of five scores.
rich-best = molt satisfet

# A rating by yes and no: yes.
rich-yes = Sí

# A rating by yes and no: no.
rich-no = No

# Label: words beside a rating.
rich-comment = Comentari (opcional)

# Before the score that was given.
rich-rated = La teva valoració:

# Said where a rating is sent without a score.
rich-choose = Tria primer una puntuació.

# The words are in no message.
rich-unfound = Sense resultats

# Button: to the find before this one.
rich-older = Anterior

# Button: to the find after this one.
rich-newer = Següent

# Button: closes the search.
rich-end-search = Tanca la cerca

## Forms.

# Said of a field that is needed.
forms-required = obligatori

# Said of one that is not.
forms-optional = opcional

# Above what is asked, before the purpose is given.
forms-asked = Abans d’omplir-lo et preguntarem si permets aquest ús. Es demana:

# Above the fields.
forms-private = El que escriguis aquí només surt si ho envies: xifrat, per a qui figura més amunt.

# Above the fields, where something was sent before.
forms-correcting = Escriu-ho tot una altra vegada: substitueix el que vas enviar.

# Goes to the fields.
forms-fill = Omple’l

# Leaves them, of equal weight.
forms-skip = No l’enviïs

# It was left.
forms-declined = No has enviat aquest formulari. El xat funciona igual.

# Before the fields that were filled in.
forms-filled = Omplert:

# Where the values are.
forms-values = Els valors van segellats: aquest xat no els desa ni els mostra.

# Opens the fields again.
forms-correct = Corregeix

# Takes back what was sent.
forms-withdraw = Retira

# It was taken back.
forms-withdrawn = Has retirat el que vas enviar: qui ho va rebre ho ha d’esborrar.

# The purpose was taken back.
forms-ended = Has retirat el permís per a aquest ús: qui va rebre el que vas enviar ho ha d’esborrar.

# The policy has no such purpose.
forms-unnamed = L’avís no anomena l’ús d’aquest formulari, així que queda sense omplir.

# Button: opens the choice of a form's file.
forms-choose = Tria un fitxer

# Before the largest size of a form's file.
forms-at-most = Com a màxim:

# A required field is empty.
forms-missing = Falta aquesta dada.

# It could not be sealed.
forms-unsealed = No s’ha pogut xifrar. Torna-ho a provar d’aquí a un moment, o escurça-ho.

# Too long, or in characters that are not shown.
forms-bad-text = Escriu-ho amb lletres, i més curt.

# It is no date of birth.
forms-bad-date = Escriu una data de naixement real, anterior a avui.

# It is no account number.
forms-bad-iban = Revisa l’IBAN: les xifres de control no quadren.

# It is no e-mail address.
forms-bad-email = Escriu un correu complet, com ara nom@exemple.cat.

# It is no telephone number.
forms-bad-phone = Escriu un telèfon amb totes les xifres.

# It is no number of an identity.
forms-bad-id = Revisa el document: la lletra o les xifres de control no quadren.

# It is no policy number.
forms-bad-policy = Escriu el número de pòlissa tal com hi figura: lletres, xifres i guionets.

# It was not taken: it is not known any more.
forms-not-open = No s’ha acceptat: aquest formulari ja no està obert. Demana’n un de nou si vols.

# It was not taken: its purpose is not given.
forms-not-allowed = No s’ha acceptat: aquest ús no està permès. Si el permets, omple’l una altra vegada.

# It was not taken: what was told is kept and not used.
forms-restricted = No s’ha acceptat: vas demanar limitar l’ús de les teves dades o t’hi vas oposar, així que no se n’afegeixen d’altres.

# It was not taken: it came too late.
forms-late = No s’ha acceptat: va arribar quan la seva clau ja s’havia esborrat. Omple’l una altra vegada.

# It was not taken: it is not what was asked for.
forms-not-fitting = No s’ha acceptat: falta alguna cosa, o no és el que es demanava. Omple’l una altra vegada.

# A form's answer was not taken: its file.
forms-bad-file = No s’ha acceptat: el fitxer no s’ha pogut obrir, o ningú no pot assegurar que sigui segur. Prova-ho amb un altre.

# An earlier answer was, and stays.
forms-stands = El que vas enviar abans continua en peu.

# It is of a conversation that is gone.
forms-closed = Aquest formulari era d’una conversa que ja no és al servidor: aquí queda tancat.


## Files.

# The file goes out.
files-uploading = S’envia, xifrat

# The file is on its way here.
files-fetching = Es rep

# Looks at a picture.
files-show = Mira la imatge

# Saves a file.
files-save = Desa

# Under a picture that waits.
files-cleaned = Sense les dades de la càmera ni el lloc.

# Why a file is not sent.
files-other-kind = Aquest xat no admet fitxers d’aquest tipus.

# Why a file is not sent; before the most that is taken.
files-too-large = És massa gran. Com a màxim:

# Why a file is not sent.
files-too-many = Ja has enviat tots els que admet aquest xat.

# Why a picture is not sent.
files-not-cleaned = La imatge conserva dades de la càmera que aquí es treuen sempre, i no s’ha pogut. No s’ha enviat.

# Why a file is not sent.
files-unread = No s’ha pogut llegir. No s’ha enviat.

# A recipient did not take the file.
files-refused = No s’ha acceptat: no s’ha pogut obrir.

# A recipient did not take the file.
files-refused-unsafe = No s’ha acceptat: ningú pot assegurar que sigui segur.

# A recipient did not take the file.
files-refused-allowed = No s’ha acceptat: el xat ja no té el teu permís.

# A recipient did not take the file.
files-refused-policy = No s’ha acceptat: no és dels que admet aquest xat.

# A file could not be fetched.
files-broken = No s’ha pogut obrir. Torna-ho a provar; potser ja no hi és.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = edat d’un menor
found-Authenticating = codi o clau d’accés
found-BankAccount = compte bancari
found-Biometric = dades biomètriques
found-BirthDate = data de naixement
found-Criminal = antecedents penals
found-EmailAddress = adreça de correu
found-EthnicOrigin = origen ètnic
found-FinancialAccount = codi de banc
found-FinancialAccountNumber = moneder de criptomonedes
found-Genetic = dades genètiques
found-Health = salut
found-IPAddress = adreça IP
found-Identifying = número de client
found-Insurance = número de pòlissa
found-MACAddress = adreça MAC
found-OfficialID = número d’identitat o fiscal
found-Passport = passaport
found-Password = contrasenya
found-PaymentCard = codi de seguretat de targeta
found-PaymentCardExpiry = caducitat de targeta
found-PaymentCardNumber = targeta de pagament
found-PhysicalAddress = adreça postal
found-PoliticalOpinion = opinió política
found-ReligiousBelief = religió
found-Sexual = vida o orientació sexual
found-TelephoneNumber = telèfon
found-TradeUnionMembership = afiliació sindical
found-VehicalLicenseRegistration = matrícula
found-Vehicle = número de bastidor
