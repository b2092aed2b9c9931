// Checks an export of an audit log, from standard input, as docs/audit.md has it: written apart from
// the Rust code, on node's own SHA-256 and Ed25519. Arguments: the key, in base64url. Prints the first
// fault, or `whole` with the number of entries and checkpoints.

import { createHash, createPublicKey, verify } from "node:crypto";

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const b64u = (text) => Buffer.from(text, "base64url");

// RFC 6962, section 2.1, as it is written there.
const root = (leaves) => {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(Buffer.of(0), leaves[0]);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k)));
};

// What a signed note says, if it is this log's.
const checkpoint = (note, origin, key) => {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const id = sha256(Buffer.from(`${origin}\n`), Buffer.of(1), key).subarray(0, 4);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  const isSigned = note.slice(end + 2).split("\n").some((line) => {
    const [dash, name, signed] = line.split(" ");
    if (dash !== "\u2014" || name !== origin) return false;
    const bytes = Buffer.from(signed, "base64");
    return bytes.subarray(0, 4).equals(id) && verify(null, Buffer.from(text), publicKey, bytes.subarray(4));
  });
  const [own, size, hash] = text.split("\n");
  return isSigned && own === origin ? { size: Number(size), root: Buffer.from(hash, "base64") } : undefined;
};

const check = (lines, key) => {
  const { audit, origin, key: named } = lines[0];
  if (audit !== 1 || named !== key) return "another key";
  const heads = [];
  for (const { checkpoint: note } of lines.filter((line) => line.checkpoint)) {
    const head = checkpoint(note, origin, b64u(key));
    if (!head) return `checkpoint number ${heads.length + 1}`;
    heads.push(head);
  }
  const leaves = [];
  const erased = [];
  const recorded = new Map();
  let good = 0;
  for (const line of lines.filter((line) => "index" in line)) {
    const at = leaves.length;
    if (line.index !== at) return `entry ${at}`;
    const commitment = b64u(line.commitment);
    if (line.entry === undefined) {
      if (line.erased === undefined) return `entry ${at}`;
      erased.push(line);
    } else {
      if (!sha256(b64u(line.salt), Buffer.from(line.entry)).equals(commitment)) return `entry ${at}`;
      const event = JSON.parse(line.entry);
      for (const range of event.kind === "deletion.audit" ? event.details.entries.split(",") : []) {
        const [first, last = first] = range.split("-").map(Number);
        for (let place = first; place <= last; place += 1) recorded.set(place, event.details.under);
      }
    }
    leaves.push(commitment);
    const head = heads.find(({ size }) => size === leaves.length);
    if (head && !head.root.equals(root(leaves))) return `entry ${good}`;
    if (head) good = leaves.length;
  }
  const signed = Math.max(0, ...heads.map(({ size }) => size));
  if (leaves.length < signed) return `entry ${leaves.length}`;
  const unrecorded = erased.find(({ index, under }) => recorded.get(index) !== under);
  if (unrecorded) return `entry ${unrecorded.index}`;
  return `whole ${leaves.length} ${heads.length} ${erased.length}`;
};

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const lines = Buffer.concat(chunks).toString().trim().split("\n").map((line) => JSON.parse(line));
console.log(check(lines, process.argv[2]));
