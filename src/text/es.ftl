## What loads at once.

# Title until the controller is known.
text-chat = Chat privado

# Under the title: who answers.
text-assistant = Asistente automático

# The close button.
text-close = Cerrar el chat

# Name of the choice of languages.
text-language = Idioma

# The lock line.
text-encrypted = Cifrado de extremo a extremo

# What the lock line opens.
text-who-reads = Quién lo lee

# The history can't be kept in this browser.
text-not-kept = Este navegador no conservará la conversación: terminará al recargar o salir.

# The manifest is on its way.
text-loading = Preparando el chat…

# What waiting costs.
text-loading-note = Todavía no se ha guardado ni enviado nada.

# Heading of the notice.
text-notice-title = Antes de empezar

# Marks a notice as the law of California calls it.
text-at-collection = Aviso en el momento de la recogida

# Label: the controller.
text-responsible = Responsable

# Follows the controller's name.
text-decides = decide para qué se usa lo que escribas.

# Label: who answers.
text-answers = Quién responde

# A bot answers.
text-bot-answers = Un asistente automático (un bot).

# People answer too.
text-people-too = También pueden responder personas.

# People answer; there is no bot.
text-people-answer = Personas.

# Label: the purposes.
text-purposes = Para qué

# Label before a legal basis.
text-basis = Base legal:

# The basis is consent.
text-consent = tu consentimiento

# Label: the recipients.
text-readers = Quién puede leer

# Role: an automatic assistant.
text-role-bot = asistente automático

# Role: people.
text-role-agent = personas del equipo

# Role: a record for compliance.
text-role-archive = registro de cumplimiento

# Before a number: how many people it takes to open that record.
text-opened-by = personas que deben abrirlo juntas:

# Role: a processor.
text-role-processor = empresa que trabaja para el responsable

# Role: somebody of the people.
text-role-person = persona

# Label: retention.
text-retention = Cuánto tiempo

# Label: companies that work for the controller.
text-processors = Empresas que trabajan para el responsable

# Label: kinds of data.
text-data = Datos

# Label: countries outside the controller's area.
text-transfers = Fuera de su zona

# Label: what is said trains a model.
text-trains = Sirve para entrenar un modelo

# Label: a machine alone decides about the visitor.
text-decides-alone = Una máquina decide sola sobre ti

# Said of such a thing.
text-yes = Se hace

# Said of such a thing.
text-no = No se hace

# Nothing is retained.
text-days-none = No se conserva

# How long something is kept.
text-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}

# How long something is kept.
text-years = { $count ->
    [one] { $count } año
   *[other] { $count } años
}

# The button that allows.
text-allow = Permitir

# The button that refuses.
text-refuse = Rechazar

# What refusing means.
text-refuse-note = Si rechazas, nada se guarda ni se envía, y verás otras formas de contactar.

# The second layer.
text-full = Toda la información

# Label: postal address.
text-address = Dirección

# Label: the contact for privacy matters.
text-contact = Contacto de privacidad

# Label: the authority.
text-authority = Dónde reclamar

# Label: the safety code.
text-safety = Código de seguridad

# What the safety code is for.
text-safety-note = Compáralo con el que la empresa publica o te dice por teléfono. Si es el mismo, solo quienes figuran arriba pueden leer la conversación.

# Shows the safety code in words.
text-in-words = Verlo en palabras

# The list of words could not be fetched.
text-no-words = No se han podido cargar las palabras. Compara las cifras.

# Label: how far the chains of envelopes have come.
text-chain = Mensajes

# Before a number: messages that left.
text-chain-sent = Enviados:

# Before a number: messages that a recipient opened.
text-chain-delivered = entregados:

# Before a number: messages that came.
text-chain-received = Recibidos:

# Before a number: what is known to be missing.
text-chain-missing = faltan:

# How a loss is noticed.
text-chain-note = Cada mensaje lleva firmada la huella del anterior: si falta o cambia uno, se nota.

# Name of the log.
text-conversation = Conversación

# The visitor, as an author.
text-you = Tú

# In place of an envelope that could not be verified or opened.
text-unverified = Ha llegado un mensaje que no se puede verificar. No se muestra.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = Se ha renovado la conexión cifrada.

# In place of envelopes that are missing in a sender's chain.
text-missing = Falta algún mensaje: se envió, pero no ha llegado.

# In place of a body of a type that this version does not know.
text-unknown = Ha llegado un mensaje de un tipo que esta versión no puede mostrar.

# The conversation has no message yet.
text-begin = Escribe tu pregunta cuando quieras.

# Held until the visitor decides.
text-held-undecided = Retenido: no saldrá de aquí hasta que decidas.

# Held until the recipients answered.
text-held-connecting = Retenido: saldrá, cifrado, en cuanto la conexión sea segura.

# Discards a held message.
text-discard = Descartar

# Being sealed.
text-encrypting = Cifrando…

# Delivery: on its way.
text-sending = Enviando…

# Delivery: at the relay.
text-sent = Enviado, cifrado

# Delivery: opened by a recipient.
text-delivered = Entregado

# A person has read the message.
text-read = Leído

# Somebody writes.
text-writing = está escribiendo

# Delivery: not sent.
text-failed = No se ha enviado.

# Tries again.
text-retry = Reintentar

# Name of the group of suggestions.
text-suggestions = Respuestas sugeridas

# Separator: today.
text-today = Hoy

# Separator: yesterday.
text-yesterday = Ayer

# Leads to what came in while the visitor read further up.
text-new-messages = Mensajes nuevos

# Shows what was said before.
text-earlier = Mensajes anteriores

# Shows what was said after.
text-later = Mensajes posteriores

# Connection: awaiting the recipients.
text-connecting = Conectando de forma segura… Lo que escribas espera aquí.

# Connection: the backend does not answer.
text-offline = Sin conexión.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = Hay demasiada demanda.

# After one of these two, in a conversation.
text-waits = Tus mensajes esperan y saldrán solos.

# Label of the field.
text-message = Tu mensaje

# Shown in the empty field.
text-placeholder = Escribe un mensaje

# How the keys work, for those who ask a screen reader.
text-keys = Intro envía. Mayúsculas e Intro, línea nueva.

# Under the field, before what is seen in what is being written.
text-seen = Datos personales a la vista:

# Held behind one that the visitor decides about.
text-held-behind = Espera tu decisión sobre el mensaje anterior.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = Retenido: contiene datos personales y espera a que decidas.

# Under the field while the visitor decides.
text-early = Lo que escribas no sale hasta que decidas.

# Before what the page offers to share.
text-context = Esta página puede añadir a tu mensaje:

# Takes what the page offers into the field.
text-context-add = Añadirlo

# Leaves out what the page offers.
text-context-leave = Dejarlo fuera

# Takes back everything that was allowed.
text-withdraw = Retirar mi permiso

# The send button.
text-send = Enviar

# Room that is left for the message.
text-left = { $count ->
    [one] { $count } carácter disponible
   *[other] { $count } caracteres disponibles
}

# The message is too long by so many.
text-over = { $count ->
    [one] { $count } carácter de más: acorta el mensaje para enviarlo.
   *[other] { $count } caracteres de más: acorta el mensaje para enviarlo.
}

# The way to the privacy panel.
text-privacy = Privacidad

# Before what has changed.
text-changed-title = Qué ha cambiado

# Why the notice is shown: its substance changed.
text-why-changed = Ha cambiado lo que aceptaste. Hasta que decidas no se envía nada más.

# Why the notice is shown: the decision ran out.
text-why-expired = Tu decisión ha caducado. Hasta que decidas no se envía nada más.

# Why the notice is shown: other readers.
text-why-readers = Ha cambiado quién puede leer. Hasta que decidas no se envía nada más.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = No se ha podido leer lo que decidiste antes. Hasta que decidas no se envía nada más.

# Column: as it was.
text-before = Antes

# Column: as it is.
text-now = Ahora

# It was not there, or is no more.
text-nothing = Nada

# Heading of the optional purposes.
text-optional = Opcional: tú eliges

# What leaving them off means.
text-optional-note = El chat funciona igual con todo apagado.

# Global Privacy Control is on.
text-gpc = Tu navegador pide no vender ni compartir tus datos: apagado.

# The page's own consent manager says no.
text-external = Tu elección en esta página: apagado.

# Said of a special category.
text-special = Datos especialmente protegidos: te lo preguntaremos aparte.

# Heading of the question about age.
text-age-title = Tu edad

# Before the number of years.
text-age-from = Tengo

# After it.
text-age-years = años o más

# Allow was pressed without it.
text-age-wanted = Marca tu edad para poder permitir el chat.

# Heading after a withdrawal.
text-withdrawn-title = Has retirado tu permiso

# What that means.
text-withdrawn = Desde ahora no se envía nada más. Lo enviado hasta ahora fue lícito; en Privacidad puedes pedir que se borre.

# Heading after a refusal.
text-refused-title = No se ha guardado ni enviado nada

# Heading after refusing a notice that has changed.
text-refused-later-title = No se enviará nada más

# What that means.
text-refused-later = Has rechazado el aviso nuevo. Lo que ya enviaste se trata como aceptaste entonces.

# Leads to the channels.
text-refused-text = Has rechazado el aviso. Puedes contactar por otras vías:

# Without channels.
text-refused-alone = Has rechazado el aviso.

# Saves the receipt of a refusal.
text-refusal-receipt = Guardar el recibo de mi rechazo

# Shows the notice again.
text-reconsider = Ver el aviso otra vez

# After a link that leaves.
text-new-tab = (se abre en otra pestaña)

# Heading of a problem.
text-problem-title = El chat no se puede abrir

# What a problem means.
text-nothing-sent = No se ha enviado nada.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = No se ha enviado nada más.

# Problem: no answer.
text-unreachable = El servicio de chat no responde.

# What to do then.
text-unreachable-do = Comprueba tu conexión o inténtalo en un momento.

# Problem: signed by another key.
text-untrusted = No se ha podido comprobar que este chat sea de quien dice ser.

# What to do then.
text-untrusted-do = Inténtalo de nuevo. Si vuelve a pasar, contacta con la empresa por otra vía.

# Problem: out of its time.
text-expired = La autorización firmada de este chat no está vigente.

# What to do then.
text-expired-do = Comprueba la fecha y la hora de tu dispositivo e inténtalo de nuevo.

# The device's clock is wrong.
text-clock = El reloj de este dispositivo va mal: difiere del reloj del servidor en más de cinco minutos, y por eso las claves del chat parecen caducadas o aún sin validez.

# What to do about the clock.
text-clock-do = Ajusta la fecha y la hora del dispositivo, o deja que se ajusten solas, y vuelve a intentarlo.

# Problem: another policy.
text-policy = El aviso de privacidad recibido no es el que firmó la empresa.

# What to do then.
text-policy-do = Inténtalo de nuevo dentro de unos minutos.

# Problem: a page that is not of the site.
text-origin = Este chat no está autorizado en esta página.

# What to do then.
text-origin-do = Ábrelo desde la web oficial de la empresa.

# Problem: the script tag.
text-setup = El chat no está bien instalado en esta página.

# What to do then.
text-setup-do = Contacta con la empresa por otra vía y cuéntaselo.

# Problem: the browser.
text-browser = Este navegador no ofrece el cifrado que el chat necesita.

# What to do then.
text-browser-do = Actualízalo o usa otro, y entra en la página por https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = Privacidad

# Leads back.
asking-back = Volver

# The button that objects.
asking-object = Oponerme

# Heading once everything is erased.
asking-erased-title = Todo se ha borrado

# What went here.
asking-erased-here = En este navegador ya no queda nada de la conversación ni de sus claves.

# What went there.
asking-erased-there = El responsable ha borrado lo suyo y lo ha confirmado con su firma.

# Heading: what is kept.
asking-erased-kept = Lo que se conserva por obligación

# Nothing is.
asking-erased-nothing-kept = Nada.

# Before a date.
asking-erased-until = Hasta el

# Said of what is blocked.
asking-erased-blocked = Bloqueado: nadie lo usa.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = La conversación se ha borrado en el servidor

# What that means.
asking-gone = Lo ha hecho el servicio: aquí nadie lo ha pedido. Lo que ves abajo está únicamente en este navegador, y puedes guardarlo en Privacidad. Tu decisión sigue en pie: un chat nuevo empieza con ella.

# Leads to a new conversation.
asking-begin-again = Empezar un chat nuevo

# Saves the confirmation.
asking-save-erasure = Guardar la confirmación firmada

# Title of a prompt.
asking-ask = ¿Permites este uso?

# Title of a prompt's first step.
asking-ask-special = Datos especialmente protegidos

# What a special category is.
asking-special-note = La ley protege más estos datos: salud, religión, origen, vida sexual y otros. Solo se usan si lo permites expresamente.

# Goes on to the second step.
asking-go-on = Continuar

# Leaves it.
asking-not-now = Ahora no

# Title of what asks before a message with personal data goes out.
asking-care = Antes de enviar tu mensaje

# Before what was found in it.
asking-care-found = Contiene:

# Before the names of who would read it.
asking-care-readers = Lo leería:

# No purpose that is given covers it.
asking-care-uncovered = Nada de lo que has permitido incluye estos datos.

# It is never sent.
asking-care-never = Hay algo que este chat nunca envía: puedes taparlo, editarlo o dejarlo.

# Before the message with it hidden.
asking-care-masked = Tapado se leería:

# Sends it with the data hidden.
asking-care-mask = Enviar tapado

# Puts it back into the field.
asking-care-edit = Editar

# Discards it.
asking-care-drop = No enviar

# Opens the form that asks for such data.
asking-care-form = Usar el formulario cifrado

# Sends it as it is.
asking-care-send = Enviar tal cual, cifrado

# Gives the purpose that covers it, and sends it.
asking-care-allow = Permitir y enviar, cifrado

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = Permitir y seguir

# Read out where the question comes up while something else is being filled in.
asking-care-waits = Un mensaje tuyo espera tu decisión: contiene datos personales.

# The button beside the field.
asking-attach = Adjuntar archivos

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = Has permitido:

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = Has retirado tu permiso:

# The notice reads otherwise, and says the same.
asking-reworded = Ha cambiado la redacción del aviso, no lo que aceptaste. En Privacidad tienes el de ahora y el de entonces.

# Offered where somebody writes of deletion.
asking-offer = ¿Quieres borrar tus datos o retirar tu permiso? Puedes hacerlo tú en Privacidad.

# A part is on its way.
asking-fetching = Cargando esta parte del chat…

# A part could not be fetched.
asking-unfetched = No se ha podido cargar esta parte del chat. La conversación sigue igual.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = Ahora responde una persona:

# Before the name of the assistant.
asking-handed-back = Vuelve a responder el asistente automático:

# In the chat's head, while a person answers.
asking-person-answers = Responde una persona

# Before the names of those who look on.
asking-watched = Observa la conversación, sin responder:

# Those who looked on have left.
asking-unwatched = Ya nadie observa la conversación.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = Buscar

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = Todavía no has decidido: no se ha guardado ni enviado nada.

# A notice waits for an answer.
privacy-pending = Un aviso espera tu respuesta: permitir se hace allí. Retirar, pedir, guardar y borrar puedes ya aquí.

# Heading: the purposes.
privacy-purposes = Para qué se usan tus datos

# Where a purpose stands: undecided.
privacy-open = Sin decidir

# Where a purpose stands: given.
privacy-given = Permitido

# Where a purpose on another basis stands.
privacy-informed = Informado

# Where a purpose stands: refused.
privacy-refused = Rechazado

# Where a purpose stands: withdrawn.
privacy-withdrawn = Retirado

# Where a purpose on another basis stands: objected to.
privacy-objected = Te has opuesto

# Where a purpose stands: over.
privacy-over = Terminado

# Before a date.
privacy-since = desde el

# Said of a purpose that the chat can't do without.
privacy-required = Necesario para el chat: al retirarlo, el chat termina.

# Said of a required purpose on another basis.
privacy-required-other = Necesario para el chat: al oponerte, el chat termina.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = No vender ni compartir mis datos personales

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = Limitar el uso de mis datos sensibles

# Heading: what was sent.
privacy-sent = Qué se ha enviado

# Nothing was.
privacy-sent-nothing = Nada.

# What was sent: messages.
privacy-sent-messages = Mensajes

# What was sent: decisions and requests.
privacy-sent-decisions = Decisiones y solicitudes

# Before the names of readers.
privacy-to = a

# Heading: the receipts.
privacy-receipts = Recibos de tus decisiones

# A receipt's decision.
privacy-act-allowed = Permitiste

# A receipt's decision.
privacy-act-refused = Rechazaste

# A receipt's decision.
privacy-act-withdrawn = Retiraste

# A receipt of what ended by itself.
privacy-act-over = Terminó

# The controller has signed.
privacy-countersigned = firmado también por el responsable

# The controller has not signed yet.
privacy-unsigned = falta la firma del responsable

# Saves the receipts.
privacy-save-receipts = Guardar los recibos

# Saves the receipts to read.
privacy-save-receipts-page = Guardar para leer

# What the audit log is asked about, before what was found.
privacy-audit = El registro de tus decisiones está en el registro de auditoría de la empresa

# Nothing was found out about it.
privacy-audit-unchecked = sin comprobar

# It is there.
privacy-audit-checked = comprobado

# It is not, or the log has changed.
privacy-audit-wrong = no encaja

# What was sent: the answers of forms, before the purpose's name.
privacy-form = Formulario

# Heading: the forms that were answered.
privacy-forms = Formularios que has rellenado

# Before the fields of a form that were filled in.
privacy-filled = Rellenado:

# Opens a form's fields again.
privacy-correct = Corregir

# Takes back what was sent by a form.
privacy-take-back = Retirar

# Heading: taking everything along.
privacy-data = Tus datos

# What the two files are.
privacy-data-note = Toda la conversación, los recibos y los datos que la acompañan. Se hace aquí, en tu navegador.

# Saves everything for machines.
privacy-save-data = Guardar (JSON)

# Saves everything to read.
privacy-save-page = Guardar para leer o imprimir

# Heading: rights.
privacy-rights = Tus derechos

# How requests go.
privacy-rights-note = Cada solicitud sale cifrada y queda aquí con su plazo.

# Label of the note.
privacy-note = Qué quieres decir con tu solicitud (opcional)

# A right.
privacy-access = Saber qué tenéis de mí

# A right.
privacy-portability = Llevarme mis datos

# A right.
privacy-rectification = Corregir mis datos

# A right.
privacy-erasure = Borrar mis datos

# A right.
privacy-restriction = Limitar su uso

# A right.
privacy-objection = Oponerme al uso

# A right.
privacy-review = Que lo revise una persona

# State of a request.
privacy-waiting = esperando a salir

# State of a request.
privacy-on-its-way = enviada

# State of a request.
privacy-received = recibida

# State of a request.
privacy-done = hecha

# State of a request.
privacy-declined = denegada

# Before a date.
privacy-due = plazo:

# Heading: erase everything.
privacy-erase = Borrar todo

# What it does.
privacy-erase-note = Borra la conversación y las claves en este navegador, y pide al responsable que borre lo suyo. Recibes una confirmación firmada. No se puede deshacer.

# The second step.
privacy-erase-sure = Sí, borrar todo

# Leaves it.
privacy-erase-keep = Conservar

# Under way.
privacy-erasing = Borrado solicitado: esperando la confirmación firmada.

# Heading: the notice as it was.
privacy-agreed = El aviso tal como lo aceptaste

# Heading: the notice as it is.
privacy-notice = El aviso completo

# Label: how long.
privacy-kept-for = Cuánto tiempo

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = Lleva a:

# Heading: a link that may lead elsewhere than it seems.
rich-beware = Antes de abrir este enlace

# Why: the host's name has letters of other alphabets.
rich-letters = Su nombre tiene letras de otros alfabetos, que pueden parecer las de otro sitio.

# Why: the words name another host.
rich-name = El texto nombra un sitio distinto de aquel al que lleva.

# Why: what comes before an @ may read like a host.
rich-user = La dirección empieza por algo que puede parecer un sitio y no lo es.

# Why: signs that are not seen.
rich-hidden = Tiene signos que no se ven y pueden cambiar lo que se lee.

# Button: the link stays closed.
rich-back = Volver

# Button: the link is opened.
rich-open = Abrir el enlace

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (pregunta antes de abrirse)

# In place of a picture without words of its own.
rich-image = Imagen

# Name of lines of code.
rich-code = Código

# Name of a table.
rich-table = Tabla

# Name of cards that are gone through.
rich-cards = Tarjetas

# What cards side by side are, for screen readers.
rich-carousel = carrusel

# What one of them is.
rich-slide = tarjeta

# Button: the card before.
rich-previous = Tarjeta anterior

# Button: the card after.
rich-next = Tarjeta siguiente

# The lowest of five scores.
rich-worst = nada satisfecho

# The highest of five scores.
rich-best = muy satisfecho

# A rating by yes and no: yes.
rich-yes = Sí

# A rating by yes and no: no.
rich-no = No

# Label: words beside a rating.
rich-comment = Comentario (opcional)

# Before the score that was given.
rich-rated = Tu valoración:

# Said where a rating is sent without a score.
rich-choose = Elige primero una puntuación.

# The words are in no message.
rich-unfound = Sin resultados

# Button: to the find before this one.
rich-older = Anterior

# Button: to the find after this one.
rich-newer = Siguiente

# Button: closes the search.
rich-end-search = Cerrar la búsqueda

## Forms.

# Said of a field that is needed.
forms-required = obligatorio

# Said of one that is not.
forms-optional = opcional

# Above what is asked, before the purpose is given.
forms-asked = Antes de rellenarlo te preguntaremos si permites este uso. Se pide:

# Above the fields.
forms-private = Lo que escribas aquí solo sale si lo envías: cifrado, para quien figura arriba.

# Above the fields, where something was sent before.
forms-correcting = Escríbelo todo otra vez: sustituye a lo que enviaste.

# Goes to the fields.
forms-fill = Rellenar

# Leaves them, of equal weight.
forms-skip = No enviar

# It was left.
forms-declined = No has enviado este formulario. El chat funciona igual.

# Before the fields that were filled in.
forms-filled = Rellenado:

# Where the values are.
forms-values = Los valores van sellados: este chat no los guarda ni los muestra.

# Opens the fields again.
forms-correct = Corregir

# Takes back what was sent.
forms-withdraw = Retirar

# It was taken back.
forms-withdrawn = Has retirado lo que enviaste: quien lo recibió debe borrarlo.

# The purpose was taken back.
forms-ended = Has retirado el permiso para este uso: quien recibió lo enviado debe borrarlo.

# The policy has no such purpose.
forms-unnamed = El aviso no nombra el uso de este formulario, así que queda sin rellenar.

# Button: opens the choice of a form's file.
forms-choose = Elegir archivo

# Before the largest size of a form's file.
forms-at-most = Como mucho:

# A required field is empty.
forms-missing = Falta este dato.

# It could not be sealed.
forms-unsealed = No se ha podido cifrar. Inténtalo dentro de un momento, o acórtalo.

# Too long, or in characters that are not shown.
forms-bad-text = Escríbelo con letras, y más corto.

# It is no date of birth.
forms-bad-date = Escribe una fecha de nacimiento real, anterior a hoy.

# It is no account number.
forms-bad-iban = Revisa el IBAN: sus cifras de control no cuadran.

# It is no e-mail address.
forms-bad-email = Escribe un correo completo, como nombre@ejemplo.es.

# It is no telephone number.
forms-bad-phone = Escribe un teléfono con todas sus cifras.

# It is no number of an identity.
forms-bad-id = Revisa el documento: la letra o las cifras de control no cuadran.

# It is no policy number.
forms-bad-policy = Escribe el número de póliza como figura en ella: letras, cifras y guiones.

# It was not taken: it is not known any more.
forms-not-open = No se ha aceptado: este formulario ya no está abierto. Pide uno nuevo si quieres.

# It was not taken: its purpose is not given.
forms-not-allowed = No se ha aceptado: este uso no está permitido. Si lo permites, rellénalo otra vez.

# It was not taken: what was told is kept and not used.
forms-restricted = No se ha aceptado: pediste limitar el uso de tus datos o te opusiste a él, así que no se añaden otros.

# It was not taken: it came too late.
forms-late = No se ha aceptado: llegó cuando su clave ya se había borrado. Rellénalo otra vez.

# It was not taken: it is not what was asked for.
forms-not-fitting = No se ha aceptado: falta algo, o no es lo que se pedía. Rellénalo otra vez.

# A form's answer was not taken: its file.
forms-bad-file = No se ha aceptado: el archivo no se ha podido abrir, o nadie puede asegurar que sea seguro. Prueba con otro.

# An earlier answer was, and stays.
forms-stands = Lo que enviaste antes sigue en pie.

# It is of a conversation that is gone.
forms-closed = Este formulario era de una conversación que ya no está en el servidor: aquí queda cerrado.


## Files.

# The file goes out.
files-uploading = Enviando, cifrado

# The file is on its way here.
files-fetching = Recibiendo

# Looks at a picture.
files-show = Ver la imagen

# Saves a file.
files-save = Guardar

# Under a picture that waits.
files-cleaned = Sin los datos de la cámara ni el lugar.

# Why a file is not sent.
files-other-kind = Este chat no admite archivos de este tipo.

# Why a file is not sent; before the most that is taken.
files-too-large = Es demasiado grande. Como mucho:

# Why a file is not sent.
files-too-many = Ya has enviado todos los que admite este chat.

# Why a picture is not sent.
files-not-cleaned = Su imagen conserva datos de la cámara que aquí se quitan siempre, y no se ha podido. No se ha enviado.

# Why a file is not sent.
files-unread = No se ha podido leer. No se ha enviado.

# A recipient did not take the file.
files-refused = No se ha aceptado: no se ha podido abrir.

# A recipient did not take the file.
files-refused-unsafe = No se ha aceptado: nadie puede asegurar que sea seguro.

# A recipient did not take the file.
files-refused-allowed = No se ha aceptado: el chat ya no tiene tu permiso.

# A recipient did not take the file.
files-refused-policy = No se ha aceptado: no es de los que admite este chat.

# A file could not be fetched.
files-broken = No se ha podido abrir. Vuelve a probar; puede que ya no esté.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = edad de un menor
found-Authenticating = código o clave de acceso
found-BankAccount = cuenta bancaria
found-Biometric = datos biométricos
found-BirthDate = fecha de nacimiento
found-Criminal = antecedentes penales
found-EmailAddress = dirección de correo
found-EthnicOrigin = origen étnico
found-FinancialAccount = código de banco
found-FinancialAccountNumber = monedero de criptomonedas
found-Genetic = datos genéticos
found-Health = salud
found-IPAddress = dirección IP
found-Identifying = número de cliente
found-Insurance = número de póliza
found-MACAddress = dirección MAC
found-OfficialID = número de identidad o fiscal
found-Passport = pasaporte
found-Password = contraseña
found-PaymentCard = código de seguridad de tarjeta
found-PaymentCardExpiry = caducidad de tarjeta
found-PaymentCardNumber = tarjeta de pago
found-PhysicalAddress = dirección postal
found-PoliticalOpinion = opinión política
found-ReligiousBelief = religión
found-Sexual = vida u orientación sexual
found-TelephoneNumber = teléfono
found-TradeUnionMembership = afiliación sindical
found-VehicalLicenseRegistration = matrícula
found-Vehicle = número de bastidor
