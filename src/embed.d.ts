/**
 * What `embed.js` gives to the page: `window.sigilo`, and the element `<sigilo-chat>`.
 *
 * The script is a module and runs late. Code that may run before it puts functions on a list, which
 * are called once the API is there:
 *
 * ```js
 * (window.sigilo ||= []).push((sigilo) => sigilo.on("consent", (event) => use(event.detail)));
 * ```
 *
 * Nothing here can give consent: only the visitor can, by a button in the chat.
 */
export {};

/** Where a purpose stands, in the words of DPV's consent states. */
export type Status =
  | "NotAsked"
  | "Requested"
  | "Deferred"
  | "Given"
  | "Refused"
  | "Withdrawn"
  | "Expired"
  | "Invalidated";

/** What the visitor decided in the chat. A copy: changing it changes nothing. */
export interface ConsentState {
  /** By the purpose's id in the site's policy. */
  purposes: Record<string, Status>;
  /** Whether the browser sends Global Privacy Control. */
  gpc: boolean;
  /** Whether this browser holds a decision that could be read; if not, nothing is granted. */
  known: boolean;
}

/**
 * Tells what the page's own consent manager was told, by the chat's purpose ids: `{ marketing: false }`.
 * `false` keeps the switch of an optional purpose off until the visitor says otherwise in the chat, which
 * says why. `true` changes nothing: what was agreed to elsewhere is no consent to the chat's notice.
 */
export type ConsentReader = () => Record<string, boolean>;

/** What the page knows, by the names that the visitor reads. */
export type Context = Record<string, string | number>;

/** Gets a JWT that says who the visitor is (docs/staff.md), bound to the key with the thumbprint `jkt` (RFC 7638). */
export type Identify = (jkt: string) => Promise<string>;

/**
 * What can be set at any time: the attributes, by the names that they have without `data-`. An empty string takes one back. docs/embed.md
 * says what each does.
 */
export interface Attributes {
  /** The language: `es`, `en`, `pt`, `fr`, `de`, `it`, `ca` or `ar`, if the policy has a text in it. */
  lang?: string;
  /** Name of launcher and dialog. */
  label?: string;
  /** `none` hides the launcher. */
  launcher?: "none" | "";
  /** The corner where lines begin. */
  position?: "start" | "";
  accent?: string;
  radius?: string;
  font?: string;
  icon?: string;
  logo?: string;
  greeting?: string;
  offset?: string;
  width?: string;
  height?: string;
}

/** The events, and what their `detail` is. The element fires each as `sigilo-` and its name; they bubble. */
export interface SigiloEvents {
  /** The frame runs; the first time the chat is opened. */
  ready: undefined;
  /** The chat was opened. */
  open: undefined;
  /** The chat was closed; a draft stays. */
  close: undefined;
  /** A message is there, of the visitor's or for them. What it says, the page is not told. */
  message: { author: "visitor" | "recipient" };
  /** Another number of messages came while the chat was closed. */
  unread: { count: number };
  /** After each decision, and when a chat is opened for which there is one. */
  consent: ConsentState;
  /** The chat asks who the visitor is, for the key with this thumbprint; what `identify` was given is asked then. */
  identify: { jkt: string };
  /** After `logout`: nothing of the chat is left in this browser. */
  logout: Record<string, never>;
  /**
   * Something can't be as the page asked. `accent`: the colour is none, or could not be read on the chat's
   * paper and was moved until it can.
   */
  error: { code: "accent" };
}

/** `window.sigilo`. */
export interface Sigilo {
  /** Calls `handler` at each event of `type`; returns a function that ends it. */
  on<Type extends keyof SigiloEvents>(
    type: Type,
    handler: (event: CustomEvent<SigiloEvents[Type]>) => void,
  ): () => void;
  /** Ends what `on` began with the same handler. */
  off<Type extends keyof SigiloEvents>(
    type: Type,
    handler: (event: CustomEvent<SigiloEvents[Type]>) => void,
  ): void;

  consent: {
    /** The last state that the chat told, or `null` before it was opened. */
    state(): ConsentState | null;

    /**
     * `reader` is asked each time the chat is opened. Call this again when the page's decision changes.
     */
    external(reader: ConsentReader): void;
  };

  /** What the element of the same page has and does; with several, the first one; `undefined` while there is none. */
  readonly unread: number | undefined;
  open(): void;
  close(): void;
  toggle(): void;
  prefill(text: string): void;
  context(data: Context): void;
  identify(read: Identify): void;
  logout(): void;
  set(attributes: Attributes): void;
  /** Takes the element off the page, with every listener. What was decided and said stays in the browser. */
  destroy(): void;

  /** Calls `use` at once: what the list does that stood here before. */
  push(use: (sigilo: Sigilo) => void): void;
}

/**
 * `<sigilo-chat>`. The script tag makes one, unless the page has placed its own; each may have attributes of
 * the script tag, which speaks for those that it leaves out. docs/embed.md lists them.
 */
export interface SigiloChat extends HTMLElement {
  /** How many messages came while the chat was closed. */
  readonly unread: number;
  /** Opens the chat and moves the focus into it. */
  open(): void;
  /** Closes it; a draft stays. */
  close(): void;
  /** Opens or closes it. */
  toggle(): void;
  /** Puts words into the field, before what is there, for the visitor to send or not. */
  prefill(text: string): void;
  /**
   * Offers what the page knows, by name. The visitor reads it above the field and takes it into their message or
   * leaves it out; of what is there no more than 12 entries of 200 characters are read.
   */
  context(data: Context): void;
  /**
   * `read` is asked for a JWT of the site's server once the visitor has given the purpose `identity` and the
   * conversation is open, in each load, and again when one has expired before it could be sent. It goes to the
   * desk inside the encryption.
   */
  identify(read: Identify): void;
  /** Sets attributes: the language, the launcher, the looks. */
  set(attributes: Attributes): void;
  /**
   * Destroys what this browser has of the chat, keys and conversation, and ends what could be read with them; the
   * frame is loaded for that, if it was not. `sigilo-logout` says when it is done.
   */
  logout(): void;
}

declare global {
  interface Window {
    /** The API, or before `embed.js` has run a list of functions that wait for it. */
    sigilo?: Sigilo | ((sigilo: Sigilo) => void)[];
  }
  interface HTMLElementTagNameMap {
    "sigilo-chat": SigiloChat;
  }
  interface HTMLElementEventMap extends SigiloElementEvents {}
  interface WindowEventMap extends SigiloElementEvents {}
}

type SigiloElementEvents = {
  [Type in keyof SigiloEvents as `sigilo-${Type}`]: CustomEvent<SigiloEvents[Type]>;
};
