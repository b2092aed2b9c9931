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

/** The events, and what their `detail` is. */
export interface SigiloEvents {
  /** After each decision, and when a chat is opened for which there is one. */
  consent: ConsentState;
}

/** `window.sigilo`. */
export interface Sigilo {
  /** Calls `handler` at each event of `type`; returns a function that ends it. */
  on<Type extends keyof SigiloEvents>(
    type: Type,
    handler: (event: CustomEvent<SigiloEvents[Type]>) => void,
  ): () => void;

  consent: {
    /** The last state that the chat told, or `null` before it was opened. */
    state(): ConsentState | null;

    /**
     * `reader` is asked each time the chat is opened. Call this again when the page's decision changes.
     */
    external(reader: ConsentReader): void;
  };

  /** Calls `use` at once: what the list does that stood here before. */
  push(use: (sigilo: Sigilo) => void): void;
}

/** `<sigilo-chat>`. Fires `sigilo-open` and `sigilo-close`, which bubble. */
export interface SigiloChat extends HTMLElement {
  /** Opens the chat and moves the focus into it. */
  open(): void;
  /** Closes it; a draft stays. */
  close(): void;
}

declare global {
  interface Window {
    /** The API, or before `embed.js` has run a list of functions that wait for it. */
    sigilo?: Sigilo | ((sigilo: Sigilo) => void)[];
  }
  interface HTMLElementTagNameMap {
    "sigilo-chat": SigiloChat;
  }
  interface HTMLElementEventMap {
    "sigilo-open": Event;
    "sigilo-close": Event;
  }
}
