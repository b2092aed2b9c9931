//! What the site owner pastes.

use super::origin::Backend;

/// The script tag, for a widget hosted at `widget`.
pub(crate) fn snippet(
    widget: &str,
    integrity: &str,
    backend: &Backend,
    key: Option<&str>,
) -> String {
    format!(
        "<script type=\"module\" src=\"{widget}/embed.js\" crossorigin\n  \
         integrity=\"{integrity}\"\n  \
         data-backend=\"{}\"\n  \
         data-key=\"{}\"></script>",
        backend.base(),
        key.unwrap_or("YOUR-SITE-KEY"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_has_all_that_the_embed_needs() {
        let backend = "https://relay.example/v1/sites/aurora".parse().unwrap();
        let tag = snippet("https://chat.example", "sha384-x", &backend, Some("PIN1 PIN2"));
        assert!(tag.starts_with(
            "<script type=\"module\" src=\"https://chat.example/embed.js\" crossorigin"
        ));
        assert!(tag.contains("integrity=\"sha384-x\""));
        assert!(tag.contains("data-backend=\"https://relay.example/v1/sites/aurora\""));
        assert!(tag.ends_with("data-key=\"PIN1 PIN2\"></script>"));
    }
}
