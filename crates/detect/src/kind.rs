//! What can be found: one table of kinds, each with its name, its DPV term and its nature.

use crate::list::{WHOLE, number};

/// What a kind is, beside its name: whether it may be shown again, or is asked for apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Identifies or reaches somebody.
    Personal,
    /// Pays, or opens: whoever reads it can use it.
    Secret,
    /// A special category (Art. 9 GDPR), a criminal record (Art. 10), or a child.
    Special,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal $term:literal $nature:ident;)*) => {
        /// What was found.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// What is left of the numbers of their names.
            const NUMBERS: &[u16] = &[$(number(WHOLE, $name.as_bytes()) as u16),*];

            /// Its name, as findings, policies and docs/detector.md have it.
            pub fn name(self) -> &'static str {
                nth(concat!($($name, " "),*), self)
            }

            /// The one term of DPV 2.3 that it is data of: what a purpose has to list for it to be covered.
            pub fn term(self) -> &'static str {
                nth(concat!($($term, " "),*), self)
            }

            /// What it is beside its name.
            pub const fn nature(self) -> Nature {
                match self { $(Self::$kind => Nature::$nature),* }
            }
        }
    };
}

/// What a list, with a space after each, says of a kind: a third of the bytes of a table.
fn nth(list: &'static str, kind: Kind) -> &'static str {
    let (mut left, mut from) = (kind as usize, 0);
    for (at, sign) in list.bytes().enumerate() {
        if sign == b' ' {
            if left == 0 {
                return list.get(from..at).unwrap_or_default();
            }
            left -= 1;
            from = at + 1;
        }
    }
    ""
}

kinds! {
    /// The number of a payment card (ISO/IEC 7812).
    CreditCard "credit_card" "pd:PaymentCardNumber" Secret;
    /// Until when a card is good.
    CardExpiry "card_expiry" "pd:PaymentCardExpiry" Secret;
    /// The security code of a card.
    CardCode "card_code" "pd:PaymentCard" Secret;
    /// An International Bank Account Number (ISO 13616).
    IbanCode "iban_code" "pd:BankAccount" Personal;
    /// A Business Identifier Code (ISO 9362).
    BicCode "bic_code" "pd:FinancialAccount" Personal;
    /// A routing number of a bank in the United States.
    AbaRoutingNumber "aba_routing_number" "pd:BankAccount" Personal;
    /// An account number of a bank in the United States.
    UsBankNumber "us_bank_number" "pd:BankAccount" Personal;
    /// The address of a wallet of a crypto currency.
    Crypto "crypto" "pd:FinancialAccountNumber" Personal;
    /// An e-mail address.
    EmailAddress "email_address" "pd:EmailAddress" Personal;
    /// A telephone number.
    PhoneNumber "phone_number" "pd:TelephoneNumber" Personal;
    /// An address of the Internet Protocol, version 4 or 6.
    IpAddress "ip_address" "pd:IPAddress" Personal;
    /// An address of a network card.
    MacAddress "mac_address" "pd:MACAddress" Personal;
    /// A link that carries a password, a token or a key.
    UrlCredentials "url_credentials" "pd:Authenticating" Secret;
    /// A postal address: street and number, and postcode or town where they are told.
    PostalAddress "postal_address" "pd:PhysicalAddress" Personal;
    /// A date of birth.
    DateOfBirth "date_of_birth" "pd:BirthDate" Personal;
    /// The number of a passport, of whichever country.
    Passport "passport" "pd:Passport" Personal;
    /// Spain: DNI, NIF.
    EsNif "es_nif" "pd:OfficialID" Personal;
    /// Spain: NIE of foreigners.
    EsNie "es_nie" "pd:OfficialID" Personal;
    /// Spain: NIF of companies and other bodies, formerly CIF.
    EsCif "es_cif" "pd:OfficialID" Personal;
    /// Spain: social security number.
    EsSocialSecurity "es_social_security" "pd:OfficialID" Personal;
    /// Portugal: NIF.
    PtNif "pt_nif" "pd:OfficialID" Personal;
    /// France: NIR, the social security number.
    FrNir "fr_nir" "pd:OfficialID" Personal;
    /// Italy: codice fiscale.
    ItFiscalCode "it_fiscal_code" "pd:OfficialID" Personal;
    /// Germany: Steuer-Identifikationsnummer.
    DeTaxId "de_tax_id" "pd:OfficialID" Personal;
    /// United Kingdom: number of the National Health Service.
    UkNhs "uk_nhs" "pd:OfficialID" Personal;
    /// United Kingdom: National Insurance number.
    UkNino "uk_nino" "pd:OfficialID" Personal;
    /// Poland: PESEL.
    PlPesel "pl_pesel" "pd:OfficialID" Personal;
    /// Finland: henkilötunnus.
    FiPersonalIdentityCode "fi_personal_identity_code" "pd:OfficialID" Personal;
    /// Sweden: personnummer.
    SePersonnummer "se_personnummer" "pd:OfficialID" Personal;
    /// United States: Social Security number.
    UsSsn "us_ssn" "pd:OfficialID" Personal;
    /// United States: Individual Taxpayer Identification Number.
    UsItin "us_itin" "pd:OfficialID" Personal;
    /// United States: driver licence.
    UsDriverLicense "us_driver_license" "pd:OfficialID" Personal;
    /// Canada: Social Insurance Number.
    CaSin "ca_sin" "pd:OfficialID" Personal;
    /// Brazil: CPF.
    BrCpf "br_cpf" "pd:OfficialID" Personal;
    /// Brazil: CNPJ of companies.
    BrCnpj "br_cnpj" "pd:OfficialID" Personal;
    /// Mexico: CURP.
    MxCurp "mx_curp" "pd:OfficialID" Personal;
    /// Mexico: RFC.
    MxRfc "mx_rfc" "pd:OfficialID" Personal;
    /// Argentina: CUIT, CUIL.
    ArCuit "ar_cuit" "pd:OfficialID" Personal;
    /// Argentina: DNI.
    ArDni "ar_dni" "pd:OfficialID" Personal;
    /// Chile: RUT, RUN.
    ClRut "cl_rut" "pd:OfficialID" Personal;
    /// Colombia: cédula de ciudadanía.
    CoCedula "co_cedula" "pd:OfficialID" Personal;
    /// Colombia: NIT.
    CoNit "co_nit" "pd:OfficialID" Personal;
    /// Peru: DNI.
    PeDni "pe_dni" "pd:OfficialID" Personal;
    /// Peru: RUC.
    PeRuc "pe_ruc" "pd:OfficialID" Personal;
    /// India: Aadhaar.
    InAadhaar "in_aadhaar" "pd:OfficialID" Personal;
    /// India: PAN.
    InPan "in_pan" "pd:OfficialID" Personal;
    /// Australia: Tax File Number.
    AuTfn "au_tfn" "pd:OfficialID" Personal;
    /// Australia: Business Number.
    AuAbn "au_abn" "pd:OfficialID" Personal;
    /// Australia: Company Number.
    AuAcn "au_acn" "pd:OfficialID" Personal;
    /// Australia: Medicare number.
    AuMedicare "au_medicare" "pd:OfficialID" Personal;
    /// Singapore: NRIC, FIN.
    SgNricFin "sg_nric_fin" "pd:OfficialID" Personal;
    /// Germany: insurance number of the pension scheme.
    DeSocialSecurity "de_social_security" "pd:OfficialID" Personal;
    /// Germany: insurance number of health.
    DeHealthInsurance "de_health_insurance" "pd:OfficialID" Personal;
    /// Germany: VAT number.
    DeVatId "de_vat_id" "pd:OfficialID" Personal;
    /// Italy: VAT number (partita IVA).
    ItVatCode "it_vat_code" "pd:OfficialID" Personal;
    /// Sweden: organisationsnummer of companies.
    SeOrganisationsnummer "se_organisationsnummer" "pd:OfficialID" Personal;
    /// United Kingdom: driving licence.
    UkDrivingLicence "uk_driving_licence" "pd:OfficialID" Personal;
    /// Turkey: T.C. Kimlik No.
    TrNationalId "tr_national_id" "pd:OfficialID" Personal;
    /// Korea: resident registration number.
    KrRrn "kr_rrn" "pd:OfficialID" Personal;
    /// Thailand: national identity number.
    ThTnin "th_tnin" "pd:OfficialID" Personal;
    /// South Africa: identity number.
    ZaIdNumber "za_id_number" "pd:OfficialID" Personal;
    /// Nigeria: NIN.
    NgNin "ng_nin" "pd:OfficialID" Personal;
    /// United States: Medicare Beneficiary Identifier.
    UsMbi "us_mbi" "pd:OfficialID" Personal;
    /// United States: National Provider Identifier.
    UsNpi "us_npi" "pd:OfficialID" Personal;
    /// India: GSTIN, which has the PAN in it.
    InGstin "in_gstin" "pd:OfficialID" Personal;
    /// The plate of a vehicle.
    VehiclePlate "vehicle_plate" "pd:VehicalLicenseRegistration" Personal;
    /// A Vehicle Identification Number (ISO 3779).
    Vin "vin" "pd:Vehicle" Personal;
    /// A number of the site's own: policy, claim, customer. Its term is told by the policy's pattern.
    Site "site" "pd:Identifying" Personal;
    /// A password or PIN that is told as such.
    Password "password" "pd:Password" Secret;
    /// A code for one use.
    OneTimeCode "one_time_code" "pd:Authenticating" Secret;
    /// A key or token of a service.
    ApiKey "api_key" "pd:Authenticating" Secret;
    /// A private key.
    PrivateKey "private_key" "pd:Authenticating" Secret;
    /// Health: conditions, medicines, treatments, disability.
    Health "health" "pd:Health" Special;
    /// Religion or philosophical belief.
    Religion "religion" "pd:ReligiousBelief" Special;
    /// Membership of a trade union.
    Union "union" "pd:TradeUnionMembership" Special;
    /// Political opinion.
    Politics "politics" "pd:PoliticalOpinion" Special;
    /// Racial or ethnic origin.
    EthnicOrigin "ethnic_origin" "pd:EthnicOrigin" Special;
    /// Sex life or sexual orientation.
    SexualLife "sexual_life" "pd:Sexual" Special;
    /// Biometric data.
    Biometric "biometric" "pd:Biometric" Special;
    /// Genetic data.
    Genetic "genetic" "pd:Genetic" Special;
    /// Convictions and offences (Art. 10 GDPR).
    CriminalRecord "criminal_record" "pd:Criminal" Special;
    /// The writer, or whom they write about, is a child.
    Minor "minor" "pd:Age" Special;
}

impl Kind {
    /// The kind of a name. A name that is none may be taken for one, one in 800: names are compared by sixteen bits,
    /// which a build that shows none has in place of them. Compare with [`name`](Self::name) what has to be sure.
    pub fn from_name(name: &str) -> Option<Self> {
        let own = number(WHOLE, name.as_bytes()) as u16;
        let place = Self::NUMBERS.iter().position(|number| *number == own)?;
        Self::ALL.get(place).copied()
    }
}
