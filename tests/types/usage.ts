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
chat?.set({ lang: "de", launcher: "none", accent: "#3346b3" });
chat?.context({ Plan: "Gold", Price: 12.5 });
chat?.identify(async (jkt) => (await fetch("/token", { method: "POST", body: jkt })).text());
chat?.logout();
chat?.remove();
chat?.prefill("¿Qué cubre el seguro?");
const unread: number = chat?.unread ?? 0;

window.addEventListener("sigilo-message", ({ detail }) => {
  document.title = detail.author === "recipient" ? `(${unread})` : "";
});

// From a package.
load({ src: "https://widget.example/embed.js", integrity: "sha384-x", backend: "https://r.example/v1/sites/s", key: "k" })
  .then((sigilo) => sigilo.on("unread", ({ detail }) => (document.title = `(${detail.count})`)));

// Everything that the element does, the API does to the first one.
function all(sigilo: Sigilo): void {
  const hear = ({ detail }: CustomEvent<{ code: "accent" }>) => console.warn(detail.code);
  sigilo.on("error", hear);
  sigilo.off("error", hear);
  sigilo.open();
  sigilo.close();
  sigilo.toggle();
  sigilo.set({ lang: "ar", launcher: "", label: "Claims", position: "start" });
  sigilo.prefill("¿Qué cubre el seguro?");
  sigilo.context({ Plan: "Gold" });
  sigilo.identify(async (jkt) => jkt);
  sigilo.logout();
  document.title = `${sigilo.unread ?? 0}`;
  sigilo.destroy();
}

export { all, withReader };
