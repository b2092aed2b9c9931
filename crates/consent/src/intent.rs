//! Whether what somebody writes asks for their rights, so that the chat can offer the privacy panel.
//!
//! It only offers, and the words are sent or held as always: a wrong yes costs a line on screen, a
//! wrong no nothing that the panel's button does not give back. So everyday business stays business:
//! who ends a contract («dar de baja la póliza»), or says a bare «stop» within a longer sentence, is
//! not asking about their data. Spanish and English, in one list: visitors mix them.

/// Messages that mean it when they say nothing else, pleasantries aside.
const ALONE: &str = "baja|de baja|dar de baja|darme de baja|dame de baja|dadme de baja|deme de baja|\
    stop|stop it|stop this|alto|parar|privacidad|privacy|mis datos|my data|rgpd|gdpr|lopd|lopdgdd|\
    borrar|borrame|borradme|eliminadme|olvidame|olvidadme|delete|erase|arco|borrar todo|borra todo|\
    borradlo todo|delete all|delete everything|erase everything";

/// Words that say nothing beside them.
const PLEASANTRIES: &str = "hola|buenas|buenos|dias|tardes|por|favor|porfa|gracias|quiero|quisiera|\
    querria|deseo|solicito|necesito|pido|ya|la|el|una|un|hello|hi|hey|please|thanks|thank|you|i|want|\
    would|like|to|now|need|just";

/// What means it wherever it stands.
const PHRASES: &str = "unsubscribe|opt out|opt me out|forget me|right to be forgotten|\
    right of access|right to erasure|right to object|subject access request|do not sell|dont sell|\
    data protection officer|privacy policy|privacy settings|my privacy|derecho al olvido|\
    derecho de acceso|derecho de supresion|derecho de oposicion|derecho de rectificacion|\
    derecho a la portabilidad|derechos arco|delegado de proteccion de datos|politica de privacidad|\
    mi privacidad|me opongo al tratamiento|borradme de|no me llameis mas|\
    baja de la lista|baja de la newsletter|baja del boletin|baja del chat|baja de este chat|\
    baja de vuestros correos|baja de la publicidad";

/// A verb (a star stands for any ending but a participle's), and soon after it what it is about.
const PAIRS: [(&str, &str); 5] = [
    (
        "borr*|elimin*|suprim*|destru*|delete|deleting|erase|erasing|remove|removing|wipe|destroy",
        MINE,
    ),
    (
        "retir*|revoc*|revoqu*|withdraw|withdrawing|revoke|cancel*|anul*",
        "consentimiento|permiso para mis datos|autorizacion para mis datos|consent|\
         permission to use my data",
    ),
    (
        "descarg*|copia|exportar|exportame|rectific*|acceder|acceso|download|export|copy|rectify|\
         access|portar",
        "mis datos personales|a mis datos|de mis datos|mis datos|mi informacion personal|my data|\
         my personal data|of my data|of my personal data|my personal information|\
         esta conversacion|this conversation|la transcripcion|the transcript",
    ),
    (
        "datos|informacion|sabeis|sabes|guardais|guardas|teneis|data|information|know|store|hold",
        "de mi .|sobre mi .|about me|on me",
    ),
    (
        "stop|dejad|dejar|deja|quit",
        "using my data|storing my data|selling my data|\
      sharing my data|processing my data|tracking me|usar mis datos|guardar mis datos|\
      tratar mis datos|compartir mis datos|vender mis datos|rastrearme",
    ),
];

/// What is the visitor's.
const MINE: &str = "mis datos|mi informacion|mi historial|mis mensajes|mis conversaciones|\
    mi conversacion|esta conversacion|este chat|el chat|la conversacion|mi chat|\
    lo que he escrito|lo que he dicho|lo que os he contado|todo lo mio|my data|my personal data|\
    my information|my personal information|my details|my messages|my history|my chat|this chat|\
    this conversation|the conversation|my conversation|what i wrote|what i said|\
    everything about me|all about me";

/// After a no: what is not to be done with data.
const USES: &str = "guard*|almacen*|utili*|usar|uses|useis|usen|using|compart*|vend*|cedais|ceder|trat*|store|keep|use|sell|share|\
    process|collect|track";

/// And with what.
const USED: &str = "mis datos|mi informacion|my data|my personal data|my information|\
    my personal information";

/// Most words between a verb and what it is about: «borrad ahora mismo todos mis datos».
const GAP: usize = 4;

/// What says that something is not meant, or not to be done.
const NO: &str = "no|not|dont|nunca|never|sin|without";

/// Whether `text` asks for the visitor's rights over their data.
pub fn wants_privacy(text: &str) -> bool {
    let folded = fold(text);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.retain(|word| !word.is_empty());
    let mut bare = words.clone();
    bare.retain(|word| *word != "." && !is_one(word, PLEASANTRIES));
    if is_one(&bare.join(" "), ALONE) {
        return true;
    }
    // How many words ago there was a no.
    let mut since = GAP;
    for (at, word) in words.iter().enumerate() {
        let rest = |gap: usize| words.get(at + gap..).unwrap_or_default();
        let follows = |objects| (1..=GAP + 1).any(|gap| begins(rest(gap), objects));
        let is_pair = |(verbs, objects)| is_verb(word, verbs) && follows(objects);
        // «No borréis», but «I don't want you to keep».
        if since < GAP && is_pair((USES, USED))
            || since >= 2 && (begins(rest(0), PHRASES) || PAIRS.into_iter().any(is_pair))
        {
            return true;
        }
        since = if is_one(word, NO) { 0 } else { since + 1 };
    }
    false
}

/// Whether it is one of these.
fn is_one(words: &str, list: &str) -> bool {
    list.split('|').any(|own| own == words)
}

/// Lower case, without accents and apostrophes; the end of a sentence is a word, `.`: «sobre mí» ends
/// one, «sobre mi coche» goes on.
///
/// By ranges: Unicode's tables of cases and letters, which tell the same of Spanish and English, are
/// 13 KB. A letter of another script stays a letter, so that no phrase is read into its word.
fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars().chain(['.']) {
        match c {
            'á' | 'à' | 'â' | 'ä' | 'Á' | 'À' | 'Â' | 'Ä' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => folded.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'Ó' | 'Ò' | 'Ô' | 'Ö' => folded.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => folded.push('u'),
            'ñ' | 'Ñ' => folded.push('n'),
            '\'' | '’' | '\u{300}'..='\u{36f}' => {}
            '.' | ',' | ';' | ':' | '?' | '!' => folded.push_str(" . "),
            c if c.is_ascii_alphanumeric() => folded.push(c.to_ascii_lowercase()),
            c if c.is_ascii() || is_sign(c) => folded.push(' '),
            c => folded.push(c),
        }
    }
    folded
}

/// Whether it is beyond ASCII and no letter: Latin-1's signs, punctuation and symbols, what chooses
/// how an emoji looks, emoji.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '\u{ff00}'..='\u{ff0f}' | '\u{1f000}'..)
}

fn is_verb(word: &str, verbs: &str) -> bool {
    let is_done = ["ado", "ada", "ados", "adas", "ido"].iter().any(|end| word.ends_with(end));
    verbs.split('|').any(|verb| match verb.strip_suffix('*') {
        Some(stem) => word.starts_with(stem) && !is_done,
        None => word == verb,
    })
}

/// Whether the words begin with one of the phrases.
fn begins(words: &[&str], phrases: &str) -> bool {
    phrases.split('|').any(|phrase| {
        let mut rest = words.iter();
        phrase.split(' ').all(|own| rest.next() == Some(&own))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_for_their_rights_is_understood() {
        for text in [
            "baja",
            "BAJA",
            "Baja.",
            "Hola, quiero darme de baja, por favor",
            "quiero la baja",
            "Quiero borrar mis datos",
            "¡Borrad ahora mismo todos mis datos!",
            "borra este chat",
            "Bórrame, por favor",
            "¿Podéis eliminar mi información personal?",
            "elimina lo que he escrito",
            "Suprimid mis datos según el RGPD",
            "Retiro mi consentimiento",
            "quiero revocar el consentimiento que di",
            "¿Qué datos tenéis de mí?",
            "qué sabéis sobre mí",
            "Dime qué sabes de mí, por favor",
            "Quiero una copia de mis datos",
            "quiero descargar esta conversación",
            "ejerzo mi derecho de acceso",
            "derecho al olvido",
            "Me opongo al tratamiento de mis datos",
            "No quiero que guardéis mis datos",
            "no uséis mis datos para publicidad",
            "Dejad de usar mis datos",
            "¿Dónde está vuestra política de privacidad?",
            "quiero darme de baja de la newsletter",
            "privacidad",
            "stop",
            "STOP!",
            "please stop",
            "delete my data",
            "Please delete all of my personal data",
            "I want you to erase this conversation",
            "remove everything about me",
            "forget me",
            "unsubscribe",
            "I would like to opt out",
            "I withdraw my consent",
            "what data do you have about me?",
            "What do you know about me",
            "Can I download my data?",
            "send me a copy of my data",
            "don't sell my information",
            "Do not share my data with anyone",
            "stop using my data",
            "I don’t want you to keep my data",
            "right to be forgotten",
            "a subject access request, please",
            "GDPR",
            "Quiero borrar mis da\u{301}tos",
            "¡BÓRRAME!",
            "«Baja»…",
            "delete my data\u{1f64f}\u{fe0f}",
            "POLÍTICA\u{a0}DE PRIVACIDAD\u{2014}¿dónde?",
        ] {
            assert!(wants_privacy(text), "{text}");
        }
    }

    #[test]
    fn everyday_business_is_not_taken_for_it() {
        for text in [
            "",
            "hola",
            "bajaя",
            "čbaja",
            "quiero dar de baja la póliza de coche",
            "dar de baja la póliza de coche",
            "Quiero darme de baja del seguro del hogar",
            "estoy de baja médica",
            "¿Me cubre la baja laboral?",
            "¿Cuál es la tarifa más baja?",
            "vivo en la planta baja",
            "la prima baja cada año",
            "el suelo se baja por la humedad",
            "he tenido una baja por maternidad",
            "quiero borrar a un conductor de la póliza",
            "¿puedo eliminar la franquicia?",
            "He borrado mis datos del formulario sin querer",
            "he olvidado mis datos de acceso",
            "he perdido mi contraseña",
            "¿Cómo cambio mis datos de contacto?",
            "estos son mis datos: Ana, Madrid",
            "te mando mis datos",
            "¿necesitáis más información sobre mi coche?",
            "¿tenéis datos de mi póliza?",
            "os doy más datos de mi coche",
            "no borréis mis datos",
            "¿cancelo la póliza o la anulo?",
            "quiero cancelar la cita de mañana",
            "quiero retirar dinero",
            "¿puedo revocar un poder notarial?",
            "¿cuánto tarda la retirada del vehículo?",
            "¿cubre el robo del móvil?",
            "el coche no para de hacer ruido",
            "parar el coche en la autovía, ¿está cubierto?",
            "necesito una copia de la póliza",
            "quiero descargar el recibo",
            "¿dónde descargo la app?",
            "¿Se guarda el coche en un garaje?",
            "no guardo el coche en garaje",
            "el perito no me llamó",
            "the bus stop is in front of my house",
            "can I stop by your office?",
            "please stop the payment of my receipt",
            "my car won't stop",
            "does it cover non-stop flights?",
            "delete the second driver from my policy",
            "remove my car from the policy",
            "I forgot my password",
            "don't forget to call me",
            "don't delete my data",
            "I deleted my data by mistake",
            "forget it",
            "I want to cancel my policy",
            "withdraw money from my account",
            "can I have a copy of my policy?",
            "download the invoice",
            "what do you know about storms?",
            "the car was out of my sight, I opt for the cheaper one",
            "I store my bike in the garage",
            "is my data plan covered?",
        ] {
            assert!(!wants_privacy(text), "{text}");
        }
    }

    #[test]
    fn any_text_is_judged() {
        let long = "no borrad mis ".repeat(5_000);
        for text in ["💧", "\u{301}", "ß İ ŉ", " \n\t", long.as_str()] {
            assert!(!wants_privacy(text));
        }
    }

    /// Unicode's tables say the same of what Spanish and English are written with.
    #[test]
    fn letters_and_signs_are_told_apart_as_unicode_does() {
        let beyond = |c: &char| !('\u{300}'..='\u{36f}').contains(c) && !"’ªº".contains(*c);
        for c in ('\u{80}'..'\u{250}').chain('\u{2010}'..'\u{2070}').filter(beyond) {
            let is_number = matches!(c, '²' | '³' | '¹' | 'µ' | '¼'..='¾');
            assert_eq!(is_sign(c), !c.is_alphanumeric() || is_number, "{c}");
        }
    }
}
