/**
 * Sigilo on the host page: the launcher, the panel, and the messages to the frame inside it.
 *
 * Not here: the chat. It runs in an iframe of this file's own origin, made when the visitor opens
 * it. Until then this file requests nothing; it never stores anything, and it works on a page
 * whose CSP forbids every style and requires Trusted Types.
 *
 * For the page's author: `window.sigilo`, which `embed.d.ts` describes; `document.querySelector("sigilo-chat").open()` and `.close()`; the events
 * `sigilo-open` and `sigilo-close`; the custom properties `--sigilo-accent` and
 * `--sigilo-on-accent`, set on `sigilo-chat`.
 */

const FRAME = new URL("index.html", import.meta.url);

// `document.currentScript` is null in a module, so the tag is found by its address.
const tag = [...document.scripts].find((script) => script.src === import.meta.url);
const { backend = "", key = "", label = "Chat", lang = document.documentElement.lang } =
  tag?.dataset ?? {};

const [OPEN, CLOSE] = /^es/i.test(lang || navigator.language)
  ? ["Abrir el chat", "Cerrar el chat"]
  : ["Open the chat", "Close the chat"];

const BUBBLE = "M12 4c-5 0-9 3.3-9 7.5 0 2.1 1 4 2.6 5.3L5 21l4.4-2.3c.8.2 1.7.3 2.6.3 5 0 9-3.3 9-7.5S17 4 12 4Z";
const CROSS = "m6 6 12 12M18 6 6 18";

// A constructed sheet: the page's `style-src` has no say over it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host {
  all: initial;
  position: fixed;
  inset-block-end: max(20px, env(safe-area-inset-bottom));
  inset-inline-end: max(20px, env(safe-area-inset-right));
  z-index: 2147483000;
  color-scheme: light dark;
}
button {
  position: relative;
  z-index: 1;
  display: block;
  inline-size: 56px;
  block-size: 56px;
  padding: 14px;
  border: 2px solid transparent;
  border-radius: 50%;
  background: var(--sigilo-accent, #0d5f6f);
  color: var(--sigilo-on-accent, #fff);
  box-shadow: 0 2px 6px #0003, 0 8px 24px #0003;
  cursor: pointer;
}
button:hover { filter: brightness(1.1) }
button:focus-visible { outline: 3px solid var(--sigilo-accent, #0d5f6f); outline-offset: 3px }
svg {
  display: block;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}
div {
  box-sizing: border-box;
  position: absolute;
  inset-block-end: 72px;
  inset-inline-end: 0;
  inline-size: 400px;
  block-size: min(640px, 100dvh - 112px);
  overflow: hidden;
  border-radius: 16px;
  background: Canvas;
  background: light-dark(#fff, #11191c);
  box-shadow: 0 4px 12px #0002, 0 16px 48px #0003;
}
iframe { display: block; inline-size: 100%; block-size: 100%; border: 0 }
[hidden] { display: none }
@media (max-width: 480px) {
  div {
    position: fixed;
    inset: 0;
    inline-size: auto;
    block-size: 100dvh;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    border-radius: 0;
  }
  .away { display: none }
}
@media (prefers-reduced-motion: no-preference) {
  div { animation: rise .2s ease-out }
  @keyframes rise { from { opacity: 0; transform: translateY(12px) } }
}
@media print { :host { display: none } }
`);

/** What the frame last said of the visitor's decision. */
let decided = null;

/** How the page tells what its own consent manager was told, if it does. */
let reader;

const events = new EventTarget();

/** The page's API. */
const api = {
  on(type, handler) {
    events.addEventListener(type, handler);
    return () => events.removeEventListener(type, handler);
  },
  consent: {
    state: () => decided,
    external(read) {
      reader = read;
      document.querySelector("sigilo-chat")?.tell();
    },
  },
  push: (use) => use(api),
};

/** An element of `name` with `attributes` (of the SVG namespace if told so). */
function make(name, attributes, namespace = "http://www.w3.org/1999/xhtml") {
  const element = document.createElementNS(namespace, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  return element;
}

class SigiloChat extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #launcher = make("button", { type: "button", "aria-haspopup": "dialog" });
  #panel = make("div", { role: "dialog", "aria-label": label, hidden: "" });
  #icon = svg("path", {});
  #frame;
  #ready = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    const picture = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
    picture.append(this.#icon);
    this.#launcher.append(picture);
    this.#launcher.addEventListener("click", () => (this.#panel.hidden ? this.open() : this.close()));
    this.#root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.#root.append(this.#launcher, this.#panel);
    this.#draw();
  }

  connectedCallback() {
    addEventListener("message", this);
  }

  disconnectedCallback() {
    removeEventListener("message", this);
  }

  /** Opens the chat and moves the focus into it. The first time, this makes the frame. */
  open() {
    if (!this.#panel.hidden) return;
    this.#panel.hidden = false;
    if (!this.#frame) {
      this.#frame = make("iframe", { src: FRAME, title: label, referrerpolicy: "no-referrer" });
      this.#panel.append(this.#frame);
    }
    this.#draw();
    this.#post({ type: "show" });
    this.#frame.focus();
    this.dispatchEvent(new Event("sigilo-open", { bubbles: true }));
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
    this.dispatchEvent(new Event("sigilo-close", { bubbles: true }));
  }

  /** Tells the frame what the page's consent manager says now. Last in its caller: the page's reader may throw. */
  tell() {
    if (reader && this.#ready) this.#post({ type: "external", purposes: reader() });
  }

  /** What the window hears: only the frame, and only from the widget's origin. */
  handleEvent({ source, origin, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== FRAME.origin) return;
    if (data?.sigilo !== 1) return;
    if (data.type === "close") this.close();
    if (data.type === "consent") {
      decided = data.state;
      events.dispatchEvent(new CustomEvent("consent", { detail: decided }));
    }
    if (data.type === "ready") {
      this.#ready = true;
      this.#draw();
      this.#post({ type: "open", backend, key, lang });
      if (this.#panel.hidden) this.#post({ type: "hide" });
      this.tell();
    }
  }

  #post(message) {
    if (this.#ready) {
      this.#frame.contentWindow.postMessage({ sigilo: 1, ...message }, FRAME.origin);
    }
  }

  #draw() {
    const open = !this.#panel.hidden;
    this.#icon.setAttribute("d", open ? CROSS : BUBBLE);
    this.#launcher.setAttribute("aria-label", open ? CLOSE : OPEN);
    this.#launcher.setAttribute("aria-expanded", open);
    // On a phone the panel covers the page: the frame's own close button takes over, once it runs.
    this.#launcher.classList.toggle("away", open && this.#ready);
  }
}

/** An SVG element. */
function svg(name, attributes) {
  return make(name, attributes, "http://www.w3.org/2000/svg");
}

// A second copy of this file, or a second tag, finds the first one's element.
if (!customElements.get("sigilo-chat")) {
  customElements.define("sigilo-chat", SigiloChat);
  // What the page asked for before this ran waits in a list of functions, which the API replaces.
  const queue = window.sigilo;
  window.sigilo = api;
  const mount = () =>
    document.querySelector("sigilo-chat") ?? document.body.append(document.createElement("sigilo-chat"));
  // With `async` this can run before the body exists.
  document.body ? mount() : addEventListener("DOMContentLoaded", mount);
  queue?.forEach?.(api.push);
}
