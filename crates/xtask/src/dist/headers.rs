//! The response headers of every file, once, for all the hosts that they are written for.

/// A header's name and value.
type Header = (&'static str, String);

/// The headers that a static host has to send.
pub(super) struct Headers {
    /// The frame document's Content-Security-Policy.
    pub(super) csp: String,
}

/// How long a browser may use a file without asking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caching {
    /// Its name changes with its content.
    Forever,
    /// Its name stays, so each use asks whether it is still the same.
    Revalidate,
}

impl Headers {
    /// What every file is sent with.
    pub(super) fn everywhere(&self) -> Vec<Header> {
        // Features that the chat never uses, so that nothing in the frame can.
        const OFF: &[&str] = &[
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "hid",
            "idle-detection",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "serial",
            "usb",
        ];
        let off: Vec<String> = OFF.iter().map(|feature| format!("{feature}=()")).collect();
        vec![
            ("Content-Security-Policy", self.csp.clone()),
            // A page that is itself cross-origin isolated can hold the frame only with these two.
            ("Cross-Origin-Embedder-Policy", "require-corp".into()),
            ("Cross-Origin-Resource-Policy", "cross-origin".into()),
            ("Permissions-Policy", off.join(", ")),
            ("Referrer-Policy", "no-referrer".into()),
            ("X-Content-Type-Options", "nosniff".into()),
        ]
    }

    /// What `embed.js` is sent with besides: another origin's module script needs CORS.
    pub(super) fn embed(&self) -> Header {
        ("Access-Control-Allow-Origin", "*".into())
    }

    /// The caching header.
    pub(super) fn caching(&self, caching: Caching) -> Header {
        let value = match caching {
            Caching::Forever => "public, max-age=31536000, immutable",
            Caching::Revalidate => "no-cache",
        };
        ("Cache-Control", value.into())
    }
}
