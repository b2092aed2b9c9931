"""Manifests (§4), what is sealed for those that they name (§5.4, §6.1), and the safety code (§9)."""
from dataclasses import dataclass
from os import urandom

import hpke
from wire import (H, SUITE, b64, b64u, dumps, hkdf, ident, jwk_form, listed, load_jwk, load_point, lp, need, num, one,
                  parse_json, point, reader_id, record, sign, text, thumbprint, unb64u, verify)


@dataclass(frozen=True)
class Prekey:
    kid: str
    suite: str
    kem: object
    dh: object  # None for an archive
    exp: int


@dataclass(frozen=True)
class Reader:
    id: str
    role: str
    sig: object
    pre: dict  # kid: Prekey, in order

    @property
    def live(self):
        return self.role in ("bot", "agent") and self.sig is not None

    def prekey(self, now=0):
        """The first that is not over. A recipient's copies are to the first, over or not (§5.5)."""
        found = next((p for p in self.pre.values() if p.suite == SUITE and p.exp > now), None)
        need(found, f"no prekey of {self.id} is good any more")
        return found


@dataclass(frozen=True)
class Manifest:
    mh: str
    site: str
    key: object
    everyone: tuple

    @property
    def readers(self):
        """Those with keys, in order."""
        return {r.id: r for r in self.everyone if r.pre}


_PREKEY = record({"kid": ident, "suite": text, "kem": b64(), "exp": num}, {"dh": b64()})
_RECIPIENT = record({"id": reader_id, "role": one("bot", "agent", "archive", "processor"), "name": text},
                    {"sig": jwk_form, "pre": listed(_PREKEY, 1), "via": reader_id})
_MANIFEST = record({"v": one(1), "site": text, "key": jwk_form, "origins": listed(text), "ver": num, "iat": num,
                    "exp": num, "suites": listed(text), "recipients": listed(_RECIPIENT),
                    "policy": record({"id": text, "hash": b64(32)})}, {"ws": one(True), "log": record({"key": b64(32)})})
_JOSE = {"alg": "ES256", "typ": "sigilo-manifest+jwt"}


def sign_manifest(payload, key):
    signed = b64u(dumps(_JOSE)) + "." + b64u(dumps(payload))
    return signed + "." + b64u(sign(key, signed.encode()))


def verify_manifest(jws, pins, site, now, known=None, origin=None):
    """§4.2. `known` outlives the call: {identity's thumbprint: highest `ver`}. Only success changes it."""
    known = {} if known is None else known
    need(len(jws) <= 64 * 1024 and jws.isascii() and jws.count(".") == 2, "manifest: form")
    head, body, signature = jws.split(".")
    need(parse_json(unb64u(head), 64 * 1024) == _JOSE, "manifest: header")
    m = parse_json(unb64u(body), 64 * 1024)
    need(_MANIFEST(m) and SUITE in m["suites"], "manifest: form")
    key = load_jwk(m["key"])
    pin = b64u(thumbprint(key))
    # Once the next key has signed, the current one is refused for good: that is how it is revoked (§4.4).
    need(pin in (pins[1:] if any(p in known for p in pins[1:]) else pins), "manifest: pin")
    verify(key, unb64u(signature), f"{head}.{body}".encode())
    need(m["iat"] <= m["exp"] <= m["iat"] + 72 * 3600, "manifest: time")
    need(m["iat"] <= now + 300 and m["exp"] + 300 > now, "manifest: time")
    need(1 <= len(m["recipients"]) <= 8, "manifest: recipients")
    everyone = tuple(map(_reader, m["recipients"]))
    need(len({r.id for r in everyone}) == len(everyone) and any(r.sig for r in everyone), "manifest: recipients")
    signers = {r.id for r in everyone if r.sig}
    need(all(r["via"] in signers for r in m["recipients"] if r["role"] == "agent" and "via" in r), "manifest: via")
    need(m["ver"] >= known.get(pin, 0), "manifest: older")
    need(m["site"] == site and (origin is None or origin in m["origins"]), "manifest: site")
    known[pin] = m["ver"]
    return Manifest(b64u(H(f"{head}.{body}".encode())), site, key, everyone)


def _reader(r):
    # People without keys of their own are reached through who has some.
    bare = r["role"] == "processor" or (r["role"] == "agent" and "via" in r)
    need(("sig" in r) == (not bare and r["role"] != "archive"), "manifest: keys")
    need(("pre" in r) == (not bare), "manifest: keys")
    need("via" not in r or bare, "manifest: via")
    pre = {}
    for p in r.get("pre", ()):
        need(p["kid"] not in pre and ("dh" in p) == (r["role"] != "archive"), "manifest: prekeys")
        # A suite that is not known has keys of a form that is not known.
        kem, dh = (load_point(unb64u(p[name])) if name in p and p["suite"] == SUITE else None for name in ("kem", "dh"))
        pre[p["kid"]] = Prekey(p["kid"], p["suite"], kem, dh, p["exp"])
    return Reader(r["id"], r["role"], load_jwk(r["sig"]) if "sig" in r else None, pre)


# One-shot wraps (§5.4) and the keys of a session (§6.1)

def _copy_info(manifest, conv, who, kid, D):
    return lp("sigilo1 copy", SUITE, manifest.site, unb64u(conv), unb64u(manifest.mh), who, kid, D)


def seal_copy(manifest, conv, reader, pre, ck, D, rng=urandom):
    return f"{reader.id}~{pre.kid}~" + b64u(
        hpke.seal(pre.kem, _copy_info(manifest, conv, reader.id, pre.kid, D), ck, rng))


def open_copy(manifest, env, who, kid, box, kem):
    ck = hpke.open_(kem, _copy_info(manifest, env.header["conv"], who, kid, env.D), box)
    need(ck and len(ck) == 32, "copy")
    return ck


def hello_info(manifest, header, to, kid):
    return lp("sigilo1 hello", SUITE, manifest.site, unb64u(header["conv"]), unb64u(manifest.mh), header["from"],
              point(load_jwk(header["vsk"])), to, kid)


def session_keys(seed, info, box):
    need(seed and len(seed) == 32, "hello: box")
    sid = H(lp("sigilo1 sid", info, box))
    return sid, hkdf(seed, sid, "sigilo1 root0", 32)


# Safety code (§9)

def safety(manifest):
    S = [(r.id, r.role, thumbprint(r.sig) if r.sig else b"") for r in sorted(manifest.everyone, key=lambda r: r.id)]
    return H(lp("sigilo1 safety", thumbprint(manifest.key), *(field for one_of in S for field in one_of)))


def safety_digits(S):
    return " ".join(f"{int.from_bytes(S[i:i + 5], 'big') % 100_000:05}" for i in range(0, 30, 5))


def safety_words(S, words):
    return [words[int.from_bytes(S, "big") >> 256 - 11 * i & 2047] for i in range(1, 10)]
