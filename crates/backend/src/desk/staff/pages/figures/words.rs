//! What the figures' page says, in Spanish and in English.

use super::super::super::text::Text;

/// A sentence: Spanish, English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said(&'static str, &'static str);

impl Said {
    pub(super) fn of(self, text: &Text) -> &'static str {
        if text.lang == "es" { self.0 } else { self.1 }
    }
}

pub(super) const FIGURES: Said = Said("Cifras", "Figures");
pub(super) const LEAD: Said = Said(
    "Lo que pasa ahora y lo que ha pasado. Aquí no hay ninguna persona ni ninguna palabra de nadie.",
    "What happens now, and what has happened. No person is in it, and nobody’s words.",
);
pub(super) const SINCE: Said = Said(
    "Tiempos, mensajes y datos se cuentan desde que el servicio arrancó, hace",
    "Times, messages and data are counted from the desk’s start on, so long ago:",
);
pub(super) const SPAN: Said = Said("Periodo", "Time");
pub(super) const HOUR: Said = Said("Última hora", "Last hour");
pub(super) const DAY: Said = Said("Último día", "Last day");
pub(super) const PAUSE: Said = Said("Pausar", "Pause");
pub(super) const PAUSED: Said = Said("En pausa", "Paused");
pub(super) const GO_ON: Said = Said("Seguir en directo", "Go on live");
pub(super) const NOW: Said = Said("Ahora", "Now");
pub(super) const AN_HOUR_AGO: Said = Said("hace 1 h", "1 h ago");
pub(super) const A_DAY_AGO: Said = Said("hace 24 h", "24 h ago");
pub(super) const JUST_NOW: Said = Said("ahora", "now");

pub(super) const OPEN: Said = Said("Abiertas", "Open");
pub(super) const ACTIVE: Said = Said("Activas", "Active");
pub(super) const ACTIVE_HINT: Said = Said("últimos 15 min", "last 15 min");
pub(super) const TAKEN: Said = Said("Con una persona", "With a person");
pub(super) const WAITING: Said = Said("Esperando", "Waiting");
pub(super) const LONGEST: Said = Said("Espera más larga", "Longest wait");

pub(super) const OVER_TIME: Said = Said("Conversaciones y respuestas", "Conversations and answers");
pub(super) const MESSAGES: Said = Said("Mensajes recibidos", "Messages received");
pub(super) const WAITED: Said = Said("Esperando a una persona", "Waiting for a person");
pub(super) const BOT: Said = Said("Respuestas del asistente", "Answers of the assistant");
pub(super) const PEOPLE: Said = Said("Respuestas de personas", "Answers of people");
pub(super) const ANSWERS: Said = Said("Respuestas", "Answers");
pub(super) const HALF: Said = Said("La mitad, en", "Half within");
pub(super) const NINE: Said = Said("9 de cada 10, en", "9 of 10 within");
pub(super) const IN_ALL: Said = Said("En total", "In all");
pub(super) const AT_MOST: Said = Said("Como máximo", "At most");
pub(super) const MOST: Said = Said("Máximo:", "Most:");
pub(super) const SLOWEST: Said = Said("Mediana más lenta:", "Slowest median:");
pub(super) const NOTHING: Said = Said("Nada en este tiempo.", "Nothing in this time.");

pub(super) const CONSENT: Said = Said("Consentimiento por finalidad", "Consent, by purpose");
pub(super) const CONSENT_HINT: Said = Said(
    "Cuenta las decisiones que llegaron. Quien rechaza el primer aviso no envía nada, así que no está aquí.",
    "Decisions that arrived are counted. Who refuses the first notice sends nothing, and is not here.",
);
pub(super) const RATE: Said = Said("Aceptan", "Allow");
pub(super) const ASKED: Said = Said("Decisiones", "Decisions");
pub(super) const GIVEN: Said = Said("Aceptada", "Allowed");
pub(super) const REFUSED: Said = Said("Rechazada", "Refused");
pub(super) const WITHDRAWN: Said = Said("Retirada", "Withdrawn");

pub(super) const DATA: Said = Said("Datos personales detectados", "Personal data detected");
pub(super) const DATA_HINT: Said = Said(
    "En lo que llegó. Lo que el visitante tapó antes de enviar no llega, así que no está aquí.",
    "In what arrived. What the visitor masked before sending does not arrive, and is not here.",
);
pub(super) const NO_DATA: Said = Said("No se ha detectado nada.", "Nothing was detected.");
pub(super) const FOUND: Said = Said("En mensajes", "In messages");
pub(super) const FILLED: Said = Said("En formularios", "In forms");
pub(super) const MASKED: Said = Said("Tapado para el proveedor", "Masked for the provider");

pub(super) const FAILURES: Said = Said("Fallos", "Failures");
pub(super) const NO_FAILURES: Said = Said("Ninguno.", "None.");
pub(super) const TIMES: Said = Said("Veces", "Times");

/// What data is called, by its term.
const TERMS: &[(&str, Said)] = &[
    ("pd:Age", Said("Edad de un menor", "A child’s age")),
    ("pd:Authenticating", Said("Código o clave de acceso", "Access code or key")),
    ("pd:BankAccount", Said("Cuenta bancaria", "Bank account")),
    ("pd:Biometric", Said("Datos biométricos", "Biometric data")),
    ("pd:BirthDate", Said("Fecha de nacimiento", "Date of birth")),
    ("pd:Criminal", Said("Antecedentes penales", "Criminal record")),
    ("pd:EmailAddress", Said("Dirección de correo", "E-mail address")),
    ("pd:EthnicOrigin", Said("Origen étnico", "Ethnic origin")),
    ("pd:FinancialAccount", Said("Código de banco", "Bank code")),
    ("pd:FinancialAccountNumber", Said("Monedero de criptomonedas", "Crypto wallet")),
    ("pd:Genetic", Said("Datos genéticos", "Genetic data")),
    ("pd:Health", Said("Salud", "Health")),
    ("pd:IPAddress", Said("Dirección IP", "IP address")),
    ("pd:Identifying", Said("Número de cliente o de póliza", "Customer or policy number")),
    ("pd:MACAddress", Said("Dirección MAC", "MAC address")),
    ("pd:OfficialID", Said("Número de identidad o fiscal", "Identity or tax number")),
    ("pd:Passport", Said("Pasaporte", "Passport")),
    ("pd:Password", Said("Contraseña", "Password")),
    ("pd:PaymentCard", Said("Código de seguridad de tarjeta", "Card security code")),
    ("pd:PaymentCardExpiry", Said("Caducidad de tarjeta", "Card expiry")),
    ("pd:PaymentCardNumber", Said("Tarjeta de pago", "Payment card")),
    ("pd:PhysicalAddress", Said("Dirección postal", "Postal address")),
    ("pd:PoliticalOpinion", Said("Opinión política", "Political opinion")),
    ("pd:ReligiousBelief", Said("Religión", "Religion")),
    ("pd:Sexual", Said("Vida u orientación sexual", "Sex life or orientation")),
    ("pd:TelephoneNumber", Said("Teléfono", "Telephone number")),
    ("pd:TradeUnionMembership", Said("Afiliación sindical", "Union membership")),
    ("pd:VehicalLicenseRegistration", Said("Matrícula", "Number plate")),
    ("pd:Vehicle", Said("Número de bastidor", "Vehicle number")),
];

/// What has failed, by the end of its event's name.
const FAULTS: &[(&str, Said)] = &[
    ("archive", Said("Claves del archivo a punto de caducar", "Archive keys nearly over")),
    ("audit", Said("El registro de auditoría no está entero", "The audit log is not whole")),
    ("bot", Said("El asistente externo no contestó", "No answer from the assistant elsewhere")),
    ("chain", Said("Sobre fuera de su cadena", "Envelope out of its chain")),
    ("format", Said("Sobre ilegible", "Unreadable envelope")),
    ("open", Said("Sobre que no se abre", "Envelope that does not open")),
    ("receipt", Said("Recibo de consentimiento no válido", "Consent receipt that does not hold")),
    ("replay", Said("Sobre repetido", "Envelope that came before")),
    ("seal", Said("Respuesta que no se pudo cifrar", "Answer that could not be sealed")),
    ("signature", Said("Firma no válida", "Wrong signature")),
];

pub(super) fn term(text: &Text, term: &str) -> Option<&'static str> {
    find(TERMS, text, term)
}

pub(super) fn fault(text: &Text, kind: &str) -> Option<&'static str> {
    find(FAULTS, text, kind)
}

fn find(list: &[(&str, Said)], text: &Text, name: &str) -> Option<&'static str> {
    list.iter().find(|(own, _)| *own == name).map(|(_, said)| said.of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_data_and_every_failure_has_a_name() {
        let text = Text::of("es");
        for kind in sigilo_detect::Kind::ALL {
            assert!(term(text, kind.term()).is_some(), "{}", kind.term());
        }
        let events = include_str!("../../../../../../../docs/events.md");
        let kinds = events.split("`failure.").skip(1).filter_map(|rest| rest.split('`').next());
        assert!(kinds.clone().count() > 5);
        for kind in kinds {
            assert!(fault(text, kind).is_some(), "{kind}");
        }
    }
}
