//! What the pages say, in Spanish and in English.

use axum::http::{HeaderMap, header};

use super::Role;

macro_rules! texts {
    ($($name:ident: $spanish:literal, $english:literal;)*) => {
        /// The sentences of one language.
        #[derive(Debug)]
        pub(super) struct Text {
            pub(super) lang: &'static str,
            $(pub(super) $name: &'static str,)*
        }

        static SPANISH: Text = Text { lang: "es", $($name: $spanish,)* };
        static ENGLISH: Text = Text { lang: "en", $($name: $english,)* };
    };
}

texts! {
    desk: "Mesa de atención", "Service desk";
    skip: "Ir al contenido", "Skip to the content";
    talks: "Conversaciones", "Conversations";
    access: "Accesos", "Access record";
    accounts: "Cuentas", "Accounts";
    me: "Mi cuenta", "My account";
    sign_out: "Salir", "Sign out";
    sign_in: "Entrar", "Sign in";
    sign_in_lead: "Para el personal. Cada acceso queda anotado.", "For staff. Every access is recorded.";
    name: "Nombre de usuario", "User name";
    password: "Contraseña", "Password";
    code: "Código de verificación", "Verification code";
    code_hint: "Seis cifras de tu aplicación, o un código de recuperación.", "Six digits from your app, or a recovery code.";
    provider: "Entrar con la cuenta de la empresa", "Sign in with the company account";
    wrong: "El nombre, la contraseña o el código no son correctos.", "Name, password or code are not right.";
    too_many: "Demasiadas peticiones desde aquí sin iniciar sesión. Prueba dentro de un minuto.", "Too many requests from here without signing in. Try again in a minute.";
    wait: "Demasiados intentos. Espera antes de probar de nuevo; segundos que faltan:", "Too many attempts. Wait before you try again; seconds left:";
    not_known: "El proveedor te reconoce, pero aquí no tienes cuenta. Pídesela a la administración.", "The provider knows you, but you have no account here. Ask an administrator for one.";
    provider_failed: "No se ha podido entrar con el proveedor. Vuelve a intentarlo.", "Signing in with the provider failed. Please try again.";
    entering: "Has entrado.", "You are signed in.";
    go_on: "Continuar", "Continue";
    nobody: "Todavía no hay conversaciones. Aparecerán aquí en cuanto alguien escriba.", "No conversations yet. They appear here as soon as somebody writes.";
    waiting: "Espera desde hace", "Waiting for";
    visitor: "Visitante", "Visitor";
    language: "Idioma", "Language";
    last: "Último mensaje", "Last message";
    began: "Inicio", "Began";
    by_bot: "Responde el asistente", "The assistant answers";
    by_you: "Respondes tú", "You answer";
    by: "Responde", "Answered by";
    closed: "Consentimiento retirado o caducado", "Consent withdrawn or run out";
    lost: "Ya no se puede responder", "Can't be answered any more";
    left: "Ha cerrado sesión", "Has signed out";
    left_lead: "La persona ha cerrado su sesión en la página y ninguna respuesta le llegaría. Si constaba quién era, ya no consta. Lo dicho se conserva el tiempo que dice la política.", "The visitor has signed out at the page, and no answer would reach them. If it was known who they were, it is not any more. What was said is kept for as long as the policy says.";
    back_to_list: "Todas las conversaciones", "All conversations";
    conversation: "Conversación", "Conversation";
    what_was_said: "Lo que se ha dicho", "What was said";
    nothing_said: "Nada que mostrar todavía.", "Nothing to show yet.";
    closed_lead: "La persona no ha dado su consentimiento, o lo ha retirado: nada de lo dicho se conserva aquí.", "The visitor has not given consent, or has withdrawn it: nothing of what was said is kept here.";
    assistant: "Asistente", "Assistant";
    identified: "Identificado por el sitio web", "Identified by the website";
    anonymous: "Anónimo", "Anonymous";
    take: "Tomar la conversación", "Take over";
    take_lead: "El asistente dejará de responder y la persona sabrá que sigue alguien del equipo.", "The assistant stops answering, and the visitor is told that somebody of the team goes on.";
    give_back: "Devolver al asistente", "Hand back to the assistant";
    answer: "Tu respuesta", "Your answer";
    answer_hint: "La persona la verá con tu nombre:", "The visitor sees it under your name:";
    send: "Enviar", "Send";
    visitor_writes: "La persona está escribiendo.", "The visitor is writing.";
    visitor_read: "Leído", "Read";
    file: "Enviar un archivo", "Send a file";
    alt: "Qué se ve, si es una imagen", "What it shows, if it is a picture";
    alt_hint: "Lo lee quien no puede verla.", "It is read by who can't see it.";
    bad_alt: "Falta decir qué se ve en la imagen, en 500 caracteres como mucho.", "What the picture shows is not said, in at most 500 characters.";
    send_file: "Enviar el archivo", "Send the file";
    file_due: "se está recogiendo", "being fetched";
    file_held: "retenido: nadie sabe si es seguro", "held back: nobody knows whether it is safe";
    file_sent: "enviado", "sent";
    file_refused: "no se aceptó, o ya no está", "not taken, or gone";
    bad_file: "El archivo no es de un tipo que se pueda enviar, o es demasiado grande.", "The file is of no type that can be sent, or too large.";
    watch: "Observar en directo", "Look on, live";
    watch_lead: "Solo lectura. La persona sabrá que alguien de supervisión está mirando, y queda anotado.", "Read-only. The visitor is told that supervision looks on, and it is recorded.";
    watch_untold: "Solo lectura. El aviso dice que puede ocurrir; queda anotado.", "Read-only. The notice says that this may happen; it is recorded.";
    watching: "Estás observando esta conversación.", "You are looking on.";
    unwatch: "Dejar de observar", "Stop looking on";
    cannot_watch: "La supervisión no está nombrada ante los visitantes, así que aquí nadie puede observar.", "Supervision is not named to visitors, so nobody can look on here.";
    changed: "Hay cambios.", "Something has changed.";
    reload: "Actualizar", "Refresh";
    live: "En directo", "Live";
    offline: "Sin conexión; se intenta de nuevo.", "Disconnected; trying again.";
    role: "Rol", "Role";
    shown_as: "Nombre visible", "Shown as";
    picture: "Foto", "Picture";
    local: "Contraseña y código", "Password and code";
    elsewhere: "Proveedor externo", "External provider";
    active: "Activa", "Active";
    disabled: "Desactivada", "Disabled";
    disable: "Desactivar", "Disable";
    enable: "Activar", "Enable";
    save: "Guardar", "Save";
    is_you: "Eres tú", "This is you";
    accounts_lead: "Las cuentas se crean en el servidor con «sigilo-backend staff add».", "Accounts are made on the server with “sigilo-backend staff add”.";
    codes_left: "Códigos de recuperación que quedan", "Recovery codes left";
    when: "Cuándo", "When";
    who: "Quién", "Who";
    what: "Qué", "What";
    details: "Detalles", "Details";
    access_lead: "Lo más reciente primero. El registro de auditoría lo conserva todo.", "The newest first. The audit log keeps it all.";
    nothing_told: "Todavía nada.", "Nothing yet.";
    agent: "Agente", "Agent";
    supervisor: "Supervisión", "Supervisor";
    auditor: "Auditoría", "Auditor";
    administrator: "Administración", "Administrator";
    denied: "Tu rol no tiene acceso a esto.", "Your role may not do this.";
    not_found: "Aquí no hay nada con ese nombre.", "There is nothing of that name here.";
    foreign: "Este formulario no viene de esta página, o ha caducado. Vuelve atrás, actualiza y prueba otra vez.", "This form does not come from this page, or has run out. Go back, refresh, and try again.";
    form: "Falta algo en el formulario, o es demasiado largo.", "Something is missing in the form, or too long.";
    taken: "Otra persona responde ya en esta conversación.", "Somebody else answers in this conversation already.";
    not_taken: "Primero hay que tomar la conversación.", "Take the conversation over first.";
    not_open: "La persona no permite ya que se lea o se responda aquí.", "The visitor does not allow reading or answering here any more.";
    last_administrator: "Es la última cuenta de administración.", "This is the last administrator.";
    failed: "Algo ha fallado. No se ha hecho nada; vuelve a intentarlo.", "Something failed. Nothing was done; please try again.";
    problem: "No ha sido posible", "That did not work";
    seconds: "s", "s";
    minutes: "min", "min";
    hours: "h", "h";
    days: "d", "d";
}

impl Text {
    /// The sentences of an account's language.
    pub(super) fn of(lang: &str) -> &'static Self {
        if lang.starts_with("es") { &SPANISH } else { &ENGLISH }
    }

    /// The same for who is not signed in: the first of the two that the browser asks for.
    pub(super) fn preferred(headers: &HeaderMap) -> &'static Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut wanted = wanted.unwrap_or_default().split(',').map(str::trim);
        let first = wanted.find(|own| own.starts_with("es") || own.starts_with("en"));
        Self::of(first.unwrap_or("es"))
    }

    /// A role, in words.
    pub(super) fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Visitor => self.visitor,
            Role::Agent => self.agent,
            Role::Supervisor => self.supervisor,
            Role::Auditor => self.auditor,
            Role::Administrator => self.administrator,
        }
    }

    /// How long something takes, in its largest unit.
    pub(super) fn span(&self, seconds: u64) -> String {
        let (count, unit) = match seconds {
            ..=59 => (seconds, self.seconds),
            60..=3_599 => (seconds / 60, self.minutes),
            3_600..=86_399 => (seconds / 3_600, self.hours),
            _ => (seconds / 86_400, self.days),
        };
        format!("{count}\u{a0}{unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_first_of_its_languages_that_there_is() {
        let preferred = |wanted: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, wanted.parse().unwrap());
            Text::preferred(&headers).lang
        };
        assert_eq!(preferred("fr-FR, en-GB;q=0.8, es;q=0.5"), "en");
        assert_eq!(preferred("es-MX,en"), "es");
        assert_eq!(preferred("fr"), "es");
    }

    #[test]
    fn a_span_is_told_in_its_largest_unit() {
        let spans = [0, 59, 60, 3_599, 3_600, 86_400].map(|seconds| Text::of("en").span(seconds));
        assert_eq!(
            spans,
            ["0\u{a0}s", "59\u{a0}s", "1\u{a0}min", "59\u{a0}min", "1\u{a0}h", "1\u{a0}d"]
        );
    }
}
