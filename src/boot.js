/**
 * Starts the widget in the frame: fetches the wasm, checked by its hash, and runs it.
 *
 * `cargo xtask dist` joins this file with the code that wasm-bindgen generates and fills in
 * WASM and WASM_INTEGRITY. `trunk serve` has a start of its own.
 */

import start from "./sigilo.js";

// The one sentence that can't come from a catalogue: the driver calls this where none could be had.
window.sigiloSorry = () => {
  const sentence = document.createElement("p");
  sentence.role = "alert";
  sentence.style.padding = "2rem";
  sentence.textContent =
    "Este navegador no puede abrir el chat cifrado: actualícelo o use otro canal. · " +
    "This browser can’t open the encrypted chat: update it, or use another channel.";
  document.getElementById("sigilo").replaceChildren(sentence);
};

// Most likely the sentences that are asked for once the program runs: fetched beside it.
navigator.languages.some((tag) => {
  const list = document.querySelector(`[rel=text][hreflang="${tag.slice(0, 2)}"]`);
  list && fetch(list.href, { integrity: list.integrity }).catch(() => {});
  return list;
});

try {
  await start({ module_or_path: fetch(WASM, { integrity: WASM_INTEGRITY }) });
} catch (reason) {
  console.error("sigilo:", reason);
  sigiloSorry();
}
