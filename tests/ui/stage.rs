//! A stage: the screens with their styles, view data to change, and the commands that came.

use std::sync::{Arc, Mutex};

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use sigilo::ui::{Mounted, mount};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit};

/// The styles, which decide what is seen and how large.
const STYLES: [&str; 27] = [
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/app.css"),
    include_str!("../../style/header.css"),
    include_str!("../../style/seal.css"),
    include_str!("../../style/banner.css"),
    include_str!("../../style/loading.css"),
    include_str!("../../style/notice.css"),
    include_str!("../../style/facts.css"),
    include_str!("../../style/full.css"),
    include_str!("../../style/log.css"),
    include_str!("../../style/message.css"),
    include_str!("../../style/form.css"),
    include_str!("../../style/late/form.css"),
    include_str!("../../style/late/file.css"),
    include_str!("../../style/suggestions.css"),
    include_str!("../../style/newer.css"),
    include_str!("../../style/composer.css"),
    include_str!("../../style/context.css"),
    include_str!("../../style/refused.css"),
    include_str!("../../style/problem.css"),
    include_str!("../../style/options.css"),
    include_str!("../../style/switch.css"),
    include_str!("../../style/prompt.css"),
    include_str!("../../style/panel.css"),
    include_str!("../../style/late/panel.css"),
    include_str!("../../style/late/aside.css"),
];

/// The mounted screens; dropping it clears the page.
pub(crate) struct Stage {
    pub(crate) state: State,
    pub(crate) root: HtmlElement,
    style: Element,
    commands: Arc<Mutex<Vec<Command>>>,
    mounted: Option<Mounted>,
    owner: Owner,
}

/// Shows these messages.
pub(crate) fn say(state: State, messages: Vec<MessageView>) {
    state.messages.set(messages.into_iter().map(Shared::from).collect());
}

impl Stage {
    /// Shows these messages.
    pub(crate) fn say(&self, messages: Vec<MessageView>) {
        say(self.state, messages);
    }

    /// Shows `screen` in Spanish, with a notice and no messages.
    pub(crate) async fn show(screen: Screen) -> Self {
        // A test that failed could not clear the page: without this it would fail others.
        while let Some(left) = document().get_element_by_id("sigilo") {
            left.remove();
        }
        let owner = Owner::new();
        let commands = Arc::new(Mutex::new(Vec::new()));
        let (state, dispatch) = owner.with(|| {
            let heard = commands.clone();
            let hear = move |command| heard.lock().unwrap().push(command);
            sigilo::ui::bring_aside();
            (state(screen), Dispatch(Callback::new(hear)))
        });
        let style = document().create_element("style").unwrap();
        style.set_text_content(Some(&STYLES.concat()));
        document().head().unwrap().append_child(&style).unwrap();
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_id("sigilo");
        document().body().unwrap().append_child(&root).unwrap();
        let mounted = owner.with(|| mount(&root, state, dispatch));
        let stage = Self { state, root, style, commands, mounted: Some(mounted), owner };
        settle().await;
        stage
    }

    /// Takes the screens off the page and leaves the rest of the stage.
    pub(crate) fn unmount(&mut self) {
        self.mounted = None;
    }

    /// The commands so far, which are then forgotten; not the drafts, of which there is one a stroke.
    pub(crate) fn commands(&self) -> Vec<Command> {
        let mut commands = std::mem::take(&mut *self.commands.lock().unwrap());
        commands.retain(|command| !matches!(command, Command::Draft(_)));
        commands
    }

    /// The drafts so far, which are then forgotten.
    pub(crate) fn drafts(&self) -> Vec<String> {
        let commands = std::mem::take(&mut *self.commands.lock().unwrap());
        let words = |command| if let Command::Draft(words) = command { Some(words) } else { None };
        commands.into_iter().filter_map(words).collect()
    }

    /// The elements of `selector`.
    pub(crate) fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into()).collect()
    }

    /// The only element of `selector`.
    pub(crate) fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "one {selector} in {}", self.root.inner_html());
        found.remove(0)
    }

    /// The only button that reads `words`.
    pub(crate) fn button(&self, words: &str) -> HtmlElement {
        let mut found = self.all("button");
        found.retain(|button| button.text_content().unwrap().trim() == words);
        assert_eq!(found.len(), 1, "one button {words} in {}", self.root.inner_html());
        found.remove(0)
    }

    /// Everything that can be read, in one string.
    pub(crate) fn words(&self) -> String {
        self.root.text_content().unwrap()
    }

    /// The field.
    pub(crate) fn field(&self) -> HtmlTextAreaElement {
        self.one("textarea").unchecked_into()
    }

    /// Types `words` over what is in the field.
    pub(crate) async fn write(&self, words: &str) {
        let field = self.field();
        field.set_value(words);
        typed(&field).await;
    }

    /// Presses a key in `target`; false if the screens took it for themselves.
    pub(crate) async fn press(
        &self,
        target: &HtmlElement,
        key: &str,
        shift: bool,
        composing: bool,
    ) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_shift_key(shift);
        init.set_is_composing(composing);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        let left = target.dispatch_event(&event).unwrap();
        settle().await;
        left
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted = None;
        self.root.remove();
        self.style.remove();
        self.owner.cleanup();
    }
}

/// Tells the screens that something was typed into `field`.
pub(crate) async fn typed(field: &Element) {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("input", &init).unwrap();
    field.dispatch_event(&event).unwrap();
    settle().await;
}

/// Lets effects and animation frames pass.
pub(crate) async fn settle() {
    TimeoutFuture::new(0).await;
    // One frame for what effects asked of it, one for the scroll events of that, one for theirs.
    for _ in 0..3 {
        let frame = js_sys::Promise::new(&mut |done, _| {
            window().request_animation_frame(&done).unwrap();
        });
        JsFuture::from(frame).await.unwrap();
    }
    TimeoutFuture::new(0).await;
}

/// What has focus, by its id.
pub(crate) fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}

/// A message that is `author`'s.
pub(crate) fn message(id: &str, author: Author, text: &str) -> MessageView {
    MessageView::new(id.into(), author, text.into(), js_sys::Date::now())
}

/// A bot.
pub(crate) fn bot() -> Author {
    Author::Recipient(
        Speaker { name: "Aurora".into(), role: RecipientRole::Bot, picture: None }.into(),
    )
}

fn state(screen: Screen) -> State {
    State {
        screen: RwSignal::new(screen),
        lang: RwSignal::new(Lang::Es),
        langs: RwSignal::new(vec!["es".into(), "en".into()]),
        notice: RwSignal::new(Some(notice())),
        messages: RwSignal::new(Vec::new()),
        connection: RwSignal::new(Connection::Open),
        choices: RwSignal::new(Vec::new()),
        external: RwSignal::new(Vec::new()),
        age: RwSignal::new(Age::Untold),
        prompt: RwSignal::new(None),
        caution: RwSignal::new(None),
        put_back: RwSignal::new(Vec::new()),
        context: RwSignal::new(Vec::new()),
        has_look: RwSignal::new(false),
        panel: RwSignal::new(None),
        erased: RwSignal::new(None),
        look: RwSignal::new(Vec::new()),
        searching: RwSignal::new(false),
        is_late: RwSignal::new(false),
        begun: RwSignal::new(false),
        kept: RwSignal::new(true),
        words: RwSignal::new(Words::Hidden),
        missing: RwSignal::new(0),
        visible: RwSignal::new(true),
    }
}

/// A notice whose words are of no language.
pub(crate) fn notice() -> NoticeView {
    let recipient = |name: &str, role| RecipientView { name: name.into(), role };
    NoticeView {
        why: Why::First,
        changes: Vec::new(),
        at_collection: false,
        age: None,
        controller: ControllerView {
            name: "ACME".into(),
            address: "1 Road\n2 Town".into(),
            contact: "privacy@acme.example".into(),
        },
        lead: "LEAD".into(),
        purposes: vec![
            purpose("ONE", true, 90),
            PurposeView { basis: "BASIS".into(), ..purpose("TWO", false, 730) },
        ],
        approvers: 0,
        recipients: vec![
            recipient("BOT", RecipientRole::Bot),
            recipient("TEAM", RecipientRole::Agent),
            recipient("STORE", RecipientRole::Archive),
            recipient("VENDOR", RecipientRole::Processor),
        ],
        channels: vec![
            channel("900 123 456", "tel:+34900123456"),
            channel("hello@acme.example", "mailto:hello@acme.example"),
            channel("acme.example", "https://acme.example/"),
            channel("TRAP", "javascript:alert(1)"),
        ],
        full: vec![SectionView { heading: "HEADING".into(), body: "BODY".into() }],
        authority: LinkView { name: "AUTHORITY".into(), href: "https://authority.example/".into() },
        safety: SafetyView { digits: "00001 00002 00003 00004 00005 00006".into(), places: [0; 9] },
    }
}

pub(crate) fn purpose(name: &str, consent: bool, retention_days: u32) -> PurposeView {
    let description = format!("ABOUT {name}");
    PurposeView {
        id: name.into(),
        required: true,
        special: false,
        gpc: false,
        data: format!("DATA {name}"),
        readers: "BOT".into(),
        remarks: Vec::new(),
        name: name.into(),
        description,
        consent,
        basis: String::new(),
        retention_days,
    }
}

fn channel(value: &str, href: &str) -> ChannelView {
    ChannelView { name: "CHANNEL".into(), value: value.into(), href: href.into() }
}
