//! The sentences of what asks just in time, of an erasure, and of parts that are on their way: they load
//! with the conversation.

use super::Lang;

impl Lang {
    /// The sentences that load with the conversation.
    pub fn asking(self) -> &'static Asking {
        match self {
            Self::Es => &ES,
            Self::En => &EN,
        }
    }
}

catalogue! {
    /// The sentences of one language, for the prompts and what comes of them.
    Asking;
    /// Heading of the panel.
    title: "Privacidad", "Privacy";
    /// Leads back.
    back: "Volver", "Back";
    /// The button that objects.
    object: "Oponerme", "Object";
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
    gone: "Lo ha hecho el servicio: aquí nadie lo ha pedido. Lo que ves abajo solo está en este navegador, y puedes guardarlo en Privacidad. Tu decisión sigue en pie: un chat nuevo empieza con ella.",
        "The service did it: nobody asked for it here. What you see below is in this browser only, and you can save it under Privacy. Your decision stands: a new chat begins with it.";
    /// Leads to a new conversation.
    begin_again: "Empezar un chat nuevo", "Start a new chat";
    /// Saves the confirmation.
    save_erasure: "Guardar la confirmación firmada", "Save the signed confirmation";
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
    care_never: "Hay algo que este chat nunca envía: puedes taparlo, editarlo o dejarlo.",
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
    /// The notice reads otherwise, and says the same.
    reworded: "Ha cambiado la redacción del aviso, no lo que aceptaste. En Privacidad tienes el de ahora y el de entonces.",
        "The wording of the notice has changed, not what you agreed to. Under Privacy you find today’s and the one of then.";
    /// Offered where somebody writes of deletion.
    offer: "¿Quieres borrar tus datos o retirar tu permiso? Puedes hacerlo tú en Privacidad.",
        "Do you want to erase your data or withdraw your permission? You can do it yourself under Privacy.";
    /// Gives the purpose that covers some of it, and goes on to the next question.
    care_more: "Permitir y seguir", "Allow, and go on";
    /// Read out where the question comes up while something else is being filled in.
    care_waits: "Un mensaje tuyo espera tu decisión: contiene datos personales.",
        "A message of yours waits for your decision: there is personal data in it.";
    /// A part is on its way.
    fetching: "Cargando esta parte del chat…", "Loading this part of the chat…";
    /// A part could not be fetched.
    unfetched: "No se ha podido cargar esta parte del chat. La conversación sigue igual.",
        "This part of the chat could not be loaded. The conversation goes on as before.";
}

#[cfg(test)]
#[test]
fn each_sentence_is_there_in_both_languages_and_fair() {
    super::must_be_fair(&ES.each(), &EN.each());
}
