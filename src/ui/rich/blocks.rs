//! The pieces of a Markdown text as elements.

use super::link::link;
use super::words;
use crate::text::Lang;
use crate::ui::markdown::{Mark, Piece};
use crate::ui::node::{El, Node, el};

/// What is open: its children, and what they read.
struct Open {
    mark: Mark,
    children: Vec<Node>,
    said: String,
}

/// The elements of `pieces`.
pub(super) fn blocks(pieces: Vec<Piece>, lang: Lang) -> Vec<Node> {
    let mut open = vec![Open { mark: Mark::Paragraph, children: Vec::new(), said: String::new() }];
    for piece in pieces {
        // What stands in these reads as it is.
        let is_link = |own: &Open| matches!(own.mark, Mark::Link(_) | Mark::Image(_) | Mark::Lines);
        let is_plain = open.iter().any(is_link);
        let is_head = open.iter().any(|own| own.mark == Mark::Head);
        let mut closed = None;
        if piece == Piece::Close && open.len() > 1 {
            closed = open.pop();
        }
        let Some(top) = open.last_mut() else { continue };
        match piece {
            Piece::Open(mark) => {
                open.push(Open { mark, children: Vec::new(), said: String::new() });
            }
            Piece::Close => {
                if let Some(own) = closed {
                    top.said.push_str(&own.said);
                    top.children.extend(closed_as(own, is_head, lang));
                }
            }
            Piece::Text(text) => {
                top.said.push_str(&text);
                match is_plain {
                    true => top.children.push(text.into()),
                    false => top.children.extend(words(&text, lang)),
                }
            }
            Piece::Code(text) => {
                top.said.push_str(&text);
                top.children.push(el("code", "rich__code").attr("dir", "ltr").child(text).into());
            }
            Piece::Drawn => top.children.push(el("", "").into()),
            Piece::Rule => top.children.push(el("hr", "rich__rule").into()),
        }
    }
    open.into_iter().next().map(|own| own.children).unwrap_or_default()
}

fn closed_as(own: Open, is_head: bool, lang: Lang) -> Vec<Node> {
    let Open { mark, children, said } = own;
    let text = lang.rich();
    // Each runs its own way.
    let block = |tag, class| el(tag, class).attr("dir", "auto");
    // What is too wide is scrolled by itself, also with the keyboard.
    let wide = |of: El, name| {
        el("div", "rich__wide")
            .attr("role", "region")
            .attr("aria-label", name)
            .attr("tabindex", "0")
            .child(of)
    };
    let whole = match mark {
        Mark::Link(href) => return link(&href, children, &said, "link", lang),
        Mark::Image(href) => {
            let name = if said.trim().is_empty() { text.image.to_owned() } else { said };
            let nodes = vec![name.clone().into()];
            return link(&href, nodes, &name, "link", lang);
        }
        Mark::Paragraph => block("p", "rich__text").children(children),
        Mark::Heading => {
            block("p", "rich__text").child(el("strong", "rich__head").children(children))
        }
        Mark::Quote => el("blockquote", "rich__quote").children(children),
        Mark::List(None) => el("ul", "rich__list").children(children),
        Mark::List(Some(first)) => {
            el("ol", "rich__list").attr("start", first.to_string()).children(children)
        }
        Mark::Item => block("li", "").children(children),
        Mark::Lines => {
            let code = el("code", "").children(children);
            wide(el("pre", "rich__lines").attr("dir", "ltr").child(code), text.code)
        }
        Mark::Table => wide(el("table", "rich__table").children(children), text.table),
        Mark::Head => el("thead", "").child(el("tr", "").children(children)),
        Mark::Row => el("tr", "").children(children),
        Mark::Cell if is_head => block("th", "").attr("scope", "col").children(children),
        Mark::Cell => block("td", "").children(children),
        Mark::Emphasis => el("em", "").children(children),
        Mark::Strong => el("strong", "").children(children),
        Mark::Struck => el("s", "").children(children),
    };
    vec![whole.into()]
}
