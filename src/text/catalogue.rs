// A language's sentences as Fluent writes them (`es.ftl`), made into three lists of lines: what loads at once, with the
// conversation, and with the first part that shows any of it. Read by the widget's build script and by what writes the files to host, not by the widget: there a
// sentence is a line, found by its place.

use fluent_syntax::{ast, parser};

/// A message of a catalogue.
pub(crate) struct Sentence {
    /// Its id, `text-close`.
    pub(crate) id: String,
    /// What is said above it.
    pub(crate) about: String,
    /// What it says, on one line. One that counts has a part a plural category, `one\t# day\tother\t# days`.
    pub(crate) words: String,
}

/// The messages of `source`, in their order. Only what a catalogue needs is read: text, a count, and a choice by it.
pub(crate) fn read(source: &str) -> Result<Vec<Sentence>, String> {
    let resource = parser::parse(source).map_err(|(_, errors)| format!("{:?}", errors.first()))?;
    let mut sentences = Vec::new();
    for entry in resource.body {
        match entry {
            ast::Entry::Message(ast::Message { id, value: Some(value), attributes, comment })
                if attributes.is_empty() =>
            {
                let words = words(&value).map_err(|wrong| format!("{}: {wrong}", id.name))?;
                let about = comment.map(|comment| comment.content.join(" ")).unwrap_or_default();
                sentences.push(Sentence { id: id.name.into(), about, words });
            }
            ast::Entry::Message(ast::Message { id, .. }) => {
                return Err(format!("{}: no text", id.name));
            }
            ast::Entry::Term(ast::Term { id, .. }) => return Err(format!("{}: a term", id.name)),
            _ => {}
        }
    }
    Ok(sentences)
}

/// Prefixes of what loads with the panel, forms, files, links and cards, and the search.
const MORE: [&str; 4] = ["privacy-", "rich-", "forms-", "files-"];

/// `own` in the order of `reference`, as lines: what loads at once (`text-…`), with the conversation, and what
/// [`MORE`] names. A message that only one of
/// them has is an error, as is a category that is missing in one that counts.
pub(crate) fn packed(reference: &[Sentence], own: &[Sentence]) -> Result<[String; 3], String> {
    if let Some(more) = own.iter().find(|own| reference.iter().all(|other| other.id != own.id)) {
        return Err(format!("{} is in no other catalogue", more.id));
    }
    let mut files = <[String; 3]>::default();
    for Sentence { id, words: model, .. } in reference {
        let mut same = own.iter().filter(|own| own.id == *id);
        let (Some(Sentence { words, .. }), None) = (same.next(), same.next()) else {
            return Err(format!("{id} is not there once"));
        };
        if words.contains('\t') != model.contains('\t') || words.trim().is_empty() {
            return Err(format!("{id} counts in one language alone, or is empty"));
        }
        let is_more = MORE.iter().any(|own| id.starts_with(own));
        let file = &mut files[if is_more { 2 } else { usize::from(!id.starts_with("text-")) }];
        file.push_str(words);
        file.push('\n');
    }
    Ok(files)
}

fn words(pattern: &ast::Pattern<&str>) -> Result<String, String> {
    use ast::{Expression, InlineExpression, PatternElement};
    if let [PatternElement::Placeable { expression: Expression::Select { variants, .. } }] =
        &pattern.elements[..]
    {
        let mut parts = Vec::new();
        for variant in variants {
            let ast::VariantKey::Identifier { name } = &variant.key else {
                return Err("a number as a case".into());
            };
            parts.push(format!("{name}\t{}", words(&variant.value)?));
        }
        if !variants
            .iter()
            .any(|own| matches!(own.key, ast::VariantKey::Identifier { name: "other" }))
        {
            return Err("no [other]".into());
        }
        return Ok(parts.join("\t"));
    }
    let mut line = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => line.push_str(&value.replace('\n', " ")),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } if id.name == "count" => line.push('#'),
            PatternElement::Placeable { .. } => return Err("more than text and { $count }".into()),
        }
    }
    if line.contains('\t') { Err("a tab".into()) } else { Ok(line.trim().into()) }
}
