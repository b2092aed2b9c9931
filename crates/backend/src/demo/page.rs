//! The script tag's values, put into a page.

/// What the placeholders of a page stand for.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The origin of the widget's files.
    pub widget: String,
    /// The site's base on the backend.
    pub backend: String,
    /// The pinned thumbprint.
    pub pin: String,
    /// The hash of embed.js, empty where it changes under the developer's hands.
    pub integrity: String,
}

impl Tag {
    /// Fills a page's placeholders, which stand in quoted attributes.
    pub(super) fn fill(&self, page: &str) -> String {
        let Self { widget, backend, pin, integrity } = self;
        [
            ("{{widget}}", widget),
            ("{{backend}}", backend),
            ("{{pin}}", pin),
            ("{{integrity}}", integrity),
        ]
        .into_iter()
        .fold(page.to_owned(), |page, (name, value)| page.replace(name, &escape(value)))
    }
}

fn escape(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_inside_their_attributes() {
        let tag = Tag {
            widget: "http://localhost:1".into(),
            backend: "http://localhost:2/v1/sites/s?a=1&b=\"><script>".into(),
            pin: "p".into(),
            integrity: "sha384-x".into(),
        };
        let page = r#"<script src="{{widget}}/embed.js" integrity="{{integrity}}" data-backend="{{backend}}" data-key="{{pin}}">"#;
        assert_eq!(
            tag.fill(page),
            r#"<script src="http://localhost:1/embed.js" integrity="sha384-x" data-backend="http://localhost:2/v1/sites/s?a=1&amp;b=&quot;>&lt;script>" data-key="p">"#
        );
    }
}
