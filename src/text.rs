//! Every sentence that a visitor can read, in each language, side by side.
//!
//! Not here: what the controller says (its notice, its bot); that comes with the signed policy.
//! A sentence is written once a language in one line of the catalogue, so that none can lack one.

/// The languages of the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Spanish.
    Es,
    /// English.
    En,
}

impl Lang {
    /// The language of a BCP 47 tag, by its primary subtag: `es`, `es-MX`, `EN_gb`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim();
        let ends = !tag.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric);
        let primary = tag.get(..2).filter(|_| ends)?;
        [Self::Es, Self::En].into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Es => "Español",
            Self::En => "English",
        }
    }

    /// The language that the toggle leads to.
    pub fn other(self) -> Self {
        match self {
            Self::Es => Self::En,
            Self::En => Self::Es,
        }
    }

    /// Its sentences.
    pub fn text(self) -> &'static Text {
        match self {
            Self::Es => &ES,
            Self::En => &EN,
        }
    }
}

impl Text {
    /// A time in days, in words.
    pub fn period(&self, days: u32) -> String {
        let (count, one, many) = match days {
            0 => return self.days_none.to_owned(),
            _ if days.is_multiple_of(365) => (days / 365, self.year, self.years),
            _ => (days, self.day, self.days),
        };
        [count.to_string().as_str(), " ", if count == 1 { one } else { many }].concat()
    }
}

/// Declares a catalogue and fills it for both languages from the same line.
macro_rules! catalogue {
    ($(#[$about:meta])* $name:ident; $($(#[$doc:meta])* $key:ident: $es:literal, $en:literal;)*) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $name { $($(#[$doc])* pub $key: &'static str,)* }

        static ES: $name = $name { $($key: $es,)* };
        static EN: $name = $name { $($key: $en,)* };

        impl $name {
            /// Every sentence with the name of its key, for checks over the whole catalogue.
            pub fn each(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key),)*]
            }
        }
    };
}

mod asking;
mod form;
mod found;
mod privacy;

pub use asking::Asking;
pub use form::Forms;
pub use privacy::Privacy;

catalogue! {
    /// The sentences of one language, for what loads at once.
    Text;
    /// Title until the controller is known.
    chat: "Chat privado", "Private chat";
    /// Under the title: who answers.
    assistant: "Asistente automático", "Automatic assistant";
    /// The close button.
    close: "Cerrar el chat", "Close the chat";
    /// The lock line.
    encrypted: "Cifrado de extremo a extremo", "End-to-end encrypted";
    /// What the lock line opens.
    who_reads: "Quién lo lee", "Who reads it";
    /// The history can't be kept in this browser.
    not_kept: "Este navegador no conservará la conversación: terminará al recargar o salir.",
        "This browser will not keep the conversation: it ends when you reload or leave.";

    /// The manifest is on its way.
    loading: "Preparando el chat…", "Getting the chat ready…";
    /// What waiting costs.
    loading_note: "Todavía no se ha guardado ni enviado nada.", "Nothing has been stored or sent yet.";

    /// Heading of the notice.
    notice_title: "Antes de empezar", "Before we start";
    /// Marks a notice as the law of California calls it.
    at_collection: "Aviso en el momento de la recogida", "Notice at collection";
    /// Label: the controller.
    responsible: "Responsable", "Responsible";
    /// Follows the controller's name.
    decides: "decide para qué se usa lo que escribas.", "decides what your messages are used for.";
    /// Label: who answers.
    answers: "Quién responde", "Who answers";
    /// A bot answers.
    bot_answers: "Un asistente automático (un bot).", "An automatic assistant (a bot).";
    /// People answer too.
    people_too: "También pueden responder personas.", "People may answer too.";
    /// People answer; there is no bot.
    people_answer: "Personas.", "People.";
    /// Label: the purposes.
    purposes: "Para qué", "What for";
    /// Label before a legal basis.
    basis: "Base legal:", "Legal basis:";
    /// The basis is consent.
    consent: "tu consentimiento", "your consent";
    /// Label: the recipients.
    readers: "Quién puede leer", "Who can read";
    /// Role: an automatic assistant.
    role_bot: "asistente automático", "automatic assistant";
    /// Role: people.
    role_agent: "personas del equipo", "people on the team";
    /// Role: a record for compliance.
    role_archive: "registro de cumplimiento", "compliance record";
    /// Role: a processor.
    role_processor: "empresa que trabaja para el responsable", "company working for the controller";
    /// Label: retention.
    retention: "Cuánto tiempo", "How long";
    /// Label: companies that work for the controller.
    processors: "Empresas que trabajan para el responsable", "Companies working for the controller";
    /// Label: kinds of data.
    data: "Datos", "Data";
    /// Label: countries outside the controller's area.
    transfers: "Fuera de su zona", "Outside its area";
    /// Label: what is said trains a model.
    trains: "Sirve para entrenar un modelo", "Used to train a model";
    /// Label: a machine alone decides about the visitor.
    decides_alone: "Una máquina decide sola sobre ti", "A machine alone decides about you";
    /// Said of such a thing.
    yes: "Se hace", "It is done";
    /// Said of such a thing.
    no: "No se hace", "It is not done";
    /// Nothing is retained.
    days_none: "No se conserva", "Not kept";
    /// One day.
    day: "día", "day";
    /// Several days.
    days: "días", "days";
    /// One year.
    year: "año", "year";
    /// Several years.
    years: "años", "years";
    /// The button that allows.
    allow: "Permitir", "Allow";
    /// The button that refuses.
    refuse: "Rechazar", "Refuse";
    /// What refusing means.
    refuse_note: "Si rechazas, nada se guarda ni se envía, y verás otras formas de contactar.",
        "If you refuse, nothing is stored or sent, and you will see other ways to get in touch.";
    /// The second layer.
    full: "Toda la información", "All the information";
    /// Label: postal address.
    address: "Dirección", "Address";
    /// Label: the contact for privacy matters.
    contact: "Contacto de privacidad", "Privacy contact";
    /// Label: the authority.
    authority: "Dónde reclamar", "Where to complain";
    /// Label: the safety code.
    safety: "Código de seguridad", "Safety code";
    /// What the safety code is for.
    safety_note: "Compáralo con el que la empresa publica o te dice por teléfono. Si es el mismo, \
        solo quienes figuran arriba pueden leer la conversación.",
        "Compare it with the one that the company publishes, or tells you by telephone. If it is the \
        same, only those named above can read the conversation.";

    /// Shows the safety code in words.
    in_words: "Verlo en palabras", "Show it in words";
    /// The list of words could not be fetched.
    no_words: "No se han podido cargar las palabras. Compara las cifras.",
        "The words could not be loaded. Compare the digits.";
    /// Label: how far the chains of envelopes have come.
    chain: "Mensajes", "Messages";
    /// Before a number: messages that left.
    chain_sent: "Enviados:", "Sent:";
    /// Before a number: messages that a recipient opened.
    chain_delivered: "entregados:", "delivered:";
    /// Before a number: messages that came.
    chain_received: "Recibidos:", "Received:";
    /// Before a number: what is known to be missing.
    chain_missing: "faltan:", "missing:";
    /// How a loss is noticed.
    chain_note: "Cada mensaje lleva firmada la huella del anterior: si falta o cambia uno, se nota.",
        "Each message carries the signed fingerprint of the one before: a missing or changed one shows.";

    /// Name of the log.
    conversation: "Conversación", "Conversation";
    /// The visitor, as an author.
    you: "Tú", "You";
    /// In place of an envelope that could not be verified or opened.
    unverified: "Ha llegado un mensaje que no se puede verificar. No se muestra.",
        "A message arrived that can’t be verified. It is not shown.";
    /// A recipient's end was started anew, and the two have greeted each other again.
    renewed: "Se ha renovado la conexión cifrada.",
        "The encrypted connection was renewed.";
    /// In place of envelopes that are missing in a sender's chain.
    missing: "Falta algún mensaje: se envió, pero no ha llegado.",
        "A message is missing: it was sent but did not arrive.";
    /// In place of a body of a type that this version does not know.
    unknown: "Ha llegado un mensaje de un tipo que esta versión no puede mostrar.",
        "A message arrived of a kind that this version can’t show.";
    /// The conversation has no message yet.
    begin: "Escribe tu pregunta cuando quieras.", "Write your question whenever you like.";
    /// Held until the visitor decides.
    held_undecided: "Retenido: no saldrá de aquí hasta que decidas.",
        "Held: it stays here until you decide.";
    /// Held until the recipients answered.
    held_connecting: "Retenido: saldrá, cifrado, en cuanto la conexión sea segura.",
        "Held: it goes out, encrypted, once the connection is secure.";
    /// Discards a held message.
    discard: "Descartar", "Discard";
    /// Delivery: on its way.
    sending: "Enviando…", "Sending…";
    /// Delivery: at the relay.
    sent: "Enviado, cifrado", "Sent, encrypted";
    /// Delivery: opened by a recipient.
    delivered: "Entregado", "Delivered";
    /// Delivery: not sent.
    failed: "No se ha enviado.", "Not sent.";
    /// Tries again.
    retry: "Reintentar", "Try again";
    /// Name of the group of suggestions.
    suggestions: "Respuestas sugeridas", "Suggested replies";
    /// Separator: today.
    today: "Hoy", "Today";
    /// Separator: yesterday.
    yesterday: "Ayer", "Yesterday";
    /// Leads to what came in while the visitor read further up.
    new_messages: "Mensajes nuevos", "New messages";
    /// Connection: awaiting the recipients.
    connecting: "Conectando de forma segura… Lo que escribas espera aquí.",
        "Connecting securely… What you write waits here.";
    /// Connection: the backend does not answer.
    offline: "Sin conexión. Tus mensajes esperan y saldrán en cuanto vuelva.",
        "No connection. Your messages wait and go out when it is back.";

    /// Label of the field.
    message: "Tu mensaje", "Your message";
    /// Shown in the empty field.
    placeholder: "Escribe un mensaje", "Write a message";
    /// How the keys work, for those who ask a screen reader.
    keys: "Intro envía. Mayúsculas e Intro, línea nueva.",
        "Enter sends. Shift and Enter make a new line.";
    /// Under the field, before what is seen in what is being written.
    seen: "Datos personales a la vista:", "Personal data in sight:";
    /// Held behind one that the visitor decides about.
    held_behind: "Espera tu decisión sobre el mensaje anterior.",
        "Waits for your decision about the message before it.";
    /// Held until the visitor says what becomes of the personal data in it.
    held_care: "Retenido: contiene datos personales y espera a que decidas.",
        "Held: there is personal data in it, and it waits for you to decide.";
    /// Under the field while the visitor decides.
    early: "Lo que escribas no sale hasta que decidas.",
        "Nothing you write leaves until you decide.";
    /// Takes back everything that was allowed.
    withdraw: "Retirar mi permiso", "Withdraw my permission";
    /// The send button.
    send: "Enviar", "Send";
    /// Follows a number: room that is left.
    left: "caracteres disponibles", "characters left";
    /// Follows a number: too long by.
    over: "caracteres de más: acorta el mensaje para enviarlo.",
        "characters too many: shorten the message to send it.";

    /// The way to the privacy panel.
    privacy: "Privacidad", "Privacy";
    /// Before what has changed.
    changed_title: "Qué ha cambiado", "What has changed";
    /// Why the notice is shown: its substance changed.
    why_changed: "Ha cambiado lo que aceptaste. Hasta que decidas no se envía nada más.",
        "What you agreed to has changed. Nothing more is sent until you decide.";
    /// Why the notice is shown: the decision ran out.
    why_expired: "Tu decisión ha caducado. Hasta que decidas no se envía nada más.",
        "Your decision has run out. Nothing more is sent until you decide.";
    /// Why the notice is shown: other readers.
    why_readers: "Ha cambiado quién puede leer. Hasta que decidas no se envía nada más.",
        "Who can read has changed. Nothing more is sent until you decide.";
    /// Why the notice is shown: the record of an earlier decision is damaged.
    why_unread: "No se ha podido leer lo que decidiste antes. Hasta que decidas no se envía nada más.",
        "What you decided before could not be read. Nothing more is sent until you decide.";
    /// Column: as it was.
    before: "Antes", "Before";
    /// Column: as it is.
    now: "Ahora", "Now";
    /// It was not there, or is no more.
    nothing: "Nada", "Nothing";
    /// Heading of the optional purposes.
    optional: "Opcional: tú eliges", "Optional: you choose";
    /// What leaving them off means.
    optional_note: "El chat funciona igual con todo apagado.", "The chat works the same with all of it off.";
    /// Global Privacy Control is on.
    gpc: "Tu navegador pide no vender ni compartir tus datos: apagado.",
        "Your browser asks not to sell or share your data: off.";
    /// The page's own consent manager says no.
    external: "Tu elección en esta página: apagado.", "Your choice on this page: off.";
    /// Said of a special category.
    special: "Datos especialmente protegidos: te lo preguntaremos aparte.",
        "Specially protected data: we will ask you separately.";
    /// Heading of the question about age.
    age_title: "Tu edad", "Your age";
    /// Before the number of years.
    age_from: "Tengo", "I am";
    /// After it.
    age_years: "años o más", "or older";
    /// Allow was pressed without it.
    age_wanted: "Marca tu edad para poder permitir el chat.", "Tick your age to allow the chat.";
    /// Heading after a withdrawal.
    withdrawn_title: "Has retirado tu permiso", "You withdrew your permission";
    /// What that means.
    withdrawn: "Desde ahora no se envía nada más. Lo enviado hasta ahora fue lícito; en Privacidad puedes pedir que se borre.",
        "From now on nothing more is sent. What was sent until now was lawful; under Privacy you can ask for it to be erased.";
    /// Heading after a refusal.
    refused_title: "No se ha guardado ni enviado nada", "Nothing was stored or sent";
    /// Heading after refusing a notice that has changed.
    refused_later_title: "No se enviará nada más", "Nothing more will be sent";
    /// What that means.
    refused_later: "Has rechazado el aviso nuevo. Lo que ya enviaste se trata como aceptaste entonces.",
        "You refused the new notice. What you sent before is treated as you agreed then.";
    /// Leads to the channels.
    refused_text: "Has rechazado el aviso. Puedes contactar por otras vías:",
        "You refused the notice. You can get in touch in other ways:";
    /// Without channels.
    refused_alone: "Has rechazado el aviso.", "You refused the notice.";
    /// Saves the receipt of a refusal.
    refusal_receipt: "Guardar el recibo de mi rechazo", "Save the receipt of my refusal";
    /// Shows the notice again.
    reconsider: "Ver el aviso otra vez", "See the notice again";
    /// After a link that leaves.
    new_tab: "(se abre en otra pestaña)", "(opens in a new tab)";

    /// Heading of a problem.
    problem_title: "El chat no se puede abrir", "The chat can’t be opened";
    /// What a problem means.
    nothing_sent: "No se ha enviado nada.", "Nothing was sent.";
    /// Whatever the problem, where a conversation was begun before.
    nothing_more_sent: "No se ha enviado nada más.", "Nothing more was sent.";
    /// Problem: no answer.
    unreachable: "El servicio de chat no responde.", "The chat service does not answer.";
    /// What to do then.
    unreachable_do: "Comprueba tu conexión e inténtalo de nuevo.",
        "Check your connection and try again.";
    /// Problem: signed by another key.
    untrusted: "No se ha podido comprobar que este chat sea de quien dice ser.",
        "It could not be verified that this chat is who it says it is.";
    /// What to do then.
    untrusted_do: "Inténtalo de nuevo. Si vuelve a pasar, contacta con la empresa por otra vía.",
        "Try again. If it happens again, contact the company another way.";
    /// Problem: out of its time.
    expired: "La autorización firmada de este chat no está vigente.",
        "The signed authorisation of this chat is not valid at this time.";
    /// What to do then.
    expired_do: "Comprueba la fecha y la hora de tu dispositivo e inténtalo de nuevo.",
        "Check the date and time of your device and try again.";
    /// Problem: another policy.
    policy: "El aviso de privacidad recibido no es el que firmó la empresa.",
        "The privacy notice that arrived is not the one the company signed.";
    /// What to do then.
    policy_do: "Inténtalo de nuevo dentro de unos minutos.", "Try again in a few minutes.";
    /// Problem: a page that is not of the site.
    origin: "Este chat no está autorizado en esta página.",
        "This chat is not authorised on this page.";
    /// What to do then.
    origin_do: "Ábrelo desde la web oficial de la empresa.",
        "Open it from the company’s own website.";
    /// Problem: the script tag.
    setup: "El chat no está bien instalado en esta página.",
        "The chat is not set up correctly on this page.";
    /// What to do then.
    setup_do: "Contacta con la empresa por otra vía y cuéntaselo.",
        "Contact the company another way and tell them.";
    /// Problem: the browser.
    browser: "Este navegador no ofrece el cifrado que el chat necesita.",
        "This browser lacks the encryption that the chat needs.";
    /// What to do then.
    browser_do: "Actualízalo o usa otro, y entra en la página por https.",
        "Update it or use another one, and open the page over https.";
}

/// Fails on a sentence that is missing in a language, or that presses.
#[cfg(test)]
fn must_be_fair(es: &[(&str, &str)], en: &[(&str, &str)]) {
    for ((key, es), (_, en)) in es.iter().zip(en) {
        assert!(!es.trim().is_empty() && !en.trim().is_empty(), "{key} is empty");
        assert_ne!(es, en, "{key} reads the same in both languages");
        for (lang, sentence) in [("es", es), ("en", en)] {
            let found = sigilo_consent::lint(lang, sentence);
            assert!(found.is_empty(), "{key}: {sentence}: {found:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_is_there_in_both_languages_and_fair() {
        for lang in [Lang::Es, Lang::En] {
            assert!(sigilo_consent::is_linted(lang.tag()));
        }
        must_be_fair(&ES.each(), &EN.each());
    }

    #[test]
    fn tags_are_matched_by_their_primary_subtag() {
        assert_eq!(Lang::from_tag("es-MX"), Some(Lang::Es));
        assert_eq!(Lang::from_tag(" EN_gb "), Some(Lang::En));
        assert_eq!(Lang::from_tag("est"), None);
        assert_eq!(Lang::from_tag(""), None);
    }
}
