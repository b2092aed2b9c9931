//! The parts of the conversation that load when they are first used: the privacy panel with all that it
//! saves, forms, files, and what goes on beside the messages or comes once.
//!
//! In a release all that only a part reaches is a wasm file of its own (see `later`). Whoever waits for
//! one sees that, and can try again where it could not be fetched.

use std::{cell::Cell, sync::Arc};

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use sigilo_protocol::Proofs;
use wasm_bindgen_futures::spawn_local;

use super::{
    Chat,
    aside::{Confirmation, Moment, Note},
    lay::{is_due, settled},
    talk::Talk,
};
use crate::{
    browser::dress,
    detector::Seen,
    driver::{Inbox, Input, Offer, Setup},
    kept::{Kept, KeptForm, KeptMessage},
    later::Event,
    state::{
        Awaited, Care, ChangeView, Command, Download, FileAct, FormAct, FormStage, FormView,
        MessageView, PanelView, Shared, Speaker, State,
    },
    text::{self, Lang, Part},
    transport::Puzzle,
    ui,
};

/// What the panel's part does.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    /// The panel, of a record if there is one, and whether a notice waits for an answer.
    pub(super) view: fn(&Offer, Option<&Kept>, bool, Lang) -> PanelView,
    /// Saves what the visitor asks for.
    pub(super) save: fn(&Talk, Download),
    /// Asks the company's audit log about what the record has.
    pub(super) ask: for<'a> fn(&'a mut Talk) -> LocalBoxFuture<'a, ()>,
    /// Judges what the log shows.
    pub(super) judge: for<'a> fn(&'a mut Talk, &'a Proofs) -> LocalBoxFuture<'a, ()>,
    /// Saves the receipt of a refusal that is stored nowhere.
    pub(super) keep_refusal: for<'a> fn(&'a Offer, Lang) -> LocalBoxFuture<'a, ()>,
}

/// What the files' part does.
#[derive(Clone, Copy)]
pub(super) struct Files {
    /// A message that brings a file.
    pub(super) view: fn(&KeptMessage) -> MessageView,
    /// What the visitor does with a file, or with those that were chosen.
    pub(super) act: for<'a> fn(&'a mut Talk, String, FileAct) -> LocalBoxFuture<'a, ()>,
    /// Takes what waits to the relay, and in what came of that.
    pub(super) go_on: for<'a> fn(&'a mut Talk) -> LocalBoxFuture<'a, ()>,
    /// Forgets what is in this page alone.
    pub(super) forget: fn(),
    /// What forms ask of it.
    pub(super) enclosing: fn() -> Enclosing,
}

/// What the files' part does for forms.
pub(super) struct Enclosing {
    /// What there is to say of the n-th field of a form, as [`crate::state::FieldView`] has it.
    pub(super) field: fn(&Talk, &str, usize) -> Vec<String>,
    /// Cleans and seals what was chosen for these fields of a form, by pieces that are the answer's; or the
    /// name of a field whose file can't be sent.
    pub(super) seal: Seal,
    /// Forgets what was chosen in a form.
    pub(super) leave: fn(&str),
    /// So much of a hundred of this answer's files is at the relay.
    pub(super) going: fn(&str, &str) -> Option<u8>,
}

/// Files as an answer has them: the values that open them, by field, and where they lie.
pub(super) type Enclosed = (Vec<(String, String)>, String);

/// Files being sealed; or the name of a field whose file can't be sent.
type Sealing<'a> = LocalBoxFuture<'a, Result<Enclosed, String>>;

/// Seals what was chosen in a form for these fields, as the files of an answer.
type Seal = for<'a> fn(&'a Talk, &'a str, &'a str, Vec<(usize, String)>) -> Sealing<'a>;

/// What the forms' part does.
#[derive(Clone, Copy)]
pub(super) struct Forms {
    /// The form of a message; nothing if it can't be read.
    pub(super) view: fn(&Talk, &Kept, &str, &KeptForm) -> Option<FormView>,
    /// What the visitor does with a form.
    pub(super) act: for<'a> fn(&'a mut Talk, String, FormAct) -> LocalBoxFuture<'a, ()>,
}

/// What the part does that goes on beside the messages, or comes once.
#[derive(Clone, Copy)]
pub(super) struct Aside {
    /// Takes in what passes: a recipient writes.
    pub(super) glimpse: fn(&mut Talk, &Arc<Speaker>, &Moment),
    /// What stands below the conversation of that.
    pub(super) writing: fn(&Talk, &Kept) -> Vec<Shared<MessageView>>,
    /// Tells the recipients something by a purpose of its own.
    pub(super) tell: for<'a> fn(&'a mut Talk, Note) -> LocalBoxFuture<'a, ()>,
    /// Does the work that a relay asks for.
    pub(super) solve: fn(Puzzle) -> LocalBoxFuture<'static, Option<String>>,
    /// After a confirmed erasure, what is here goes.
    pub(super) erase: for<'a> fn(&'a mut Talk) -> LocalBoxFuture<'a, Option<Confirmation>>,
    /// The visitor has signed out of the page.
    pub(super) leave: for<'a> fn(&'a mut Chat, &'a Setup) -> LocalBoxFuture<'a, ()>,
    /// What is other than what was agreed to.
    pub(super) changes: fn(&Kept, &Offer, Lang) -> Vec<ChangeView>,
    /// Asks about what was seen in a message.
    pub(super) caution: fn(&mut Talk, &KeptMessage, &[Seen]),
    /// The same, in another language.
    pub(super) repeat: fn(&mut Talk),
    /// The visitor has answered that.
    pub(super) care: for<'a> fn(&'a mut Talk, Care) -> LocalBoxFuture<'a, ()>,
}

thread_local! {
    static ASIDE: Cell<Option<Aside>> = const { Cell::new(None) };
    /// From when it may be fetched.
    static ASIDE_FROM: Cell<u64> = const { Cell::new(0) };
    static PANEL: Cell<Option<Panel>> = const { Cell::new(None) };
    static FORMS: Cell<Option<Forms>> = const { Cell::new(None) };
    static FILES: Cell<Option<Files>> = const { Cell::new(None) };
    /// How far the files' part is from being here, once something wants it.
    static FILES_STAGE: Cell<Option<Fetch>> = const { Cell::new(None) };
    /// How far the forms' part is from being here, once something wants it.
    static FORMS_STAGE: Cell<Option<Fetch>> = const { Cell::new(None) };
}

/// How far a part is from being here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fetch {
    OnItsWay,
    Failed,
}

/// The panel's part, if it is here.
pub(super) fn panel() -> Option<Panel> {
    PANEL.get()
}

/// The files' part, if it is here.
pub(super) fn files() -> Option<Files> {
    FILES.get()
}

/// The forms' part, if it is here.
pub(super) fn forms() -> Option<Forms> {
    FORMS.get()
}

/// The part for what goes on beside the messages, if it is here.
pub(super) fn aside() -> Option<Aside> {
    ASIDE.get()
}

/// The same, fetched if it is not here; nothing if that can't be.
pub(super) async fn bring_aside() -> Option<Aside> {
    if aside().is_none() {
        ASIDE.set(split::aside().await.ok());
    }
    aside()
}

/// Fetches it beside the loop, which hears of it.
pub(super) fn fetch_aside(inbox: &Inbox) {
    if is_due(&ASIDE_FROM) {
        let inbox = inbox.clone();
        spawn_local(async move {
            settled(bring_aside().await.is_some(), &ASIDE_FROM, &inbox);
        });
    }
}

/// Fetches the panel's part, and then does what it is wanted for.
pub(super) fn fetch_panel(state: State, inbox: Inbox, wanted: Command) {
    let is_open = move || state.panel.with_untracked(Option::is_some);
    let opens = matches!(wanted, Command::Privacy(_));
    if opens || is_open() {
        await_panel(state, Awaited::OnItsWay);
    }
    spawn_local(async move {
        let fetched = if bring_words(state).await { split::panel().await.ok() } else { None };
        if opens && !is_open() {
            // The visitor has gone on.
            return;
        }
        match fetched {
            Some(panel) => {
                PANEL.set(Some(panel));
                if !opens {
                    state.panel.set(None);
                }
                // The loop lives as long as the document.
                let _ = inbox.unbounded_send(Input::Command(wanted));
            }
            None => failed(state, wanted),
        }
    });
}

/// Brings the sentences that several parts have, in the visitor's language; false where they can't be had.
pub(super) async fn bring_words(state: State) -> bool {
    // One that is chosen meanwhile brings its own.
    text::bring(state.lang.get_untracked(), Part::More).await
}

/// A form while what draws it is not here, which is fetched then.
pub(super) fn awaited_form(state: State, inbox: &Inbox) -> FormView {
    let stage = match FORMS_STAGE.get() {
        Some(Fetch::Failed) => FormStage::Unfetched,
        Some(Fetch::OnItsWay) => FormStage::OnItsWay,
        None => {
            fetch_forms(state, inbox.clone());
            FormStage::OnItsWay
        }
    };
    FormView { purpose: None, fields: Vec::new(), stage }
}

/// A file while what draws it is not here, which is fetched then.
pub(super) fn awaited_file(state: State, inbox: &Inbox) -> FormView {
    want_files(state, inbox);
    let stage = match FILES_STAGE.get() {
        Some(Fetch::Failed) => FormStage::File(None),
        _ => FormStage::OnItsWay,
    };
    FormView { purpose: None, fields: Vec::new(), stage }
}

/// Fetches the files' part, unless that was tried.
pub(super) fn want_files(state: State, inbox: &Inbox) {
    if FILES_STAGE.get().is_none() {
        fetch_files(state, inbox.clone(), None);
    }
}

/// Fetches the files' part, and then does what it is wanted for; where it can't be had, that is said over
/// the conversation, with a way to try again.
pub(super) fn fetch_files(state: State, inbox: Inbox, wanted: Option<Command>) {
    FILES_STAGE.set(Some(Fetch::OnItsWay));
    if wanted.is_some() {
        state.panel.set(None);
    }
    spawn_local(async move {
        let fetched = if bring_words(state).await { split::files().await.ok() } else { None };
        // The loop lives as long as the document.
        let tell = |input| drop(inbox.unbounded_send(input));
        match (fetched, wanted) {
            (None, wanted) => {
                FILES_STAGE.set(Some(Fetch::Failed));
                if let Some(wanted) = wanted {
                    failed(state, wanted);
                }
            }
            (files, wanted) => {
                FILES.set(files);
                if let Some(wanted) = wanted {
                    tell(Input::Command(wanted));
                }
            }
        }
        tell(Input::Chat(Event::Fetched));
    });
}

/// Opens the search, once its part is here.
pub(super) fn fetch_search(state: State) {
    state.panel.set(None);
    spawn_local(async move {
        match bring_words(state).await && split::search().await.is_ok() {
            true => state.searching.set(true),
            false => failed(state, Command::Search),
        }
    });
}

/// Says over the conversation that something could not be fetched, with a way to try again.
fn failed(state: State, wanted: Command) {
    await_panel(state, Awaited::Failed(Box::new(wanted)));
}

#[inline(never)]
fn await_panel(state: State, awaited: Awaited) {
    state.panel.set(Some(PanelView { awaited: Some(awaited), ..PanelView::default() }));
}

/// The forms' part is fetched again, when something wants it.
pub(super) fn retry_forms() {
    FORMS_STAGE.set(None);
}

fn fetch_forms(state: State, inbox: Inbox) {
    FORMS_STAGE.set(Some(Fetch::OnItsWay));
    spawn_local(async move {
        let fetched = if bring_words(state).await { split::forms().await.ok() } else { None };
        if fetched.is_none() {
            FORMS_STAGE.set(Some(Fetch::Failed));
        }
        FORMS.set(fetched);
        // The loop lives as long as the document.
        let _ = inbox.unbounded_send(Input::Chat(Event::Fetched));
    });
}

/// Brings what looks for words, with its looks.
fn bring_search() {
    if ui::bring_find() {
        dress(ui::FIND_STYLE);
    }
}

#[cfg(not(feature = "split"))]
mod split {
    use super::{
        super::{aside, files, forms, panel},
        Aside, Files, Forms, Panel, bring_search,
    };
    use crate::later::LoadError;

    pub(super) async fn aside() -> Result<Aside, LoadError> {
        Ok(aside::part())
    }

    pub(super) async fn search() -> Result<(), LoadError> {
        bring_search();
        Ok(())
    }

    pub(super) async fn panel() -> Result<Panel, LoadError> {
        Ok(panel::part())
    }

    pub(super) async fn forms() -> Result<Forms, LoadError> {
        Ok(forms::part())
    }

    pub(super) async fn files() -> Result<Files, LoadError> {
        Ok(files::part())
    }
}

#[cfg(feature = "split")]
mod split {
    use super::{
        super::{aside, files, forms, panel},
        Aside, Files, Forms, Panel, bring_search,
    };
    use crate::later::LoadError;

    #[wasm_split_helpers::wasm_split(aside, fallible)]
    pub(super) fn aside() -> Result<Aside, LoadError> {
        Ok(aside::part())
    }

    #[wasm_split_helpers::wasm_split(search, fallible)]
    pub(super) fn search() -> Result<(), LoadError> {
        bring_search();
        Ok(())
    }

    #[wasm_split_helpers::wasm_split(panel, fallible)]
    pub(super) fn panel() -> Result<Panel, LoadError> {
        Ok(panel::part())
    }

    #[wasm_split_helpers::wasm_split(forms, fallible)]
    pub(super) fn forms() -> Result<Forms, LoadError> {
        Ok(forms::part())
    }

    #[wasm_split_helpers::wasm_split(files, fallible)]
    pub(super) fn files() -> Result<Files, LoadError> {
        Ok(files::part())
    }
}
