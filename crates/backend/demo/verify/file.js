// A file taken apart: receipts, manifests, documents. What is not of the form that docs/receipts.md
// has is no receipt.

import { hash, isBy, isHash, isObject, key, read, text } from "./jose.js";
import { parse } from "./json.js";

const HOURS_72 = 72 * 3600;

/** A bundle, or a receipt alone; nothing if it is neither. */
export async function open(bytes, pins) {
  const whole = text(bytes);
  if (whole === undefined) return undefined;
  const isBundle = whole.trimStart().startsWith("{");
  const bundle = isBundle ? readBundle(parse(whole)) : { receipts: [{ receipt: whole.trimEnd() }], manifests: [], documents: [] };
  if (!bundle) return undefined;
  const receipts = [];
  for (const item of bundle.receipts) {
    const receipt = await readReceipt(item.receipt);
    if (!receipt) return undefined;
    receipts.push({ ...receipt, countersignature: item.countersignature });
  }
  const manifests = await Promise.all(bundle.manifests.map((jws) => readManifest(jws, pins)));
  const documents = new Map();
  for (const document of bundle.documents) documents.set(await hash(document), document);
  return { isBundle, receipts, manifests, documents };
}

function readBundle(bundle) {
  if (!isObject(bundle) || Object.keys(bundle).sort().join() !== "documents,manifests,receipts,type,v") return undefined;
  const { v, type, receipts, manifests, documents } = bundle;
  const isText = (value) => typeof value === "string";
  const isItem = (item) =>
    isObject(item) && isText(item.receipt) &&
    Object.entries(item).every(([name, value]) => ["receipt", "countersignature"].includes(name) && isText(value));
  const isOurs = v === 1 && type === "sigilo-receipt-bundle" && Array.isArray(receipts) && receipts.length > 0 &&
    receipts.every(isItem) && [manifests, documents].every((list) => Array.isArray(list) && list.every(isText));
  return isOurs ? bundle : undefined;
}

async function readReceipt(jws) {
  const signed = await read(jws, "sigilo-receipt+jws", { carriesKey: true });
  const json = signed?.json;
  if (!isObject(json) || json["@type"] !== "dpv:ConsentReceipt") return undefined;
  const previous = json["sigilo:prevReceiptHash"];
  const manifest = json["sigilo:session"]?.manifestSha256;
  const created = time(json["dct:created"]);
  const list = json["dpv:hasRecordOfActivity"];
  const records = Array.isArray(list) ? list.map(readRecord) : [undefined];
  const isWhole = created !== undefined && isHash(manifest) && records.every(Boolean) &&
    (!("sigilo:prevReceiptHash" in json) || isHash(previous));
  return isWhole ? { signed, json, hash: await hash(jws), previous, manifest, created, records } : undefined;
}

function readRecord(record) {
  const [process, ...others] = record?.["dpv:hasProcess"] ?? [];
  const notice = record?.["dpv:hasNotice"];
  const status = record?.["dpv:hasConsentStatus"];
  const purpose = process?.["dpv:hasPurpose"];
  const storage = process?.["dpv:hasStorageCondition"] ?? [];
  const own = storage.filter((item) => item["@type"] === "dpv:StorageDuration" && !("dct:identifier" in item));
  const data = process?.["dpv:hasPersonalData"];
  const read = {
    subject: record?.["dpv:hasDataSubject"]?.["dct:identifier"],
    controller: record?.["dpv:hasDataController"]?.["@id"],
    policy: notice?.["sigilo:policySha256"],
    text: notice?.["sigilo:textSha256"],
    lang: notice?.["dct:language"],
    id: purpose?.["dct:identifier"],
    category: purpose?.["skos:broader"],
    basis: process?.["dpv:hasLegalBasis"],
    data: Array.isArray(data) ? data.map((item) => [item["skos:broader"], item["dpv:hasNecessity"]]) : undefined,
    transfers: (process?.["dpv:hasProcessing"] ?? [])
      .filter((item) => item["@type"] === "dpv:Transfer")
      .map((item) => [item["dpv:hasThirdCountry"], item["dpv:hasLegalBasis"]]),
    decides: (process?.["dpv:hasProcessing"] ?? []).some((item) => item["@type"] === "dpv:AutomatedDecisionMaking"),
    retention: own[0]?.["dpv:hasDuration"],
    recipients: process?.["dpv:hasRecipient"],
    processors: process?.["dpv:hasDataProcessor"],
    trains: process?.["sigilo:trainsModel"],
    rights: record?.["dpv:hasRight"],
    status: [status?.["@type"]].flat(),
    at: time(status?.["dpv:isIndicatedAtTime"]),
  };
  const texts = [read.subject, read.controller, read.id, read.category, read.basis, read.retention, ...read.status];
  const isWhole = others.length === 0 && own.length === 1 && read.data && read.at !== undefined &&
    texts.every((value) => typeof value === "string") && isHash(read.policy) &&
    (read.text === undefined || isHash(read.text));
  return isWhole ? read : undefined;
}

/** A manifest by a pinned key; without pins, by its own. `wrong` says why it is none. */
async function readManifest(jws, pins) {
  const wrong = { wrong: "manifest-wrong" };
  const signed = await read(jws, "sigilo-manifest+jwt", { carriesKey: false });
  const manifest = signed?.json;
  if (!isObject(manifest) || jws.length > 64 * 1024 || manifest.v !== 1) return wrong;
  const own = await key(manifest.key);
  if (!own) return wrong;
  if (pins && !pins.includes(own.thumbprint)) return { wrong: "another-key" };
  const lifetime = manifest.exp - manifest.iat;
  const recipients = Array.isArray(manifest.recipients) ? manifest.recipients : [];
  const keys = await Promise.all(recipients.map((recipient) => recipient?.sig && key(recipient.sig)));
  const ids = new Set(recipients.map((recipient) => recipient?.id));
  const isWhole = (await isBy(signed, own)) && lifetime >= 0 && lifetime <= HOURS_72 && recipients.length <= 8 &&
    ids.size === recipients.length && keys.some(Boolean) && isHash(manifest.policy?.hash);
  if (!isWhole) return wrong;
  const readers = recipients.map(({ id, name, role }, at) => ({
    "dct:identifier": id, "dpv:hasName": name, "sigilo:role": role,
    ...(keys[at] ? { "sigilo:keyThumbprint": keys[at].thumbprint } : {}),
  }));
  return { hash: await hash(signed.input), site: manifest.site, policy: manifest.policy.hash, keys: keys.filter(Boolean), readers };
}

/** Milliseconds since 1970, of the one spelling that receipts have. */
function time(value) {
  const ms = typeof value === "string" ? Date.parse(value) : NaN;
  return ms >= 0 && ms < 253402300800000 && new Date(ms).toISOString() === value ? ms : undefined;
}
