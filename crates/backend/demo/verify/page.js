// The page: a file and perhaps a key in, a line for each check out. It requests nothing and keeps
// nothing; what is shown is text, never markup.

import { TERMS } from "./terms.js";
import { isSound, verify } from "./verify.js";
import { WORDS } from "./words.js";

const words = WORDS[document.documentElement.lang] ?? WORDS.en;
const terms = new Set(TERMS.split("\n"));
const at = (id) => document.getElementById(id);
let bytes;
let turn = 0;

at("form").addEventListener("submit", (event) => event.preventDefault());
at("file").addEventListener("change", () => take(at("file").files[0]));
at("key").addEventListener("input", show);
at("drop").addEventListener("dragover", (event) => event.preventDefault());
at("drop").addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer.files[0]);
});

async function take(file) {
  if (!file) return;
  bytes = new Uint8Array(await file.arrayBuffer());
  await show();
}

async function show() {
  if (!bytes) return;
  turn += 1;
  const mine = turn;
  const pins = at("key").value.split(/\s+/).filter(Boolean);
  const checks = await verify(bytes, { terms, pins: pins.length ? pins : undefined });
  // A later look has begun: its verdict is the one to show.
  if (mine !== turn) return;
  at("checks").replaceChildren(...checks.map(line));
  const isWhole = checks.every(({ outcome }) => outcome === "passed");
  at("verdict").textContent = isWhole ? words.whole : isSound(checks) ? words.sound : words.broken;
}

function line({ name, outcome, reason, receipt }) {
  const item = document.createElement("li");
  item.className = outcome;
  item.dataset.check = name;
  item.append(element("strong", words.checks[name]), element("code", name), element("span", words[outcome]));
  if (reason) {
    const place = receipt === null ? "" : ` (${words.receipt} ${receipt + 1})`;
    item.append(element("p", `${words.reasons[reason]}${place}`), element("code", reason));
  }
  return item;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
