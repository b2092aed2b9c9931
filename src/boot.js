/**
 * Starts the widget in the frame: fetches the wasm, checked by its hash, and runs it.
 *
 * `cargo xtask dist` joins this file with the code that wasm-bindgen generates and fills in
 * WASM and WASM_INTEGRITY. `trunk serve` has a start of its own.
 */

import start from "./sigilo.js";

// The one sentence that can't come from the text catalogue: that is in the wasm.
const SORRY =
  "Este navegador no puede abrir el chat cifrado. Actualícelo o use otro canal de la empresa. · " +
  "This browser cannot open the encrypted chat. Please update it, or use another channel of the company.";

// The driver calls it where the sentences themselves can't be had.
window.sigiloSorry = () => {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.style.padding = "2rem";
  sentence.textContent = SORRY;
  document.getElementById("sigilo").replaceChildren(sentence);
};

// Most likely the ones that are asked for once the program runs: fetched beside it.
const lists = navigator.languages.map((tag) => document.querySelector(`link[rel=text][hreflang="${tag.slice(0, 2)}"]`));
const list = lists.find(Boolean);
if (list) fetch(list.href, { integrity: list.integrity }).catch(() => {});

try {
  await start({ module_or_path: fetch(WASM, { integrity: WASM_INTEGRITY }) });
} catch (reason) {
  console.error("sigilo:", reason);
  sigiloSorry();
}
