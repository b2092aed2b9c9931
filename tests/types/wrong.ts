// Uses that must not compile, one under each line that expects an error. Where one compiles, the
// expectation itself is the error.

import type { ConsentState, Sigilo, Status } from "../../src/embed";
import { load } from "../../src/load";

declare const sigilo: Sigilo;
declare const state: ConsentState;

// No event of that name.
// @ts-expect-error
sigilo.on("granted", () => {});

// The list may stand there still.
// @ts-expect-error
window.sigilo?.consent.state();

// There is no way to give consent.
// @ts-expect-error
sigilo.consent.grant("marketing");

// A reader tells of each purpose by its id.
// @ts-expect-error
sigilo.consent.external(() => true);

// It is nothing before the chat was opened.
// @ts-expect-error
sigilo.consent.state().known;

// One of eight names, and "granted" is none.
// @ts-expect-error
const granted: Status = "granted";

// A boolean.
// @ts-expect-error
const known: string = state.known;

// What leads to nothing has no words.
// @ts-expect-error
document.createElement("sigilo-chat").open("now");

// How many are unread is the chat's to say.
// @ts-expect-error
document.createElement("sigilo-chat").unread = 0;

// The page learns who wrote, and nothing of what was written.
// @ts-expect-error
sigilo.on("message", ({ detail }) => detail.text);

// Without a key nothing could be trusted.
// @ts-expect-error
load({ src: "https://widget.example/embed.js", integrity: "sha384-x", backend: "https://r.example/v1/sites/s" });

export { granted, known };
