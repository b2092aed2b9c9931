//! Codes for one use.

use super::value::{self, Value};
use crate::{
    Kind,
    found::{Found, Strength},
    list::{are_all, count_digits},
    lists,
    scene::Scene,
};

/// Looks from the word for such a code on.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let fits = if scene.is_word(at, "token") { fits_token } else { fits };
    if let Some(own) = value::after(scene, at, fits) {
        found.told(Kind::OneTimeCode, whole(scene, &own), Strength::Likely);
    }
}

/// Looks for "código: 482913", where nothing says what code, and for "482913 es tu código de …".
pub(super) fn look_plain(scene: &Scene<'_>, at: usize, found: &mut Found) {
    if scene.is_in(at, lists::CODES) {
        let Some(own) = value::after(scene, at, fits) else { return };
        let is_six = size(scene, &own) == 6;
        // Between the word and the value there is the verb only: any other word tells what code it is.
        let is_right_after = is_six && own.is_linked && own.distance <= 2;
        let is_sent = || is_sent(scene, at) && (own.is_linked || is_six && own.distance == 1);
        if is_right_after || is_sent() {
            found.told(Kind::OneTimeCode, whole(scene, &own), Strength::Hint);
        }
        return;
    }
    let Some(token) = scene.number(at) else {
        return;
    };
    let verb = halves(scene, at) + 1;
    let is_code = verb > at + 1 || matches!(token.len(), 4..=8);
    let is_before = is_code && scene.is_in(verb, lists::IS) && scene.is_gap(verb, "_");
    let (from, to) = scene.span(at, verb - 1);
    if is_before
        && scene.has_cue(verb + 1, verb + 5, Kind::OneTimeCode)
        && !scene.is_other(from, to)
    {
        found.told(Kind::OneTimeCode, (from, to), Strength::Likely);
    }
}

fn size(scene: &Scene<'_>, own: &Value) -> usize {
    let (from, to) = whole(scene, own);
    // `G-193847`
    let signs = match scene.plain.part(from, to) {
        [b'A'..=b'Z', b'-', signs @ ..] | signs => signs,
    };
    let is_code = are_all(signs, b"0123456789 -");
    let after = [scene.plain.sign(to), scene.plain.sign(to + 1)];
    let goes_on = matches!(after, [b'.' | b',' | b'/' | b'-' | b':', b'0'..=b'9']);
    let is_right = is_code && !goes_on && !scene.is_other(from, to);
    if is_right { count_digits(signs) } else { 0 }
}

fn fits(scene: &Scene<'_>, own: &Value) -> bool {
    let before = own.token.saturating_sub(1);
    let is_year = scene.is_in(before, lists::PIN_OF) && own.to - own.from == 4;
    matches!(size(scene, own), 4..=8) && !is_year && (own.is_linked || own.distance <= 6)
}

fn fits_token(scene: &Scene<'_>, own: &Value) -> bool {
    matches!(size(scene, own), 6..=8) && (own.is_linked || own.distance == 1)
}

/// Whether words near by say that a code came to a telephone.
fn is_sent(scene: &Scene<'_>, at: usize) -> bool {
    !scene.is_word(at, "sms") && scene.has_word(at.saturating_sub(5), at + 6, lists::CODE_SENT)
}

/// The whole of a code in two threes: `482 913`, `482-913`.
fn whole(scene: &Scene<'_>, own: &Value) -> (usize, usize) {
    match halves(scene, own.token) {
        last if last > own.token => scene.span(own.token, last),
        _ => own.span(),
    }
}

/// The second of two threes, or the token itself.
fn halves(scene: &Scene<'_>, token: usize) -> usize {
    let is_three = |token: usize| scene.number(token).is_some_and(|own| own.len() == 3);
    let is_two = is_three(token) && is_three(token + 1) && scene.is_gap(token + 1, "_ -");
    token + usize::from(is_two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("es")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == Kind::OneTimeCode && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn codes_that_are_told_are_found() {
        for (text, code) in [
            ("código SMS 482913", "482913"),
            ("OTP 123456", "123456"),
            ("mi código de verificación es 482 913", "482 913"),
            ("your verification code is 482-913.", "482-913"),
            ("el código que me ha llegado es 7731", "7731"),
            ("the code is 482913", "482913"),
            ("código: 482913", "482913"),
            ("482913 is your verification code", "482913"),
            ("482-913 is your verification code", "482-913"),
            ("the code they texted me is 48291377", "48291377"),
            ("482913 es tu código de confirmación", "482913"),
            ("2FA: 991204", "991204"),
            ("el token es 48291377", "48291377"),
            ("code de vérification : 482913", "482913"),
            ("one-time password 482913", "482913"),
            ("me llegó el código 482913 por SMS", "482913"),
            ("el SMS dice 482913", "482913"),
            ("el código bizum es 482913", "482913"),
            ("your verification code is G-482913", "G-482913"),
            ("clave dinámica 482913", "482913"),
            ("código de seguridad 482913", "482913"),
            ("220981 es el código que recibí", "220981"),
            ("el código que me enviaron es 2210", "2210"),
            ("the code you sent is 4829", "4829"),
            ("access code 440912", "440912"),
        ] {
            assert_eq!(sure(text), [code], "{text}");
        }
    }

    #[test]
    fn other_codes_are_left_alone() {
        for text in [
            "código postal 28013",
            "mi código de cliente es 482913",
            "código de descuento 482913",
            "el código del producto es 482913",
            "código de error: 482913",
            "no me llega el código SMS, pedido 482913",
            "code 482913",
            "el código de verificación caduca en 5 minutos",
            "OTP expired at 12:30",
            "el código es 12/05/2024",
            "código de verificación del pedido 482913",
            "verification code for order 482913",
            "el código es 482913,50 €",
        ] {
            assert_eq!(sure(text), [""; 0], "{text}");
        }
    }
}
