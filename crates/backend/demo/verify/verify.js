// Checks a receipt, or a bundle of them, without asking anybody: docs/receipts.md, "Checking".
// Written apart from the Rust code that does the same; a test holds the two against each other.

import { open } from "./file.js";
import { isBy, isObject, read } from "./jose.js";
import { parse } from "./json.js";

const MAX_BUNDLE = 10 * 1024 * 1024;
const SKEW_MS = 300_000;

/** The names, in their order. */
export const CHECKS = ["size", "format", "terms", "subject", "signature", "countersignature", "manifest", "policy", "notice", "purposes", "recipients", "rights", "training", "chain", "time"];

const PASSED = { outcome: "passed" };
const failed = (reason) => ({ outcome: "failed", reason });
const impossible = (reason) => ({ outcome: "impossible", reason });
const ALONE = { ...impossible("not-in-file"), receipt: null };

/**
 * `bytes` of a file; `pins`, the trusted thumbprints, or undefined; `terms`, a Set of the vocabulary's.
 * Gives a list of { name, outcome: "passed" | "failed" | "impossible", reason?, receipt: number | null }.
 */
export async function verify(bytes, { pins, terms } = {}) {
  if (bytes.length > MAX_BUNDLE) return unread(0, "too-large");
  const file = await open(bytes, pins);
  if (!file) return unread(1, "not-a-receipt");
  const outcomes = {
    size: { ...PASSED, receipt: null },
    format: { ...PASSED, receipt: null },
    terms: await each(file, ({ json }) => knownTerms(json, terms)),
    subject: await each(file, (receipt) => subject(file, receipt)),
    signature: await each(file, async ({ signed }) => (await isBy(signed, signed.key)) ? PASSED : failed("signature-wrong")),
    countersignature: await each(file, (receipt) => countersignature(file, receipt)),
    manifest: manifests(file, pins) ?? (await each(file, (receipt) => of(cited(file, receipt)))),
    policy: documents(file) ?? (await each(file, (receipt) => of(core(file, receipt)))),
    notice: file.isBundle ? await each(file, (receipt) => notice(file, receipt)) : ALONE,
    purposes: file.isBundle ? await each(file, (receipt) => purposes(file, receipt)) : ALONE,
    recipients: file.isBundle ? await each(file, (receipt) => recipients(file, receipt)) : ALONE,
    rights: await each(file, ({ records }) => (records.every(({ rights }) => isAlike(rights, RIGHTS)) ? PASSED : failed("rights-wrong"))),
    training: file.isBundle ? await each(file, (receipt) => training(file, receipt)) : ALONE,
    chain: await each(file, (receipt, at) => chain(file, receipt, at)),
    time: await each(file, (receipt, at) => time(file, receipt, at)),
  };
  return CHECKS.map((name) => ({ name, ...outcomes[name] }));
}

/** Whether no check failed. */
export const isSound = (checks) => checks.every(({ outcome }) => outcome !== "failed");

function unread(place, reason) {
  const outcome = (at) => (at < place ? PASSED : at === place ? failed(reason) : impossible("not-read"));
  return CHECKS.map((name, at) => ({ name, ...outcome(at), receipt: null }));
}

/** The first receipt for which a check failed, else the first for which it was impossible. */
async function each(file, check) {
  let first;
  for (const [at, receipt] of file.receipts.entries()) {
    const found = await check(receipt, at);
    if (found.outcome === "failed") return { ...found, receipt: at };
    if (found.outcome === "impossible") first ??= { ...found, receipt: at };
  }
  return first ?? { ...PASSED, receipt: null };
}

/** What was found, or the reason why not. */
const of = (found) => (typeof found === "string" ? failed(found) : PASSED);

const OTHERS = new Set([
  "dct:audience", "dct:conformsTo", "dct:created", "dct:identifier", "dct:language", "dct:publisher", "skos:broader",
  "sigilo:Objected", "sigilo:keyThumbprint", "sigilo:policySha256", "sigilo:policyVersion", "sigilo:prevReceiptHash",
  "sigilo:role", "sigilo:session", "sigilo:textSha256", "sigilo:trainsModel",
]);
const SESSION = ["gpc", "manifestSha256", "origin", "uiLanguage", "widgetVersion"];

function knownTerms(json, terms) {
  if (!terms) return impossible("no-list");
  const isKnown = (term) => terms.has(term) || OTHERS.has(term);
  const areKnown = (value) => {
    if (Array.isArray(value)) return value.every(areKnown);
    if (typeof value === "string") return !/^(?:dpv|pd|eu-gdpr|sigilo):/.test(value) || isKnown(value);
    if (!isObject(value)) return true;
    return Object.entries(value).every(([name, inner]) => {
      if (name === "@context") return true;
      if (name === "sigilo:session") return isObject(inner) && Object.keys(inner).every((own) => SESSION.includes(own));
      return (["@id", "@type"].includes(name) || isKnown(name)) && areKnown(inner);
    });
  };
  return areKnown(json) ? PASSED : failed("unknown-term");
}

function subject(file, { signed, records }) {
  const visitor = signed.key.thumbprint;
  const isOne = visitor === file.receipts[0].signed.key.thumbprint;
  return isOne && records.every((record) => record.subject === visitor) ? PASSED : failed("another-subject");
}

async function countersignature(file, receipt) {
  if (!file.isBundle) return impossible("not-in-file");
  if (receipt.countersignature === undefined) return impossible("not-countersigned");
  return (await countersigned(file, receipt)) ? PASSED : failed("countersignature-wrong");
}

/** What a recipient of a manifest that holds has signed about a receipt. */
async function countersigned(file, receipt) {
  const signed = await read(receipt.countersignature, "sigilo-countersignature+jws", { carriesKey: false });
  const said = signed?.json;
  if (!isObject(said) || Object.keys(said).sort().join() !== "iat,receipt,site") return undefined;
  if (said.receipt !== receipt.hash || !Number.isSafeInteger(said.iat)) return undefined;
  for (const manifest of file.manifests) {
    if (manifest.wrong || manifest.site !== said.site) continue;
    for (const key of manifest.keys) if (await isBy(signed, key)) return said;
  }
  return undefined;
}

function manifests(file, pins) {
  if (!file.isBundle) return ALONE;
  const wrong = file.manifests.find((manifest) => manifest.wrong);
  if (wrong) return { ...failed(wrong.wrong), receipt: null };
  const areThere = file.receipts.every((receipt) => typeof cited(file, receipt) !== "string");
  return !pins && areThere ? { ...impossible("not-pinned"), receipt: null } : undefined;
}

/** The manifest that a receipt names, or a reason. */
function cited(file, receipt) {
  const manifest = file.manifests.find((own) => !own.wrong && own.hash === receipt.manifest);
  if (!manifest) return "manifest-missing";
  const controller = `https://${manifest.site}/#controller`;
  return receipt.records.every((record) => record.controller === controller) ? manifest : "another-controller";
}

function documents(file) {
  if (!file.isBundle) return ALONE;
  const hashes = file.manifests.filter((manifest) => !manifest.wrong).map(({ policy }) => policy);
  const cores = hashes.filter((hash) => file.documents.has(hash)).map((hash) => readCore(file.documents.get(hash)));
  if (cores.some((core) => !core)) return { ...failed("document-wrong"), receipt: null };
  const named = new Set([...hashes, ...cores.flatMap((core) => Object.values(core.texts))]);
  const areNamed = [...file.documents.keys()].every((hash) => named.has(hash));
  return areNamed ? undefined : { ...failed("document-unknown"), receipt: null };
}

function readCore(document) {
  const core = parse(document);
  return isObject(core) && core.v === 2 && Array.isArray(core.purposes) && isObject(core.texts) ? core : undefined;
}

/** The policy of a receipt's manifest, or a reason. */
function core(file, receipt) {
  const manifest = cited(file, receipt);
  if (typeof manifest === "string") return "manifest-missing";
  if (receipt.records.some((record) => record.policy !== manifest.policy)) return "another-policy";
  const document = file.documents.get(manifest.policy);
  return document === undefined ? "document-missing" : (readCore(document) ?? "document-wrong");
}

const ANSWERS = ["dpv:ConsentGiven", "dpv:ConsentRefused", "dpv:DataSubjectInformed"];

function notice(file, receipt) {
  const policy = core(file, receipt);
  if (typeof policy === "string") return failed(policy);
  for (const { text, lang, status } of receipt.records) {
    if (text === undefined) {
      if (status.some((term) => ANSWERS.includes(term))) return failed("no-notice");
    } else if (lang === undefined || !Object.hasOwn(policy.texts, lang) || policy.texts[lang] !== text) {
      return failed("another-notice");
    }
  }
  const shown = receipt.records.map(({ text }) => text).filter((text) => text !== undefined);
  return shown.every((text) => file.documents.has(text)) ? PASSED : failed("document-missing");
}

function purposes(file, receipt) {
  const policy = core(file, receipt);
  if (typeof policy === "string") return failed(policy);
  const decided = new Set();
  for (const record of receipt.records) {
    const purpose = policy.purposes.find(({ id }) => id === record.id);
    if (!purpose || decided.has(record.id) || !isDeclared(record, purpose)) return failed("another-purpose");
    if (!statuses(purpose.basis).includes(record.status.join())) return failed("status-wrong");
    decided.add(record.id);
  }
  return decided.size ? PASSED : failed("no-purpose");
}

function isDeclared(record, { category, basis, data, retention, transfers, decides }) {
  const declared = {
    category, basis, retention, decides,
    data: data.map(({ kind, necessity }) => [kind, necessity]),
    transfers: transfers.map((transfer) => [`loc:${transfer.country}`, transfer.basis]),
  };
  return Object.entries(declared).every(([name, value]) => JSON.stringify(record[name]) === JSON.stringify(value));
}

/** Withdrawal, Arts. 15 to 22 GDPR, a complaint. */
const RIGHTS = ["A7-3", "A15", "A16", "A17", "A18", "A20", "A21", "A22", "A77"].map((article) => ({ "@type": `eu-gdpr:${article}` }));

/** Whether those are named whom the manifest lets read, and the companies that the purpose hands data to. */
function recipients(file, receipt) {
  const policy = core(file, receipt);
  if (typeof policy === "string") return failed(policy);
  const { readers } = cited(file, receipt);
  const areNamed = receipt.records.every((record) => {
    const named = policy.purposes.find(({ id }) => id === record.id)?.recipients ?? [];
    const companies = policy.processors.filter(({ id }) => named.includes(id)).map(({ id, name, country }) => (
      { "dct:identifier": id, "dpv:hasName": name, "dpv:hasLocation": `loc:${country}` }
    ));
    return isAlike(record.recipients, readers) && isAlike(record.processors, companies.length ? companies : undefined);
  });
  return areNamed ? PASSED : failed("recipients-wrong");
}

function training(file, receipt) {
  const policy = core(file, receipt);
  if (typeof policy === "string") return failed(policy);
  const trains = (record) => policy.purposes.find(({ id }) => id === record.id)?.trains_model === true || undefined;
  return receipt.records.every((record) => record.trains === trains(record)) ? PASSED : failed("training-wrong");
}

/** Whether two say the same, in whichever order their members are written. */
function isAlike(one, other) {
  if (!isObject(one) && !Array.isArray(one)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other) || (!isObject(other) && !Array.isArray(other))) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && isAlike(one[name], other[name]));
}

/** The statuses that a legal basis has. */
function statuses(basis) {
  if (/^eu-gdpr:(?:A6-1-a|A9-2-a)/.test(basis)) {
    const one = ["dpv:ConsentRefused", "dpv:ConsentWithdrawn", "dpv:ConsentExpired", "dpv:ConsentInvalidated"];
    return ["dpv:ConsentGiven,dpv:ExplicitlyExpressedConsent", ...one];
  }
  const objected = { d: "dpv:VitalInterestObjected", e: "dpv:PublicInterestObjected", f: "dpv:LegitimateInterestObjected" };
  const article = basis.match(/^eu-gdpr:A6-1-(.)/)?.[1];
  return ["dpv:DataSubjectInformed", "dpv:DataSubjectUninformed", objected[article] ?? "sigilo:Objected"];
}

function chain(file, { previous }, at) {
  const before = at > 0 ? file.receipts[at - 1].hash : undefined;
  if (previous === before) return PASSED;
  if (at > 0) return failed("out-of-order");
  return file.isBundle ? failed("earlier-missing") : impossible("not-in-file");
}

async function time(file, receipt, at) {
  const before = at > 0 ? file.receipts[at - 1].created : 0;
  const said = file.isBundle && receipt.countersignature !== undefined ? await countersigned(file, receipt) : undefined;
  const isOrdered = receipt.records.every((record) => record.at <= receipt.created) &&
    before <= receipt.created + SKEW_MS && (!said || receipt.created <= said.iat * 1000 + SKEW_MS);
  return isOrdered ? PASSED : failed("time-wrong");
}
