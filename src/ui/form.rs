//! The card of a form: what is asked and what for, the fields, and what came of it.
//!
//! What is typed is in the fields and in this page's memory, and leaves both by sending alone.

mod file;
mod typed;

use super::composer::summary;
use super::icon::{self, icon};
use super::late::look_at;
use super::message::reached;
use super::node::{El, button, el, joined};
use crate::state::{
    Command, Delivery, Dispatch, FieldView, FileAct, Filled, FormAct, FormStage, FormView,
    MessageView, Wrong,
};
use crate::text::{Forms, Lang, Text};

pub use typed::forget;
use typed::{go, keep, press, typed, value};

/// How what is in the cards looks.
pub const FORM_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/form.css"));

/// The longest value, in characters: a longer one would be refused by the protocol.
const LONGEST: &str = "4000";

/// The card of a message that asks by a form.
pub(super) fn card(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    let form = of.form.as_ref()?;
    let id = name(&of.id);
    go(&id, form);
    let (text, words) = (lang.forms(), lang.text());
    let card = Card { of, form, id, lang, text, words, dispatch };
    Some(card.drawn())
}

/// What a form is called.
pub(super) fn title(of: &MessageView) -> El {
    el("h2", "form__title")
        .attr("id", name(&of.id))
        .attr("tabindex", "-1")
        .attr("dir", "auto")
        .child(of.text.clone())
}

/// Goes to this form's fields as soon as they can be filled in.
pub(super) fn expect(id: &str) {
    press(&name(id), true);
}

struct Card<'a> {
    of: &'a MessageView,
    form: &'a FormView,
    id: String,
    lang: Lang,
    text: &'static Forms,
    words: &'static Text,
    dispatch: Dispatch,
}

impl Card<'_> {
    fn drawn(&self) -> El {
        let card = el("div", "form").child(title(self.of));
        let Some((purpose, readers)) = &self.form.purpose else {
            return card.child(self.note(self.text.unnamed));
        };
        let fact = |label, value: &str| {
            el("p", "form__fact")
                .child(el("strong", "").child(joined(&[label, ": "])))
                .child(el("span", "").attr("dir", "auto").child(value.to_owned()))
        };
        card.child(fact(self.words.purposes, purpose))
            .child(fact(self.words.readers, readers))
            .child(self.body())
    }

    fn body(&self) -> El {
        let body = el("div", "form__body");
        let text = self.text;
        match &self.form.stage {
            FormStage::Asked => {
                body.child(self.note(text.asked))
                    .child(
                        el("ul", "form__asks").children(self.form.fields.iter().map(|own| {
                            el("li", "").child(self.label(own, "span")).child(why(own))
                        })),
                    )
                    .child(self.choices(text.fill, FormAct::Fill))
            }
            FormStage::Open(again) => body
                .child(self.note(if *again { text.correcting } else { text.private }))
                .child(self.fields())
                .child(self.sending()),
            FormStage::Declined => body.child(self.note(text.declined)).child(self.again()),
            FormStage::Filled(answer, delivery, fields, going) => body
                .child(self.filled(fields))
                .child(self.note(text.values))
                .child(going.map(|percent| file::way(percent, self.lang)))
                .child(reached(*delivery, self.words))
                .child(self.links(answer, *delivery)),
            FormStage::Withdrawn(delivery) => body
                .child(self.note(text.withdrawn))
                .child(reached(*delivery, self.words))
                .child(self.again()),
            FormStage::Ended => body.child(self.note(text.ended)).child(self.again()),
            FormStage::Refused(reason, stands) => {
                let fill = !matches!(*reason, "restricted" | "unknown");
                let fill = fill.then(|| self.link(text.fill, FormAct::Fill));
                let withdraw = stands.then(|| self.link(text.withdraw, FormAct::Withdraw));
                let refused = el("p", "form__wrong").attr("role", "status");
                body.child(refused.child(icon(icon::ALERT)).child(refusal(reason, text)))
                    .child(stands.then(|| self.note(text.stands)))
                    .child(el("p", "form__links").child(fill).child(withdraw))
            }
            FormStage::Closed(fields) => body
                .child(fields.as_ref().map(|fields| self.filled(fields)))
                .child(self.note(text.closed)),
            FormStage::OnItsWay | FormStage::Unfetched | FormStage::File(_) => body,
        }
    }

    fn note(&self, words: &'static str) -> El {
        el("p", "form__note").child(words)
    }

    fn filled(&self, fields: &str) -> El {
        el("p", "form__filled")
            .child(joined(&[self.text.filled, " "]))
            .child(el("strong", "").attr("dir", "auto").child(fields.to_owned()))
    }

    /// The fields are not read out as they come up: the title is.
    fn fields(&self) -> El {
        el("div", "form__fields")
            .attr("id", joined(&[&self.id, "-fields"]))
            .attr("role", "group")
            .attr("aria-labelledby", self.id.clone())
            .attr("aria-live", "off")
            .on("input", keep)
            .children(self.form.fields.iter().enumerate().map(|(at, own)| self.field(at, own)))
    }

    fn field(&self, at: usize, own: &FieldView) -> El {
        let id = field_id(&self.id, at);
        let (why_id, wrong_id) = (joined(&[&id, "-why"]), joined(&[&id, "-wrong"]));
        let wrong = own.wrong.map(|wrong| sentence(own, wrong, &id, self.lang));
        let is_wrong = wrong.is_some();
        let error = wrong.map(|words| {
            let error = el("p", "form__wrong").attr("id", wrong_id.clone());
            error.child(icon(icon::ALERT)).child(words)
        });
        let field = el("div", "form__field");
        let why = why(own).map(|why| why.attr("id", why_id.clone()));
        if own.kind == "file" {
            let about = joined(&[&why_id, " ", &wrong_id]);
            let act = self.command(FormAct::File(FileAct::Choose(at)));
            let ids = (self.id.as_str(), id.as_str());
            let control = file::control(&own.file, ids, &about, self.lang, (self.dispatch, act));
            let none = || el("p", "form__why").child(self.lang.files().other_kind);
            return field
                .child(self.label(own, "p").attr("id", joined(&[&id, "-label"])))
                .child(why)
                .child(control.unwrap_or_else(none))
                .child(error);
        }
        let typed = typed(&id);
        let (tag, kind, mode) = shape(own.kind);
        let input = el(tag, "form__input")
            .attr("id", id.clone())
            .attr("autocomplete", own.autocomplete.clone())
            .attr("maxlength", LONGEST)
            .attr("aria-required", if own.required { "true" } else { "false" })
            .attr("aria-invalid", if is_wrong { "true" } else { "false" })
            .attr("aria-describedby", joined(&[&why_id, " ", &wrong_id]));
        let input = match tag {
            "textarea" => input.attr("rows", "2").attr("dir", "auto").child(typed),
            _ => input
                .attr("type", kind)
                .attr("inputmode", mode)
                .attr("dir", "auto")
                .attr("spellcheck", "false")
                .attr("value", typed),
        };
        field.child(self.label(own, "label").attr("for", id)).child(why).child(input).child(error)
    }

    fn label(&self, own: &FieldView, tag: &'static str) -> El {
        let mark = if own.required { self.text.required } else { self.text.optional };
        el(tag, "form__label")
            .child(el("bdi", "").child(own.label.clone()))
            .child(" ")
            .child(el("span", "form__mark").child(joined(&["(", mark, ")"])))
    }

    fn sending(&self) -> El {
        let fields: Vec<_> = self.form.fields.iter().map(|own| own.name.clone()).collect();
        let (id, of, dispatch) = (self.id.clone(), self.of.id.clone(), self.dispatch);
        let send =
            el("button", "button form__choice").attr("type", "button").on("click", move |_| {
                press(&id, false);
                let values = fields.iter().enumerate();
                let values = values.map(|(at, name)| (name.clone(), value(&field_id(&id, at))));
                let act = FormAct::Send(Filled(values.collect()));
                dispatch.send(Command::Form(of.clone(), act));
            });
        let asks = self.form.fields.iter().any(|own| matches!(own.wrong, Some(Wrong::Asked(_))));
        let words = if asks { self.lang.asking().care_send } else { self.words.send };
        el("div", "form__choices").child(self.skip()).child(send.child(words))
    }

    fn choices(&self, words: &'static str, act: FormAct) -> El {
        el("div", "form__choices").child(self.skip()).child(self.button(
            "button form__choice",
            words,
            self.command(act),
        ))
    }

    fn skip(&self) -> El {
        self.button("button form__choice", self.text.skip, self.command(FormAct::Skip))
    }

    fn again(&self) -> El {
        el("p", "form__links").child(self.link(self.text.fill, FormAct::Fill))
    }

    fn link(&self, words: &'static str, act: FormAct) -> El {
        self.button("form__link", words, self.command(act))
    }

    fn links(&self, answer: &str, delivery: Delivery) -> El {
        let (text, words) = (self.text, self.words);
        let link = |words, command| self.button("form__link", words, command);
        let discard = || link(words.discard, Command::Discard(answer.into()));
        let why = |path, words| el("p", "form__state").child(icon(path)).child(words);
        let links = el("p", "form__links");
        match delivery {
            Delivery::Held => el("div", "")
                .child(why(icon::LOCK, words.held_connecting))
                .child(links.child(discard())),
            Delivery::Failed => el("div", "").child(why(icon::ALERT, words.failed)).child(
                links.child(link(words.retry, Command::Resend(answer.into()))).child(discard()),
            ),
            _ => links
                .child(link(text.correct, self.command(FormAct::Fill)))
                .child(link(text.withdraw, self.command(FormAct::Withdraw))),
        }
    }

    fn command(&self, act: FormAct) -> Command {
        Command::Form(self.of.id.clone(), act)
    }

    /// The button goes with what it does, and focus must not go with it.
    fn button(&self, class: &'static str, words: &'static str, command: Command) -> El {
        let (id, fills) = (self.id.clone(), matches!(command, Command::Form(_, FormAct::Fill)));
        button(class, self.dispatch, command).child(words).on("click", move |_| press(&id, fills))
    }
}

/// What reads why a field is needed.
fn why(own: &FieldView) -> Option<El> {
    let why = own.why.clone()?;
    Some(el("p", "form__why").attr("dir", "auto").child(why))
}

/// The element, type and keyboard of a kind.
fn shape(kind: &str) -> (&'static str, &'static str, &'static str) {
    match kind {
        "address" | "text" => ("textarea", "", ""),
        "birth-date" => ("input", "date", "numeric"),
        "email" => ("input", "email", "email"),
        "phone" => ("input", "tel", "tel"),
        _ => ("input", "text", "text"),
    }
}

/// Why what was filled in was not taken; the reason as the protocol names it.
fn refusal(reason: &str, text: &'static Forms) -> &'static str {
    match reason {
        "unknown" => text.not_open,
        "not-allowed" => text.not_allowed,
        "restricted" => text.restricted,
        "late" => text.late,
        "file" => text.bad_file,
        _ => text.not_fitting,
    }
}

/// What is wrong with the field of this id.
fn sentence(own: &FieldView, wrong: Wrong, id: &str, lang: Lang) -> String {
    let text = lang.forms();
    joined(&[match (wrong, own.kind) {
        (Wrong::Asked(_), _) => return summary(&look_at(&typed(id)), lang.text()),
        (Wrong::Never, _) => lang.asking().care_never,
        (Wrong::Unsealed, _) => text.unsealed,
        (Wrong::Missing, _) => text.missing,
        (_, "file") => own.file.last().map_or("", String::as_str),
        (_, "birth-date") => text.bad_date,
        (_, "iban") => text.bad_iban,
        (_, "email") => text.bad_email,
        (_, "phone") => text.bad_phone,
        (_, "national-id") => text.bad_id,
        (_, "policy-number") => text.bad_policy,
        _ => text.bad_text,
    }])
}

/// The id of a form's card: a body may be called anything, and spaces separate ids.
pub(super) fn name(id: &str) -> String {
    let id: String = id.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    joined(&["form-", &id])
}

fn field_id(id: &str, at: usize) -> String {
    joined(&[id, "-", &at.to_string()])
}
