// JSON as docs/protocol.md §2 has it: no name twice, whole numbers from 0 to 2^53 - 1, at most 32
// levels and 256 members an object. `JSON.parse` takes the last of two members of one name, so what
// one reader checks would not be what another one reads.

const MAX_LEVELS = 32;
const MAX_MEMBERS = 256;

/** The value, or undefined if the text is not of that form. Objects have no prototype. */
export function parse(text) {
  const reader = { text, at: 0 };
  try {
    const value = readValue(reader, 0);
    skip(reader);
    return reader.at === text.length ? value : undefined;
  } catch {
    return undefined;
  }
}

function readValue(reader, level) {
  if (level > MAX_LEVELS) throw new SyntaxError();
  skip(reader);
  const sign = reader.text[reader.at];
  if (sign === "{") return readObject(reader, level);
  if (sign === "[") return readList(reader, level);
  if (sign === '"') return readString(reader);
  const token = match(reader, /(?:true|false|null|0|[1-9][0-9]*)/y);
  const value = JSON.parse(token);
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new SyntaxError();
  return value;
}

function readObject(reader, level) {
  const object = Object.create(null);
  let count = 0;
  for (let more = open(reader, "}"); more; more = next(reader, "}")) {
    skip(reader);
    const name = readString(reader);
    if (Object.hasOwn(object, name) || ++count > MAX_MEMBERS) throw new SyntaxError();
    skip(reader);
    take(reader, ":");
    object[name] = readValue(reader, level + 1);
  }
  return object;
}

function readList(reader, level) {
  const list = [];
  for (let more = open(reader, "]"); more; more = next(reader, "]")) {
    list.push(readValue(reader, level + 1));
  }
  return list;
}

function readString(reader) {
  // What is between the quotes is JSON.parse's to judge, but for lone surrogates.
  const value = JSON.parse(match(reader, /"(?:[^"\\\u0000-\u001f]|\\.)*"/y));
  if (!value.isWellFormed?.() && /\p{Surrogate}/u.test(value)) throw new SyntaxError();
  return value;
}

/** After an opening bracket: whether something is inside. */
function open(reader, close) {
  reader.at += 1;
  skip(reader);
  if (reader.text[reader.at] !== close) return true;
  reader.at += 1;
  return false;
}

/** After an item: whether another one follows. */
function next(reader, close) {
  skip(reader);
  const sign = reader.text[reader.at];
  if (sign !== "," && sign !== close) throw new SyntaxError();
  reader.at += 1;
  return sign === ",";
}

function take(reader, sign) {
  if (reader.text[reader.at] !== sign) throw new SyntaxError();
  reader.at += 1;
}

function skip(reader) {
  while (" \t\n\r".includes(reader.text[reader.at] || "x")) reader.at += 1;
}

function match(reader, pattern) {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (!found) throw new SyntaxError();
  reader.at = pattern.lastIndex;
  return found[0];
}
