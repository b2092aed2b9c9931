//! The headers in the words of common hosts: Netlify and Cloudflare Pages, nginx, Caddy.

use super::headers::{Caching, Headers};

/// `_headers`, as Netlify and Cloudflare Pages read it. A header that two matching rules name is
/// sent joined, so each stands in one rule only.
pub(super) fn netlify(headers: &Headers, hashed: &[String]) -> String {
    let rule = |path: &str, lines: &[(&'static str, String)]| {
        let lines = lines.iter().map(|(name, value)| format!("  {name}: {value}\n"));
        format!("{path}\n{}\n", lines.collect::<String>())
    };
    let mut text = rule("/*", &headers.everywhere());
    text += &rule("/", &[headers.caching(Caching::Revalidate)]);
    text += &rule("/index.html", &[headers.caching(Caching::Revalidate)]);
    text += &rule("/embed.js", &[headers.embed(), headers.caching(Caching::Revalidate)]);
    for name in hashed {
        text += &rule(&format!("/{name}"), &[headers.caching(Caching::Forever)]);
    }
    text.trim_end().to_owned() + "\n"
}

/// A snippet for nginx's `server` block.
pub(super) fn nginx(headers: &Headers) -> String {
    let add =
        |(name, value): &(&'static str, String)| format!("add_header {name} \"{value}\" always;");
    let everywhere = headers
        .everywhere()
        .iter()
        .map(|header| format!("    {}\n", add(header)))
        .collect::<String>();
    // `add_header` in a location replaces what stands outside it, hence the repetition.
    let location = |pattern: &str, own: &[(&'static str, String)]| {
        let own = own.iter().map(|header| format!("    {}\n", add(header))).collect::<String>();
        format!("location {pattern} {{\n{everywhere}{own}}}\n")
    };
    [
        "# Sigilo's static files. Goes into the server block whose root is the folder with index.html;\n\
         # wasm needs its type: application/wasm (in mime.types since nginx 1.21).\n"
            .to_owned(),
        location("= /embed.js", &[headers.embed(), headers.caching(Caching::Revalidate)]),
        location("~ ^/sigilo-([a-z]+-)?[0-9a-f]+\\.(js|css|txt|wasm)$", &[headers.caching(Caching::Forever)]),
        location("/", &[headers.caching(Caching::Revalidate)]),
    ]
    .concat()
}

/// A site block for Caddy.
pub(super) fn caddy(headers: &Headers) -> String {
    let line = |(name, value): &(&'static str, String)| format!("{name} \"{value}\"");
    let everywhere = headers
        .everywhere()
        .iter()
        .map(|header| format!("\t\t{}\n", line(header)))
        .collect::<String>();
    format!(
        "# Sigilo's static files. Put in the widget's host and the folder with index.html.\n\
         widget.example {{\n\
         \troot * /srv/sigilo\n\
         \tfile_server\n\
         \tencode zstd gzip\n\
         \theader {{\n{everywhere}\t\t{}\n\t}}\n\
         \t@hashed path_regexp ^/sigilo-([a-z]+-)?[0-9a-f]+\\.(js|css|txt|wasm)$\n\
         \theader @hashed {}\n\
         \theader /embed.js {}\n\
         }}\n",
        line(&headers.caching(Caching::Revalidate)),
        line(&headers.caching(Caching::Forever)),
        line(&headers.embed()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers() -> Headers {
        Headers { csp: "default-src 'none'; frame-ancestors https://a.example".into() }
    }

    #[test]
    fn netlify_names_each_header_once_for_each_file() {
        let text = netlify(&headers(), &["sigilo-0a1b2c3d.js".into()]);
        assert!(
            text.starts_with("/*\n  Content-Security-Policy: default-src 'none'; frame-ancestors")
        );
        assert!(text.contains(
            "\n/sigilo-0a1b2c3d.js\n  Cache-Control: public, max-age=31536000, immutable\n"
        ));
        assert!(text.contains(
            "\n/embed.js\n  Access-Control-Allow-Origin: *\n  Cache-Control: no-cache\n"
        ));
        let everywhere = text.split("\n\n").next().unwrap();
        assert!(!everywhere.contains("Cache-Control") && !everywhere.contains("Allow-Origin"));
    }

    #[test]
    fn every_nginx_location_has_every_header() {
        let text = nginx(&headers());
        assert_eq!(text.matches("location ").count(), 3);
        assert_eq!(
            text.matches("add_header X-Content-Type-Options \"nosniff\" always;").count(),
            3
        );
        assert_eq!(text.matches("add_header Access-Control-Allow-Origin").count(), 1);
    }

    #[test]
    fn caddy_overrides_caching_for_hashed_names_only() {
        let text = caddy(&headers());
        assert!(
            text.contains("header @hashed Cache-Control \"public, max-age=31536000, immutable\"")
        );
        assert!(text.contains("header /embed.js Access-Control-Allow-Origin \"*\""));
        assert_eq!(text.matches('{').count(), text.matches('}').count());
    }
}
