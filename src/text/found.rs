//! What personal data is called that was seen in what somebody writes, by its DPV term.

use super::Lang;

/// Term, Spanish, English.
const FOUND: &[(&str, &str, &str)] = &[
    ("pd:Age", "edad de un menor", "a child’s age"),
    ("pd:Authenticating", "código o clave de acceso", "access code or key"),
    ("pd:BankAccount", "cuenta bancaria", "bank account"),
    ("pd:Biometric", "datos biométricos", "biometric data"),
    ("pd:BirthDate", "fecha de nacimiento", "date of birth"),
    ("pd:Criminal", "antecedentes penales", "criminal record"),
    ("pd:EmailAddress", "dirección de correo", "e-mail address"),
    ("pd:EthnicOrigin", "origen étnico", "ethnic origin"),
    ("pd:FinancialAccount", "código de banco", "bank code"),
    ("pd:FinancialAccountNumber", "monedero de criptomonedas", "crypto wallet"),
    ("pd:Genetic", "datos genéticos", "genetic data"),
    ("pd:Health", "salud", "health"),
    ("pd:IPAddress", "dirección IP", "IP address"),
    ("pd:Identifying", "número de cliente", "customer number"),
    ("pd:Insurance", "número de póliza", "policy number"),
    ("pd:MACAddress", "dirección MAC", "MAC address"),
    ("pd:OfficialID", "número de identidad o fiscal", "identity or tax number"),
    ("pd:Passport", "pasaporte", "passport"),
    ("pd:Password", "contraseña", "password"),
    ("pd:PaymentCard", "código de seguridad de tarjeta", "card security code"),
    ("pd:PaymentCardExpiry", "caducidad de tarjeta", "card expiry"),
    ("pd:PaymentCardNumber", "tarjeta de pago", "payment card"),
    ("pd:PhysicalAddress", "dirección postal", "postal address"),
    ("pd:PoliticalOpinion", "opinión política", "political opinion"),
    ("pd:ReligiousBelief", "religión", "religion"),
    ("pd:Sexual", "vida u orientación sexual", "sex life or orientation"),
    ("pd:TelephoneNumber", "teléfono", "telephone number"),
    ("pd:TradeUnionMembership", "afiliación sindical", "union membership"),
    ("pd:VehicalLicenseRegistration", "matrícula", "number plate"),
    ("pd:Vehicle", "número de bastidor", "vehicle number"),
];

impl Lang {
    /// What data of a term is called.
    pub fn found(self, term: &str) -> Option<&'static str> {
        let (_, es, en) = FOUND.iter().find(|(own, ..)| *own == term)?;
        Some(match self {
            Self::Es => es,
            Self::En => en,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_can_be_found_has_a_name_in_both_languages() {
        for kind in sigilo_detect::Kind::ALL {
            for lang in [Lang::Es, Lang::En] {
                let name = lang.found(kind.term());
                assert!(name.is_some_and(|name| !name.is_empty()), "{}", kind.name());
            }
        }
    }
}
