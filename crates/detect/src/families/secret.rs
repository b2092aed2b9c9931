//! What opens: passwords, codes for one use, keys and tokens, private keys.

mod code;
mod key;
mod password;
mod pem;
mod value;

use crate::{Kind, cues::Cue, found::Found, reading::Reading, scene::Scene};

const PASSWORD: &[Kind] = &[Kind::Password];
const CODE: &[Kind] = &[Kind::OneTimeCode];
const KEY: &[Kind] = &[Kind::ApiKey];
const EITHER: &[Kind] = &[Kind::ApiKey, Kind::OneTimeCode];
const PRIVATE: &[Kind] = &[Kind::PrivateKey];

pub(super) const CUES: &[Cue] = &[
    (
        "clave|claves|contra|contrasena|contrasenas|contrasenia|contrasna|contrsena|contraseya|\
        contasena|contrasenya|kennwort|mdp|mot de passe|numero secreto|palavra passe|\
        parola d ordine|pass|passcode|passphrase|passord|passowrd|passwd|passwor|pssword|psswd|\
        password|passwords|passwort|passwrod|pasword|pin|psw|puk|pwd|pw|senha",
        PASSWORD,
    ),
    (
        "2fa|auth code|authentication code|bestatigungscode|clave de firma|clave de un solo uso|\
        clave sms|codi de verificacio|code de verification|codice di verifica|codigo bizum|\
        codigo de acceso|codigo de bizum|codigo de whatsapp|codigo de autenticacion|\
        codigo de autorizacion|codigo de confirmacion|codigo de firma|codigo de seguridad|\
        codigo de un solo uso|codigo de verificacion|codigo de verificacao|codigo del sms|\
        codigo que me ha llegado|codigo que me llego|codigo sms|codigo temporal|\
        codigo verificacion|confirmation code|login code|mfa|one time code|one time passcode|\
        one time password|one time pin|otp|passcode|security code|sms code|totp|\
        verification code",
        CODE,
    ),
    ("token", EITHER),
    (
        "access key|access token|api key|api token|apikey|app secret|auth token|\
        authorization basic|bearer|clave api|clave de api|clave de la api|clave secreta|\
        client secret|llave api|llave de api|refresh token|secret|secret access key|secret key|\
        signing secret|webhook secret",
        KEY,
    ),
    ("clave privada|llave privada|private key|privatekey", PRIVATE),
];

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    key::look(scene, at, found);
    pem::look(scene, at, found);
    // The value of something is no name of something: token=token=…
    let before = scene.tokens.get(at).map_or(0, |own| scene.plain.before(own.from as usize));
    if matches!(before, b'=' | b':') {
        return;
    }
    let says = |kind| scene.says(at, kind);
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
}
