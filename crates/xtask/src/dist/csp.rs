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
            &format!("connect-src 'self' {}", self.backend),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ];
        directives.join("; ")
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
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             connect-src 'self' https://relay.example; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'; \
             frame-ancestors https://a.example https://b.example"
        );
        assert!(!csp.meta().contains("frame-ancestors"));
    }
}
