//! The sentences of forms, which load with the conversation.

use super::Lang;

impl Lang {
    /// The sentences of forms.
    pub fn forms(self) -> &'static Forms {
        match self {
            Self::Es => &ES,
            Self::En => &EN,
        }
    }
}

catalogue! {
    /// The sentences of one language, for forms.
    Forms;
    /// Said of a field that is needed.
    required: "obligatorio", "required";
    /// Said of one that is not.
    optional: "opcional", "optional";
    /// Above what is asked, before the purpose is given.
    asked: "Antes de rellenarlo te preguntaremos si permites este uso. Se pide:",
        "Before you fill it in, we will ask whether you allow this use. It asks for:";
    /// Above the fields.
    private: "Lo que escribas aquí solo sale si lo envías: cifrado, para quien figura arriba.",
        "What you write here leaves only if you send it: encrypted, for those named above.";
    /// Above the fields, where something was sent before.
    correcting: "Escríbelo todo otra vez: sustituye a lo que enviaste.",
        "Write all of it again: it replaces what you sent.";
    /// Goes to the fields.
    fill: "Rellenar", "Fill in";
    /// Leaves them, of equal weight.
    skip: "No enviar", "Don’t send";
    /// It was left.
    declined: "No has enviado este formulario. El chat funciona igual.",
        "You have not sent this form. The chat works the same.";
    /// Before the fields that were filled in.
    filled: "Rellenado:", "Filled in:";
    /// Where the values are.
    values: "Los valores van sellados: este chat no los guarda ni los muestra.",
        "The values are sealed: this chat neither keeps nor shows them.";
    /// Opens the fields again.
    correct: "Corregir", "Correct";
    /// Takes back what was sent.
    withdraw: "Retirar", "Withdraw";
    /// It was taken back.
    withdrawn: "Has retirado lo que enviaste: quien lo recibió debe borrarlo.",
        "You withdrew what you sent: those who received it have to erase it.";
    /// The purpose was taken back.
    ended: "Has retirado el permiso para este uso: quien recibió lo enviado debe borrarlo.",
        "You withdrew the permission for this use: those who received what was sent have to erase it.";
    /// It was not taken: it is not known any more.
    not_open: "No se ha aceptado: este formulario ya no está abierto. Pide uno nuevo si quieres.",
        "Not accepted: this form is not open any more. Ask for a new one if you like.";
    /// It was not taken: its purpose is not given.
    not_allowed: "No se ha aceptado: este uso no está permitido. Si lo permites, rellénalo otra vez.",
        "Not accepted: this use is not allowed. If you allow it, fill it in again.";
    /// It was not taken: what was told is kept and not used.
    restricted: "No se ha aceptado: pediste limitar el uso de tus datos o te opusiste a él, así que no se añaden otros.",
        "Not accepted: you asked to restrict the use of your data, or objected to it, so no more is added.";
    /// It was not taken: it came too late.
    late: "No se ha aceptado: llegó cuando su clave ya se había borrado. Rellénalo otra vez.",
        "Not accepted: it came after its key was erased. Fill it in again.";
    /// It was not taken: it is not what was asked for.
    not_fitting: "No se ha aceptado: falta algo, o no es lo que se pedía. Rellénalo otra vez.",
        "Not accepted: something is missing, or is not what was asked for. Fill it in again.";
    /// An earlier answer was, and stays.
    stands: "Lo que enviaste antes sigue en pie.", "What you sent before still stands.";
    /// It is of a conversation that is gone.
    closed: "Este formulario era de una conversación que ya no está en el servidor: aquí queda cerrado.",
        "This form was of a conversation that is no longer on the server: here it is closed.";
    /// The policy has no such purpose.
    unnamed: "El aviso no nombra el uso de este formulario, así que queda sin rellenar.",
        "The notice does not name the use of this form, so it stays empty.";
    /// A field for a file.
    no_files: "Este chat todavía no admite archivos: usa otra vía de contacto.",
        "This chat can’t take files yet: use another way to get in touch.";
    /// A required field is empty.
    missing: "Falta este dato.", "This is missing.";
    /// It could not be sealed.
    unsealed: "No se ha podido cifrar. Inténtalo dentro de un momento, o acórtalo.",
        "It could not be encrypted. Try again in a moment, or shorten it.";
    /// Too long, or in characters that are not shown.
    bad_text: "Escríbelo con letras, y más corto.", "Write it in letters, and shorter.";
    /// It is no date of birth.
    bad_date: "Escribe una fecha de nacimiento real, anterior a hoy.",
        "Write a real date of birth, before today.";
    /// It is no account number.
    bad_iban: "Revisa el IBAN: sus cifras de control no cuadran.",
        "Check the IBAN: its check digits do not match.";
    /// It is no e-mail address.
    bad_email: "Escribe un correo completo, como nombre@ejemplo.es.",
        "Write a whole e-mail address, such as name@example.com.";
    /// It is no telephone number.
    bad_phone: "Escribe un teléfono con todas sus cifras.",
        "Write a telephone number with all of its digits.";
    /// It is no number of an identity.
    bad_id: "Revisa el documento: la letra o las cifras de control no cuadran.",
        "Check the document: its letter or check digits do not match.";
    /// It is no policy number.
    bad_policy: "Escribe el número de póliza como figura en ella: letras, cifras y guiones.",
        "Write the policy number as it stands on the policy: letters, digits and hyphens.";
}

#[cfg(test)]
#[test]
fn each_sentence_is_there_in_both_languages_and_fair() {
    super::must_be_fair(&ES.each(), &EN.each());
}
