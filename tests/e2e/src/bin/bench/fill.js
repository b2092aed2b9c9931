// In the frame of an open conversation: the sealed record gets as many messages as are wanted, made of the two kinds
// that are there, sealed by the visitor's own key, all in one as the widget did once. It makes pages of them with its
// next change. Returns how many bytes they are.
const [count, texts] = arguments;
const done = (request) => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result);
  request.onerror = () => no(request.error);
});
const name = (await indexedDB.databases()).map((own) => own.name).find((own) => own.startsWith("sigilo:"));
const db = await done(indexedDB.open(name));
const records = (mode) => db.transaction("records", mode).objectStore("records");
const { seal } = await done(records("readonly").get("keys"));
const { epoch, pages = "", sealed } = await done(records("readonly").get("state"));
const gcm = (iv, of, pages) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`sigilo1 record ${of}${pages}`) });
const opened = await crypto.subtle.decrypt(gcm(sealed.slice(0, 12), epoch, pages), seal, sealed.slice(12));
const kept = JSON.parse(new TextDecoder().decode(opened));
const said = kept.messages.filter((own) => !own.told);
const kinds = [said.find((own) => !own.name), said.find((own) => own.name)];
const start = Date.now() - count * 1_000;
const messages = Array.from({ length: count }, (_, at) => {
  const { author, name } = kinds[at % 2];
  const text = `${texts[at % texts.length]} (${at + 1})`;
  return { id: `${kinds[at % 2].id}-${at}`, author, ...(name && { name }), text, at: start + at * 1_000 };
});
kept.messages = [...messages, ...kept.messages];
const iv = crypto.getRandomValues(new Uint8Array(12));
const next = epoch + 1000;
const text = new TextEncoder().encode(JSON.stringify(kept));
const body = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, next, ""), seal, text));
const whole = new Uint8Array([...iv, ...body]);
// What was put is there once its transaction is over: a page that goes before that takes it along.
const writing = db.transaction("records", "readwrite");
const written = new Promise((yes, no) => {
  writing.oncomplete = yes;
  writing.onabort = () => no(writing.error);
});
writing.objectStore("records").put({ epoch: next, sealed: whole }, "state");
await written;
db.close();
return whole.length;
