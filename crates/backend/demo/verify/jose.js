// Hashes, keys and signatures, by WebCrypto: SHA-256, ES256, compact JWS (RFC 7515), thumbprints
// (RFC 7638). A header is exactly what docs/protocol.md §2 says, or the JWS is none.

import { parse } from "./json.js";

const utf8 = new TextEncoder();

/** SHA-256 of a text or bytes, as base64url. */
export async function hash(data) {
  const bytes = typeof data === "string" ? utf8.encode(data) : data;
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function encode(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of base64url without padding; nothing for any other spelling of them. */
function decode(text) {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
  return encode(bytes) === text ? bytes : undefined;
}

/** Whether a value is a hash, or a thumbprint. */
export const isHash = (value) => decode(value)?.length === 32;

/** A public key of a JWK that has these members and no others; nothing if it is none. */
export async function key(jwk) {
  if (!isObject(jwk) || Object.keys(jwk).sort().join() !== "crv,kty,x,y") return undefined;
  const { crv, kty, x, y } = jwk;
  if (kty !== "EC" || crv !== "P-256" || !isHash(x) || !isHash(y)) return undefined;
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  try {
    const inner = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, false, ["verify"]);
    return { inner, thumbprint: await hash(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`) };
  } catch {
    return undefined;
  }
}

/** A JWS taken apart, its signature not looked at; nothing if its form or type is another. */
export async function read(jws, typ, { carriesKey }) {
  const parts = typeof jws === "string" ? jws.split(".") : [];
  if (parts.length !== 3) return undefined;
  const [header, payload, signature] = parts.map(decode);
  if (!header || !payload || signature?.length !== 64) return undefined;
  const head = parse(text(header) ?? "");
  const members = carriesKey ? "alg,jwk,typ" : "alg,typ";
  if (!isObject(head) || Object.keys(head).sort().join() !== members) return undefined;
  if (head.alg !== "ES256" || head.typ !== typ) return undefined;
  const own = carriesKey ? await key(head.jwk) : undefined;
  if (carriesKey && !own) return undefined;
  const input = jws.slice(0, jws.lastIndexOf("."));
  return { input, signature, key: own, json: parse(text(payload) ?? "") };
}

/** Whether a JWS is signed by a key. */
export async function isBy({ input, signature }, { inner }) {
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, inner, signature, utf8.encode(input));
}

/** The text of bytes, if they are UTF-8. */
export function text(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
