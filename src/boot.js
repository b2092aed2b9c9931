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

try {
  await start({ module_or_path: fetch(WASM, { integrity: WASM_INTEGRITY }) });
} catch (reason) {
  console.error("sigilo:", reason);
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.style.padding = "2rem";
  sentence.textContent = SORRY;
  document.getElementById("sigilo").replaceChildren(sentence);
}
