use crate::{Kind, Scanner, Settings};

fn sure(text: &str) -> Vec<String> {
    let own = Scanner::new(Settings::for_locale("es")).scan(text);
    let own = own.into_iter().filter(|own| own.kind == Kind::Password && own.is_sure());
    own.map(|own| own.text(text).to_owned()).collect()
}

#[test]
fn passwords_and_pins_that_are_told_are_found() {
    for (text, secret) in [
        ("mi contraseña es hunter2", "hunter2"),
        ("password: hunter2", "hunter2"),
        ("la contraseña del banco es P@ssw0rd!", "P@ssw0rd!"),
        ("Contraseña: gatito", "gatito"),
        ("my password is dragon.", "dragon"),
        ("mi clave de acceso es Perro2020, gracias", "Perro2020"),
        ("clave 482193", "482193"),
        ("usuario ana / pass: S3gur0#x", "S3gur0#x"),
        ("contraseña \"tres tristes7\"", "tres tristes7"),
        ("pwd=abc123XYZ", "abc123XYZ"),
        ("password hunter2 doesn't work", "hunter2"),
        ("mi contrasena nueva es: Abc-1234", "Abc-1234"),
        ("Password for juan@gmail.com: qwerty99", "qwerty99"),
        ("the wifi password is 'MiCasa'", "MiCasa"),
        ("uso hunter2 como contraseña", "hunter2"),
        ("hunter2 is my password", "hunter2"),
        ("mi contra es lola1987", "lola1987"),
        ("mot de passe : soleil75", "soleil75"),
        ("mein Passwort ist geheim99", "geheim99"),
        ("la senha é azul2021", "azul2021"),
        ("mi password es $ecreto", "$ecreto"),
        ("contraseña:\nhunter2", "hunter2"),
        ("set my password to Nueva2024", "Nueva2024"),
        ("PIN 4821", "4821"),
        ("el pin de mi tarjeta es 4821", "4821"),
        ("my PIN is 123456", "123456"),
        ("PUK: 12345678", "12345678"),
        ("user ana pass Madrid2024", "Madrid2024"),
        ("contraseña 👉 Madrid2024", "Madrid2024"),
        ("mi clave bancaria es 482913", "482913"),
        ("mi número secreto es 9021", "9021"),
    ] {
        assert_eq!(sure(text), [secret], "{text}");
    }
}

#[test]
fn talk_about_passwords_is_left_alone() {
    for text in [
        "I forgot my password",
        "contraseña olvidada",
        "he olvidado mi contraseña 3 veces",
        "mi contraseña es incorrecta",
        "my password is wrong",
        "la contraseña debe tener 8 caracteres",
        "password must have 12 characters",
        "La contraseña del wifi es la misma",
        "¿Contraseña? No la recuerdo",
        "contraseña: ¿cómo la cambio?",
        "contraseña: ¿cuál?",
        "contraseña •••••• usuario99",
        "Contraseña: ********",
        "password: <password>",
        "password: xxxxxx",
        "cambié mi contraseña en 2024",
        "el restablecimiento de la contraseña tarda 24h",
        "palabra clave 20244",
        "estoy en contra de 2 cosas",
        "el enlace de la contraseña es https://example.com/r1",
        "no puedo entrar con mi contraseña, pedido 482913",
        "mi PIN no funciona",
        "me pide el pin, ¿qué hago?",
        "cambiar el PIN cuesta 4 euros",
        "mi pin lo cambié en 2024",
        "bus pass 2024",
        "the pin code 28013",
        "contraseña del iPhone15",
        "es la clave del éxito",
        "password reset",
        "mi contraseña ha caducado",
        "mi contraseña es fiable",
        "my password is outdated",
        "cambiar mi contraseña de usuario123",
        "clave 2024",
        "la contraseña, v2.3, no va",
        "I need a new password please",
        "la contraseña es obligatoria",
    ] {
        assert_eq!(sure(text), [""; 0], "{text}");
    }
}
