//! The Content-Security-Policy of the frame's document.

use super::origin::Origin;

/// What the frame may do: run its own files, and talk to one backend.
pub(super) struct Csp<'a> {
    /// The pages that may hold the frame.
    pub(super) sites: &'a [Origin],
    /// The relay.
    pub(super) backend: &'a Origin,
}

impl Csp<'_> {
    /// For the response header: everything.
    pub(super) fn header(&self) -> String {
        let sites: Vec<String> = self.sites.iter().map(ToString::to_string).collect();
        format!("{}; frame-ancestors {}", self.meta(), sites.join(" "))
    }

    /// For the meta tag: all but `frame-ancestors`, which browsers take from the header alone.
    pub(super) fn meta(&self) -> String {
        // `connect-src 'self'` is for the wasm file, which is fetched with its hash.
        let directives = [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            // Pictures that were opened here, and the controller's logo beside these files.
            "img-src 'self' blob:",
            // Who works for a relay, by a script that was made here (`src/chat/aside/work.rs`).
            "worker-src blob:",
            // What the visitor saves: for Firefox that is loaded in a frame (`src/browser.rs`).
            "frame-src blob:",
            &format!("connect-src 'self' {} {}", self.backend, self.socket()),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            // What lets that script's address pass, and nothing else.
            "trusted-types sigilo",
        ];
        directives.join("; ")
    }

    /// The backend's WebSocket is another source: `https:` does not stand for `wss:`.
    fn socket(&self) -> String {
        self.backend.to_string().replacen("http", "ws", 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_exactly_this() {
        let sites = ["https://a.example".parse().unwrap(), "https://b.example".parse().unwrap()];
        let backend = "https://relay.example".parse().unwrap();
        let csp = Csp { sites: &sites, backend: &backend };
        assert_eq!(
            csp.header(),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
             worker-src blob:; frame-src blob:; connect-src 'self' https://relay.example wss://relay.example; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types sigilo; \
             frame-ancestors https://a.example https://b.example"
        );
        assert!(!csp.meta().contains("frame-ancestors"));
    }
}
