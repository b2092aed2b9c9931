// Runs the demo's own check over the cases of standard input, and compares with what the Rust code
// found. Prints each difference; then each flipped bit that was not found.

import { isSound, verify } from "../../backend/demo/verify/verify.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { cases, pin, terms, flips } = JSON.parse(Buffer.concat(chunks).toString());
const options = { terms: new Set(terms) };
let wrong = 0;

for (const { name, file, pinned, expected } of cases) {
  const pins = pinned ? [pin] : undefined;
  const checks = await verify(new TextEncoder().encode(file), { ...options, pins });
  const found = checks.map((check) => [check.name, check.outcome, check.reason ?? null, check.receipt]);
  for (const [at, check] of found.entries()) {
    if (JSON.stringify(check) !== JSON.stringify(expected[at])) {
      console.log(`${name}: ${JSON.stringify(check)}, expected ${JSON.stringify(expected[at])}`);
      wrong += 1;
    }
  }
}

// One bit of every byte; `\u000A` for `\u000a` is another spelling of the same.
const whole = new TextEncoder().encode(flips);
const strict = (bytes) => JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)));
for (let at = 0; at < whole.length; at += 1) {
  const changed = whole.slice();
  changed[at] ^= 1 << at % 8;
  if (!isSound(await verify(changed, { ...options, pins: [pin] }))) continue;
  if (strict(changed) !== strict(whole)) {
    console.log(`byte ${at} was changed, and nothing found`);
    wrong += 1;
  }
}
console.log(`${cases.length} cases, ${whole.length} flips, ${wrong} wrong`);
process.exit(wrong ? 1 : 0);
