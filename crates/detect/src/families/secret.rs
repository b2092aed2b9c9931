//! What opens: passwords, codes for one use, keys and tokens, private keys.

mod code;
mod key;
mod password;
mod pem;
mod phrase;
mod value;

use crate::{Kind, cues::Cue, found::Found, reading::Reading, scene::Scene};

const PASSWORD: &[Kind] = &[Kind::Password];
const CODE: &[Kind] = &[Kind::OneTimeCode];
const KEY: &[Kind] = &[Kind::ApiKey];
const EITHER: &[Kind] = &[Kind::ApiKey, Kind::OneTimeCode];
const PRIVATE: &[Kind] = &[Kind::PrivateKey];

pub(super) const CUES: &[Cue] = &[
    ("clave", PASSWORD),
    ("claves", PASSWORD),
    ("contra", PASSWORD),
    ("contrasena", PASSWORD),
    ("contrasenas", PASSWORD),
    ("contrasenia", PASSWORD),
    ("contrasna", PASSWORD),
    ("contrsena", PASSWORD),
    ("contraseya", PASSWORD),
    ("contasena", PASSWORD),
    ("contrasenya", PASSWORD),
    ("kennwort", PASSWORD),
    ("mdp", PASSWORD),
    ("mot de passe", PASSWORD),
    ("numero secreto", PASSWORD),
    ("palavra passe", PASSWORD),
    ("parola d ordine", PASSWORD),
    ("pass", PASSWORD),
    ("passcode", PASSWORD),
    ("passphrase", PASSWORD),
    ("passord", PASSWORD),
    ("passowrd", PASSWORD),
    ("passwd", PASSWORD),
    ("passwor", PASSWORD),
    ("pssword", PASSWORD),
    ("password", PASSWORD),
    ("passwords", PASSWORD),
    ("passwort", PASSWORD),
    ("passwrod", PASSWORD),
    ("pasword", PASSWORD),
    ("pin", PASSWORD),
    ("psw", PASSWORD),
    ("puk", PASSWORD),
    ("pwd", PASSWORD),
    ("pw", PASSWORD),
    ("senha", PASSWORD),
    ("2fa", CODE),
    ("auth code", CODE),
    ("authentication code", CODE),
    ("bestatigungscode", CODE),
    ("clave de firma", CODE),
    ("clave de un solo uso", CODE),
    ("clave sms", CODE),
    ("codi de verificacio", CODE),
    ("code de verification", CODE),
    ("codice di verifica", CODE),
    ("codigo bizum", CODE),
    ("codigo de acceso", CODE),
    ("codigo de bizum", CODE),
    ("codigo de whatsapp", CODE),
    ("codigo de autenticacion", CODE),
    ("codigo de autorizacion", CODE),
    ("codigo de confirmacion", CODE),
    ("codigo de firma", CODE),
    ("codigo de seguridad", CODE),
    ("codigo de un solo uso", CODE),
    ("codigo de verificacion", CODE),
    ("codigo de verificacao", CODE),
    ("codigo del sms", CODE),
    ("codigo que me ha llegado", CODE),
    ("codigo que me llego", CODE),
    ("codigo sms", CODE),
    ("codigo temporal", CODE),
    ("codigo verificacion", CODE),
    ("confirmation code", CODE),
    ("login code", CODE),
    ("mfa", CODE),
    ("one time code", CODE),
    ("one time passcode", CODE),
    ("one time password", CODE),
    ("one time pin", CODE),
    ("otp", CODE),
    ("passcode", CODE),
    ("security code", CODE),
    ("sms code", CODE),
    ("totp", CODE),
    ("verification code", CODE),
    ("token", EITHER),
    ("access key", KEY),
    ("access token", KEY),
    ("api key", KEY),
    ("api token", KEY),
    ("apikey", KEY),
    ("app secret", KEY),
    ("auth token", KEY),
    ("authorization basic", KEY),
    ("bearer", KEY),
    ("clave api", KEY),
    ("clave de api", KEY),
    ("clave de la api", KEY),
    ("clave secreta", KEY),
    ("client secret", KEY),
    ("llave api", KEY),
    ("llave de api", KEY),
    ("refresh token", KEY),
    ("secret", KEY),
    ("secret access key", KEY),
    ("secret key", KEY),
    ("signing secret", KEY),
    ("webhook secret", KEY),
    ("clave privada", PRIVATE),
    ("llave privada", PRIVATE),
    ("private key", PRIVATE),
    ("privatekey", PRIVATE),
    ("frase de recuperacion", PRIVATE),
    ("frase semilla", PRIVATE),
    ("mnemonic", PRIVATE),
    ("palabras semilla", PRIVATE),
    ("recovery phrase", PRIVATE),
    ("secret phrase", PRIVATE),
    ("seed phrase", PRIVATE),
];

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    key::look(scene, at, found);
    pem::look(scene, at, found);
    let says = |kind| scene.said.by(at).is_some_and(|kinds| kinds.has(kind));
    if says(Kind::Password) {
        password::look(scene, at, found);
    }
    if says(Kind::OneTimeCode) {
        code::look(scene, at, found);
    } else {
        code::look_plain(scene, at, found);
    }
    if says(Kind::ApiKey) || says(Kind::PrivateKey) {
        let kind = if says(Kind::ApiKey) { Kind::ApiKey } else { Kind::PrivateKey };
        key::look_told(scene, at, kind, found);
    }
    if says(Kind::PrivateKey) {
        phrase::look(scene, at, found);
    }
}
