/**
 * Sigilo on the host page: the launcher, the panel, and the messages to the frame inside it.
 *
 * Not here: the chat. It runs in an iframe of this file's own origin, made when the visitor opens
 * it. Until then this file requests nothing; it never stores anything, and it works on a page
 * whose CSP forbids every style and requires Trusted Types.
 *
 * For the page's author: docs/embed.md, and `embed.d.ts` for the types.
 */

const FRAME = new URL("index.html", import.meta.url);

// `document.currentScript` is null in a module, so the tag is found by its address.
const tag = [...document.scripts].find((script) => script.src === import.meta.url);

/** What an attribute may set, as a custom property of the same name may: the looks. */
const LOOKS = ["accent", "radius", "font", "offset", "icon", "logo", "greeting", "width", "height"];

// A constructed sheet: the page's `style-src` has no say over it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host {
  all: initial;
  position: fixed;
  bottom: max(var(--sigilo-offset, 20px), env(safe-area-inset-bottom));
  inset-inline-end: max(var(--sigilo-offset, 20px), env(safe-area-inset-right));
  z-index: 2147483000;
  color-scheme: light dark;
}
:host([data-position=start]) { inset-inline: max(var(--sigilo-offset, 20px), env(safe-area-inset-left)) auto }
:host([data-position=start]) div { inset-inline: 0 auto }
:host([data-launcher=none]) button { display: none }
button {
  position: relative;
  z-index: 1;
  display: block;
  width: 56px;
  padding: 14px;
  border: 2px solid transparent;
  border-radius: 50%;
  background: var(--sigilo-accent, #0d5f6f);
  color: #fff;
  color: var(--sigilo-on-accent, lch(from var(--sigilo-accent, #0d5f6f) calc((49.4 - l) * infinity) 0 0));
  box-shadow: 0 4px 16px #0004;
  cursor: pointer;
}
button:hover { opacity: .9 }
button::before {
  display: block;
  height: 24px;
  content: "";
  background: currentColor;
  forced-color-adjust: none;
  border-radius: 50% 50% 50% 0;
  clip-path: var(--sigilo-icon);
}
[aria-expanded=true]::before { clip-path: inset(10px 0) }
slot { position: absolute; bottom: 8px; inset-inline-end: 72px; width: max-content }
[aria-expanded=true] + slot { display: none }
div {
  box-sizing: border-box;
  position: absolute;
  bottom: 72px;
  inset-inline-end: 0;
  width: min(var(--sigilo-width, 400px), 100vw - 40px);
  height: min(var(--sigilo-height, 640px), 100dvh - 112px);
  overflow: hidden;
  border-radius: var(--sigilo-radius, 16px);
  background: Canvas;
  box-shadow: 0 4px 16px #0004;
}
iframe { display: block; width: 100%; height: 100%; border: 0 }
button::after {
  position: absolute;
  top: -6px;
  inset-inline-end: -6px;
  width: 22px;
  border-radius: 50%;
  background: #a3291a;
  color: #fff;
  content: attr(data-count);
  font: 700 14px/22px system-ui;
}
@media (max-width: 480px) {
  div {
    position: fixed;
    inset: auto 0 0;
    width: 100%;
    height: 100dvh;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    border-radius: 0;
  }
  .true { display: none }
}
@media print { :host { display: none } }
`);

/** What the frame last said of the visitor's decision. */
let decided = null;

/** How the page tells what its own consent manager was told, if it does. */
let reader;

const chats = () => document.querySelectorAll("sigilo-chat");

/** The page's API. What it does, it does to the first chat on the page. */
const api = {
  on(type, handler) {
    addEventListener("sigilo-" + type, handler);
    return () => api.off(type, handler);
  },
  off: (type, handler) => removeEventListener("sigilo-" + type, handler),
  consent: {
    state: () => decided,
    external(read) {
      reader = read;
      chats().forEach((chat) => chat.tell());
    },
  },
  get unread() {
    return chats()[0]?.unread;
  },
  push: (use) => use(api),
};

for (const name of ["open", "close", "toggle", "prefill", "context", "identify", "logout", "set", "remove"]) {
  api[name] = (value) => chats()[0]?.[name](value);
}
// Of the element nothing is left, node or listener; what was decided and said stays in the browser.
api.destroy = api.remove;

/** An element of `name` with these properties. */
const make = (name, properties) => Object.assign(document.createElement(name), properties);

class SigiloChat extends HTMLElement {
  static observedAttributes = ["data-lang", "data-label", ...LOOKS.map((name) => "data-" + name)];

  /** How many messages came while the chat was closed. */
  unread = 0;

  #root = this.attachShadow({ mode: "open" });
  #launcher = make("button", { type: "button", ariaHasPopup: "dialog", onclick: () => this.toggle() });
  #panel = make("div", { role: "dialog", hidden: true });
  #frame;
  /** The frame's window, once it runs. */
  #window;
  /** What the page said before the frame could hear it. */
  #said = {};
  /** How the page's server says who the visitor is, and the key that it is asked about. */
  #who;
  #jkt;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    // What the page puts into the element, an invitation, stands beside the launcher.
    this.#root.append(this.#launcher, make("slot"), this.#panel);
  }

  connectedCallback() {
    addEventListener("message", this);
    visualViewport.addEventListener("resize", this);
    this.attributeChangedCallback();
  }

  disconnectedCallback() {
    removeEventListener("message", this);
    visualViewport.removeEventListener("resize", this);
    // A frame that is taken out of the page starts anew when it comes back.
    this.#window = null;
  }

  attributeChangedCallback() {
    this.#draw();
    this.#post(this.#look());
  }

  /** Opens the chat and moves the focus into it. The first time, this makes the frame. */
  open() {
    if (!this.#panel.hidden) return;
    this.#panel.hidden = false;
    this.#load();
    this.#draw();
    this.#post({ type: "show" });
    this.#frame.focus();
    this.#fire("open");
    this.tell();
  }

  /** Closes the chat; the frame stays, so that a draft does. The focus returns to the launcher. */
  close() {
    if (this.#panel.hidden) return;
    const focused = this.#root.activeElement;
    this.#panel.hidden = true;
    this.#draw();
    this.#post({ type: "hide" });
    if (focused) this.#launcher.focus();
    this.#fire("close");
  }

  toggle() {
    this.#panel.hidden ? this.open() : this.close();
  }

  /** Puts words into the field, once the chat is open, for the visitor to send or not. */
  prefill(text) {
    this.#say({ type: "prefill", text });
  }

  /** Offers what the page knows, name by name, for the visitor to read and to share or not. */
  context(data) {
    this.#say({ type: "context", data });
  }

  /** Asks `read(jkt)` for a token of the site's server that says who the visitor is, each time that the chat wants one. */
  identify(read) {
    this.#who = read;
    this.#introduce();
  }

  /** Sets attributes by the names that they have without `data-`. */
  set(attributes) {
    Object.assign(this.dataset, attributes);
  }

  /** Forgets the conversation in this browser, and ends what it may still read. Loads the frame, if it has to. */
  logout() {
    this.#who = 0;
    this.#said = {};
    this.#load();
    this.#say({ type: "logout" });
  }

  async #introduce() {
    if (this.#who && this.#jkt) this.#post({ type: "identity", token: await this.#who(this.#jkt) });
  }

  #load() {
    if (this.#frame) return;
    this.#frame = make("iframe", { referrerPolicy: "no-referrer", src: FRAME, title: this.#panel.ariaLabel });
    this.#panel.append(this.#frame);
  }

  #say(message) {
    this.#said[message.type] = message;
    this.#post(message);
  }

  /** Tells the frame what the page's consent manager says now. Last in its caller: the page's reader may throw. */
  tell() {
    if (reader) this.#post({ type: "external", purposes: reader() });
  }

  /** What the window hears: only the frame, and only from the widget's origin; and what a keyboard on screen leaves of it. */
  handleEvent({ target, source, origin, data }) {
    // The browser shows the page's lower end then, where the panel stands on a phone. Zooming in by hand changes nothing.
    if (target.scale) this.#panel.style.maxHeight = target.height * target.scale + "px";
    if (source !== this.#frame?.contentWindow || origin !== FRAME.origin) return;
    const { type, state } = data;
    if (type === "close") return this.close();
    if (type === "consent") decided = state;
    if (type === "unread") this.unread = state.count;
    if (type === "identify") {
      this.#jkt = state.jkt;
      return this.#introduce();
    }
    if (type === "ready") {
      this.#window = source;
      this.#post({ ...this.#data, ...this.#look(), type: "open" });
      Object.values(this.#said).map(this.#post, this);
      if (this.#panel.hidden) this.#post({ type: "hide" });
    }
    this.#draw();
    this.#fire(type, state);
    if (type === "ready") this.tell();
  }

  /** What the element says, and for what it leaves out, the script tag. */
  get #data() {
    return { lang: document.documentElement.lang, ...tag?.dataset, ...this.dataset };
  }

  /** Makes custom properties of the attributes, and tells what the frame has to look like. */
  #look() {
    const looks = { type: "look", lang: this.#data.lang };
    for (const name of LOOKS) {
      const property = "--sigilo-" + name;
      if (this.#data[name] != null) this.style.setProperty(property, this.#data[name]);
      looks[name] = getComputedStyle(this).getPropertyValue(property);
    }
    return looks;
  }

  /** Tells the page of something, by an event that bubbles up to the window. */
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent("sigilo-" + type, { bubbles: true, detail }));
  }

  #post(message) {
    this.#window?.postMessage({ sigilo: 1, ...message }, FRAME.origin);
  }

  #draw() {
    const open = !this.#panel.hidden;
    const label = this.#data.label || "Chat";
    const count = (!open && this.unread) || "";
    // One name in every language; whether it opens or closes is in `aria-expanded`.
    this.#launcher.ariaLabel = label + (count && ` (${count})`);
    this.#launcher.ariaExpanded = open;
    this.#launcher.dataset.count = count;
    this.#panel.ariaLabel = label;
    // On a phone the panel covers the page: the frame's own close button takes over, once it runs.
    this.#launcher.className = open && !!this.#window;
  }
}

// A second copy of this file, or a second tag, finds the first one's element.
if (!customElements.get("sigilo-chat")) {
  customElements.define("sigilo-chat", SigiloChat);
  // What the page asked for before this ran waits in a list of functions, which the API replaces.
  const queue = window.sigilo;
  window.sigilo = api;
  // A page that places its own element gets no other.
  const mount = () => chats()[0] ?? document.body.append(make("sigilo-chat"));
  // With `async` this can run before the body exists.
  document.body ? mount() : addEventListener("DOMContentLoaded", mount);
  queue?.forEach?.(api.push);
}
