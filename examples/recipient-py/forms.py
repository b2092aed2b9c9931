"""Forms (§8.1): values that only the recipients of the form's purpose open, inside an envelope that all do."""
import hmac
from os import urandom

import hpke
from wire import (H, SUITE, STEPS, b64u, dumps, field_name, gcm_open, gcm_seal, hkdf, lp, mapped, need, pad, parse_json, text,
                  unb64u)

VALUES = 16 * 1024


def _context(manifest, conv, visitor, id, form, purpose):
    return lp("sigilo1 form", SUITE, manifest.site, unb64u(conv), unb64u(manifest.mh), visitor, id, form, purpose)


def _info(context, who, kid, kc, sealed):
    return context + lp(who, kid, kc, H(sealed))


def _is_values(v):
    return mapped(field_name, lambda x: text(x) and 1 <= len(x) <= 4000)(v) and 1 <= len(v) <= 32


def seal_answer(manifest, conv, visitor, id, form, purpose, to, values, now, rng=urandom):
    """The members of a `form-answer`, for the recipients `to`: those of the purpose that have keys."""
    need(_is_values(values) and to, "values: form")
    padded = pad(dumps(values))
    need(len(padded) <= VALUES, "values: size")
    key, context = rng(32), _context(manifest, conv, visitor, id, form, purpose)
    kc = hkdf(key, b"", "sigilo1 commit", 32)
    sealed = gcm_seal(hkdf(key, H(context), "sigilo1 form values", 44), padded, context + lp(*to))
    boxes = []
    for who in to:
        pre = manifest.readers[who].prekey(now)
        box = hpke.seal(pre.kem, _info(context, who, pre.kid, kc, sealed), key, rng)
        boxes.append({"to": who, "kid": pre.kid, "box": b64u(box)})
    return {"form": form, "mh": manifest.mh, "kc": b64u(kc), "to": boxes, "sealed": b64u(sealed)}


def open_answer(manifest, conv, visitor, body, purpose, who, kems):
    """The values of a body, as the recipient `who`. `kems(kid)` is a private key, or None if it is erased."""
    [box] = [box for box in body["to"] if box["to"] == who] or [None]
    need(box and body["mh"] == manifest.mh, "values: for others")
    context, kc, sealed = (_context(manifest, conv, visitor, body["id"], body["form"], purpose), unb64u(body["kc"]),
                           unb64u(body["sealed"]))
    kem = kems(box["kid"])
    key = kem and hpke.open_(kem, _info(context, who, box["kid"], kc, sealed), unb64u(box["box"]))
    need(key and len(key) == 32, "values: box")
    need(hmac.compare_digest(hkdf(key, b"", "sigilo1 commit", 32), kc), "values: commitment")
    aad = context + lp(*(box["to"] for box in body["to"]))
    values = parse_json(gcm_open(hkdf(key, H(context), "sigilo1 form values", 44), sealed, aad), STEPS[-1])
    need(_is_values(values), "values: form")
    return values
