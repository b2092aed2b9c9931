/**
 * Sigilo for pages that are built from packages: puts the script tag in, once, and gives the API. The chat itself is
 * not bundled: embed.js finds the files of its frame beside itself, under the hash that you name.
 */

let loading;

/** Loads the chat; `load.d.ts` tells the options. */
export function load({ src, integrity, ...attributes }) {
  loading ??= new Promise((resolve, reject) => {
    (window.sigilo ||= []).push(resolve);
    const script = document.createElement("script");
    Object.assign(script, { type: "module", crossOrigin: "", integrity, src });
    Object.assign(script.dataset, attributes);
    script.addEventListener("error", () => {
      loading = undefined;
      script.remove();
      reject(new Error("embed.js could not be loaded, or is not the file of this integrity"));
    });
    document.head.append(script);
  });
  return loading;
}
