import type { Sigilo } from "./embed";

export type * from "./embed";

/** The script tag's attributes; docs/embed.md tells more of each. */
export interface Options {
  /** Where you host embed.js. Where Trusted Types are required, a `TrustedScriptURL` of yours. */
  src: string;
  /** The hash that `cargo xtask dist` printed. */
  integrity: string;
  /** The site's base on the backend, `https://relay.example/v1/sites/SITE`. */
  backend: string;
  /** The thumbprint of the site identity key; with a space between, also the next one's. */
  key: string;
  lang?: string;
  label?: string;
  position?: "end" | "start";
  launcher?: "none";
  accent?: string;
  radius?: string;
  font?: string;
  offset?: string;
  width?: string;
  height?: string;
}

/**
 * Loads the chat, once whatever the options of later calls. Rejects if the script can't be had or has another hash;
 * then it may be called again.
 */
export function load(options: Options): Promise<Sigilo>;
