//! Words that say which identifier a number is.
//!
//! Words that mean something else in another language (`pan`, `sin`, `fin`, `run`) are here in phrases
//! only.

use crate::{
    Kind::{self, *},
    cues::Cue,
};

/// Who has a DNI, without its letter or country.
const DNI: &[Kind] = &[EsNif, EsNie, ArDni, PeDni];
const NIF: &[Kind] = &[EsNif, EsNie, EsCif, PtNif];
const IDENTITY: &[Kind] =
    &[EsNif, EsNie, ArDni, PeDni, CoCedula, ClRut, ItFiscalCode, TrNationalId, ThTnin, ZaIdNumber];
const COMPANY: &[Kind] = &[EsCif, SeOrganisationsnummer];
const LICENCE: &[Kind] = &[UsDriverLicense, UkDrivingLicence];
const TAX: &[Kind] = &[UsItin, UsSsn, DeTaxId, AuTfn, CoNit, PeRuc, ArCuit];
const SOCIAL: &[Kind] = &[EsSocialSecurity, UsSsn];

pub(in crate::families) const CUES: &[Cue] = &[
    ("dni|d n i|documento nacional", DNI),
    (
        "documento de identidad|numero de documento|mi documento|n documento|carnet de identidad|cedula de identidad|numero de identidad|\
         national id|identity card|identity number|id card",
        IDENTITY,
    ),
    ("nif|n i f|identificacion fiscal", NIF),
    ("nie|n i e|extranjero", &[EsNie]),
    ("cif|c i f", &[EsCif]),
    (
        "empresa|a nombre de|facturar a|datos fiscales|company|razon social|sociedad|s l|sl|slu|s a",
        COMPANY,
    ),
    ("seguro social|social security|ss", SOCIAL),
    ("seguridad social|afiliacion|nuss|naf", &[EsSocialSecurity]),
    ("ssn|s s n|my social|soc sec|ss number|social number", &[UsSsn]),
    ("contribuinte|nipc", &[PtNif]),
    ("numero fiscal", &[PtNif, DeTaxId]),
    ("nir|insee|secu|carte vitale|securite sociale", &[FrNir]),
    ("codice fiscale|cod fiscale|fiscal code", &[ItFiscalCode]),
    ("partita iva|p iva|piva", &[ItVatCode]),
    ("vat", &[ItVatCode, DeVatId, PtNif, EsCif]),
    (
        "steuer|steuerid|steuerliche|identifikationsnummer|steueridentifikationsnummer|steuernummer|steueridnr|idnr",
        &[DeTaxId],
    ),
    ("tin|tax id|tax number|tax identification|taxpayer", TAX),
    ("itin|individual taxpayer", &[UsItin]),
    ("ust", &[DeVatId]),
    ("sozialversicherungsnummer|rentenversicherungsnummer", &[DeSocialSecurity]),
    (
        "krankenversichertennummer|versichertennummer|krankenkasse|kvnr|gesundheitskarte|krankenversicherung|egk|health insurance number",
        &[DeHealthInsurance],
    ),
    ("nhs|national health", &[UkNhs]),
    ("national insurance|nino|ni number|ni no", &[UkNino]),
    ("pesel", &[PlPesel]),
    ("henkilotunnus|henkilotunnukseni|hetu|sotu", &[FiPersonalIdentityCode]),
    ("personnummer|personnr|pnr|personal number|samordningsnummer", &[SePersonnummer]),
    (
        "organisationsnummer|orgnummer|bolagets|orgnr|org nummer|org nr|org number|foretag",
        &[SeOrganisationsnummer],
    ),
    ("kimlik|tckn|turkish id|turkish identity", &[TrNationalId]),
    (
        "driver license|drivers license|driver s license|driver licence|drivers licence|\
         driver s licence|driving license|driving licence|licencia de conducir|licencia de conductor|\
         licencia de manejo",
        LICENCE,
    ),
    ("dl number|dl no|dln|state id", &[UsDriverLicense]),
    ("mbi", &[UsMbi]),
    ("medicare", &[AuMedicare, UsMbi]),
    ("npi|provider", &[UsNpi]),
    (
        "social insurance|assurance sociale|my sin|your sin|s sin|the sin|s i n|sin number|sin no|sin card|sin is|\
         canadian sin|nas",
        &[CaSin],
    ),
    ("cpf|c p f", &[BrCpf]),
    ("cnpj", &[BrCnpj]),
    ("curp", &[MxCurp]),
    ("rfc|r f c", &[MxRfc]),
    ("cuit|cuil|c u i t", &[ArCuit]),
    ("rut|r u t|mi run|run es", &[ClRut]),
    ("cedula|cc|c c|ciudadania", &[CoCedula]),
    ("nit|n i t", &[CoNit]),
    ("ruc|r u c", &[PeRuc]),
    ("aadhaar|aadhar|adhaar|adhar|uidai", &[InAadhaar]),
    ("my pan|pan card|pan number|pan no|permanent account", &[InPan]),
    ("gstin|gst", &[InGstin]),
    ("tfn|t f n|tax file", &[AuTfn]),
    ("abn|a b n|business number", &[AuAbn]),
    ("acn|a c n|company number", &[AuAcn]),
    ("nric|fin number|fin no", &[SgNricFin]),
    ("rrn|resident registration", &[KrRrn]),
    ("thai id|thai national|tnin", &[ThTnin]),
    ("south african id|sa id", &[ZaIdNumber]),
    ("nin", &[NgNin]),
];
