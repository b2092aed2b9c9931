//! The sentences of the privacy panel and of what asks just in time, which load with them.

use super::Lang;

impl Lang {
    /// The panel's sentences.
    pub fn privacy(self) -> &'static Privacy {
        match self {
            Self::Es => &ES,
            Self::En => &EN,
        }
    }
}

catalogue! {
    /// The sentences of one language, for the panel and the prompts.
    Privacy;
    /// Heading of the panel.
    title: "Privacidad", "Privacy";
    /// Leads back.
    back: "Volver", "Back";
    /// Nothing was decided or stored yet.
    nothing_yet: "Todavía no has decidido: no se ha guardado ni enviado nada.",
        "You have not decided yet: nothing has been stored or sent.";
    /// A notice waits for an answer.
    pending: "Un aviso espera tu respuesta: permitir se hace allí. Retirar, pedir, guardar y borrar puedes ya aquí.",
        "A notice waits for your answer: allowing is done there. Here you can already withdraw, request, save and erase.";
    /// Heading: the purposes.
    purposes: "Para qué se usan tus datos", "What your data is used for";
    /// Where a purpose stands: undecided.
    open: "Sin decidir", "Undecided";
    /// Where a purpose stands: given.
    given: "Permitido", "Allowed";
    /// Where a purpose on another basis stands.
    informed: "Informado", "Informed";
    /// Where a purpose stands: refused.
    refused: "Rechazado", "Refused";
    /// Where a purpose stands: withdrawn.
    withdrawn: "Retirado", "Withdrawn";
    /// Where a purpose on another basis stands: objected to.
    objected: "Te has opuesto", "Objected to";
    /// Where a purpose stands: over.
    over: "Terminado", "Over";
    /// Before a date.
    since: "desde el", "since";
    /// Said of a purpose that the chat can't do without.
    required: "Necesario para el chat: al retirarlo, el chat termina.",
        "Needed for the chat: withdrawing it ends the chat.";
    /// Said of a required purpose on another basis.
    required_other: "Necesario para el chat: al oponerte, el chat termina.",
        "Needed for the chat: objecting to it ends the chat.";
    /// The button that objects.
    object: "Oponerme", "Object";
    /// Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
    no_sale: "No vender ni compartir mis datos personales", "Do not sell or share my personal information";
    /// Limits sensitive data (Cal. Civ. Code, section 1798.135).
    limit_sensitive: "Limitar el uso de mis datos sensibles", "Limit the use of my sensitive personal information";
    /// Heading: what was sent.
    sent: "Qué se ha enviado", "What has been sent";
    /// Nothing was.
    sent_nothing: "Nada.", "Nothing.";
    /// What was sent: messages.
    sent_messages: "Mensajes", "Messages";
    /// What was sent: decisions and requests.
    sent_decisions: "Decisiones y solicitudes", "Decisions and requests";
    /// Before the names of readers.
    to: "a", "to";
    /// Heading: the receipts.
    receipts: "Recibos de tus decisiones", "Receipts of your decisions";
    /// A receipt's decision.
    act_allowed: "Permitiste", "You allowed";
    /// A receipt's decision.
    act_refused: "Rechazaste", "You refused";
    /// A receipt's decision.
    act_withdrawn: "Retiraste", "You withdrew";
    /// A receipt of what ended by itself.
    act_over: "Terminó", "Ended";
    /// The controller has signed.
    countersigned: "firmado también por el responsable", "signed by the controller, too";
    /// The controller has not signed yet.
    unsigned: "falta la firma del responsable", "the controller’s signature is still missing";
    /// Saves the receipts.
    save_receipts: "Guardar los recibos", "Save the receipts";
    /// Saves the receipts to read.
    save_receipts_page: "Guardar para leer", "Save to read";
    /// Heading: taking everything along.
    data: "Tus datos", "Your data";
    /// What the two files are.
    data_note: "Toda la conversación, los recibos y los datos que la acompañan. Se hace aquí, en tu navegador.",
        "The whole conversation, the receipts and what goes with them. Made here, in your browser.";
    /// Saves everything for machines.
    save_data: "Guardar (JSON)", "Save (JSON)";
    /// Saves everything to read.
    save_page: "Guardar para leer o imprimir", "Save to read or print";
    /// Heading: rights.
    rights: "Tus derechos", "Your rights";
    /// How requests go.
    rights_note: "Cada solicitud sale cifrada y queda aquí con su plazo.",
        "Each request leaves encrypted and stays here with its due date.";
    /// Label of the note.
    note: "Qué quieres decir con tu solicitud (opcional)", "What you want to say with your request (optional)";
    /// A right.
    access: "Saber qué tenéis de mí", "Know what you hold about me";
    /// A right.
    portability: "Llevarme mis datos", "Take my data with me";
    /// A right.
    rectification: "Corregir mis datos", "Correct my data";
    /// A right.
    erasure: "Borrar mis datos", "Erase my data";
    /// A right.
    restriction: "Limitar su uso", "Restrict their use";
    /// A right.
    objection: "Oponerme al uso", "Object to their use";
    /// A right.
    review: "Que lo revise una persona", "Have a person review it";
    /// State of a request.
    waiting: "esperando a salir", "waiting to go out";
    /// State of a request.
    on_its_way: "enviada", "sent";
    /// State of a request.
    received: "recibida", "received";
    /// State of a request.
    done: "hecha", "done";
    /// State of a request.
    declined: "denegada", "declined";
    /// Before a date.
    due: "plazo:", "due:";
    /// Heading: erase everything.
    erase: "Borrar todo", "Erase everything";
    /// What it does.
    erase_note: "Borra la conversación y las claves en este navegador, y pide al responsable que borre lo suyo. Recibes una confirmación firmada. No se puede deshacer.",
        "Erases the conversation and the keys in this browser, and asks the controller to erase theirs. You get a signed confirmation. It can’t be undone.";
    /// The second step.
    erase_sure: "Sí, borrar todo", "Yes, erase everything";
    /// Leaves it.
    erase_keep: "Conservar", "Keep it";
    /// Under way.
    erasing: "Borrado solicitado: esperando la confirmación firmada.", "Erasure requested: waiting for the signed confirmation.";
    /// Heading once everything is erased.
    erased_title: "Todo se ha borrado", "Everything was erased";
    /// What went here.
    erased_here: "En este navegador ya no queda nada de la conversación ni de sus claves.",
        "Nothing of the conversation or its keys is left in this browser.";
    /// What went there.
    erased_there: "El responsable ha borrado lo suyo y lo ha confirmado con su firma.",
        "The controller has erased theirs and confirmed it with a signature.";
    /// Heading: what is kept.
    erased_kept: "Lo que se conserva por obligación", "What is kept under an obligation";
    /// Nothing is.
    erased_nothing_kept: "Nada.", "Nothing.";
    /// Before a date.
    erased_until: "Hasta el", "Until";
    /// Said of what is blocked.
    erased_blocked: "Bloqueado: nadie lo usa.", "Blocked: nobody uses it.";
    /// Heading where the relay has erased the conversation by itself.
    gone_title: "La conversación se ha borrado en el servidor", "The conversation was erased on the server";
    /// What that means.
    gone: "Lo ha hecho el servicio: aquí nadie lo ha pedido. Lo que ves abajo queda solo en este navegador, y puedes guardarlo en Privacidad. Tu decisión sigue en pie: un chat nuevo empieza con ella.",
        "The service did it: nobody asked for it here. What you see below is in this browser only, and you can save it under Privacy. Your decision stands: a new chat begins with it.";
    /// Leads to a new conversation.
    begin_again: "Empezar un chat nuevo", "Start a new chat";
    /// Saves the confirmation.
    save_erasure: "Guardar la confirmación firmada", "Save the signed confirmation";
    /// Heading: the notice as it was.
    agreed: "El aviso tal como lo aceptaste", "The notice as you agreed to it";
    /// Heading: the notice as it is.
    notice: "El aviso completo", "The whole notice";
    /// Title of a prompt.
    ask: "¿Permites este uso?", "Do you allow this use?";
    /// Title of a prompt's first step.
    ask_special: "Datos especialmente protegidos", "Specially protected data";
    /// What a special category is.
    special_note: "La ley protege más estos datos: salud, religión, origen, vida sexual y otros. Solo se usan si lo permites expresamente.",
        "The law protects this data more: health, religion, origin, sex life and others. It is used only if you allow it expressly.";
    /// Goes on to the second step.
    go_on: "Continuar", "Continue";
    /// Leaves it.
    not_now: "Ahora no", "Not now";
    /// Title of what asks before a message with personal data goes out.
    care: "Antes de enviar tu mensaje", "Before your message is sent";
    /// Before what was found in it.
    care_found: "Contiene:", "In it:";
    /// Before the names of who would read it.
    care_readers: "Lo leería:", "It would be read by:";
    /// No purpose that is given covers it.
    care_uncovered: "Nada de lo que has permitido incluye estos datos.",
        "Nothing that you have allowed covers this data.";
    /// It is never sent.
    care_never: "Hay algo que este chat no envía nunca: puedes taparlo, editarlo o no enviarlo.",
        "There is something that this chat never sends: you can hide it, edit it, or leave it.";
    /// Before the message with it hidden.
    care_masked: "Tapado se leería:", "Hidden, it would read:";
    /// Sends it with the data hidden.
    care_mask: "Enviar tapado", "Send it hidden";
    /// Puts it back into the field.
    care_edit: "Editar", "Edit";
    /// Discards it.
    care_drop: "No enviar", "Don’t send";
    /// Opens the form that asks for such data.
    care_form: "Usar el formulario cifrado", "Use the sealed form";
    /// Sends it as it is.
    care_send: "Enviar tal cual, cifrado", "Send as it is, sealed";
    /// Gives the purpose that covers it, and sends it.
    care_allow: "Permitir y enviar, cifrado", "Allow, and send it sealed";
    /// Label: how long.
    kept_for: "Cuánto tiempo", "How long";
    /// The notice reads otherwise, and says the same.
    reworded: "Ha cambiado la redacción del aviso, no lo que aceptaste. En Privacidad tienes el de ahora y el de entonces.",
        "The wording of the notice has changed, not what you agreed to. Under Privacy you find today’s and the one of then.";
    /// Offered where somebody writes of deletion.
    offer: "¿Quieres borrar tus datos o retirar tu permiso? Puedes hacerlo tú en Privacidad.",
        "Do you want to erase your data or withdraw your permission? You can do it yourself under Privacy.";
}
