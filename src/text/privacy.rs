//! The sentences of the privacy panel, which load with it.

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
    /// The sentences of one language, for the panel and what is saved there.
    Privacy;
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
    /// Under way.
    erasing: "Borrado solicitado: esperando la confirmación firmada.", "Erasure requested: waiting for the signed confirmation.";
    /// What was sent: the answers of forms, before the purpose's name.
    form: "Formulario", "Form";
    /// Heading: the forms that were answered.
    forms: "Formularios que has rellenado", "Forms that you filled in";
    /// Before the fields of a form that were filled in.
    filled: "Rellenado:", "Filled in:";
    /// Opens a form's fields again.
    correct: "Corregir", "Correct";
    /// Takes back what was sent by a form.
    take_back: "Retirar", "Withdraw";
    /// Heading: the notice as it was.
    agreed: "El aviso tal como lo aceptaste", "The notice as you agreed to it";
}

#[cfg(test)]
#[test]
fn each_sentence_is_there_in_both_languages_and_fair() {
    super::must_be_fair(&ES.each(), &EN.each());
}
