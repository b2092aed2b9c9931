// What a page does with `window.sigilo` and `<sigilo-chat>`: it compiles, under `strict`.

import type { ConsentReader, ConsentState, Sigilo, Status } from "../../src/embed";
import { load } from "../../src/load";

// Before the script has run there is a list in its place.
(window.sigilo ||= []).push((sigilo) => {
  const end: () => void = sigilo.on("consent", ({ detail }) => show(detail));
  end();
});

function show(state: ConsentState): void {
  const answer: Status | undefined = state.purposes["answer"];
  document.title = `${answer ?? "NotAsked"} ${state.gpc} ${state.known}`;
}

function withReader(sigilo: Sigilo): ConsentState | null {
  const reader: ConsentReader = () => ({ marketing: false });
  sigilo.consent.external(reader);
  return sigilo.consent.state();
}

const chat = document.querySelector("sigilo-chat");
chat?.open();
chat?.addEventListener("sigilo-close", (event) => event.stopPropagation());
document.createElement("sigilo-chat").close();

chat?.toggle();
chat?.prefill("¿Qué cubre el seguro?");
const unread: number = chat?.unread ?? 0;

window.addEventListener("sigilo-message", ({ detail }) => {
  document.title = detail.author === "recipient" ? `(${unread})` : "";
});

// From a package.
load({ src: "https://widget.example/embed.js", integrity: "sha384-x", backend: "https://r.example/v1/sites/s", key: "k" })
  .then((sigilo) => sigilo.on("unread", ({ detail }) => (document.title = `(${detail.count})`)));

export { withReader };
