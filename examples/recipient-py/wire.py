"""Bytes, keys, strict JSON and envelopes of Sigilo Protocol 1: what every party needs, without any state.

Sections (§) are those of docs/protocol.md. Randomness comes in as `rng`, a function from a length to
bytes, so that a run can be repeated byte for byte.
"""
import base64
import binascii
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from os import urandom

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hpke import ORDER


SUITE = "P256-A256GCM-SHA256"


class Refused(Exception):
    """All that the outside may learn (§13). Its text is for your own log."""


class Duplicate(Refused):
    """Read before, or one's own: no error, only nothing new."""


def need(ok, why):
    if not ok:
        raise Refused(why)


# Bytes (§2)

def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64u(text, size=None):
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise Refused("base64url") from None
    # The decoder forgives padding, foreign characters and trailing bits. Encoding again does not.
    need(b64u(data) == text and size in (None, len(data)), "base64url")
    return data


def u32(number):
    return number.to_bytes(4, "big")


def lp(*fields):
    raw = [f.encode() if isinstance(f, str) else f for f in fields]
    return b"".join(u32(len(f)) + f for f in raw)


def H(data):
    return hashlib.sha256(data).digest()


def hkdf(ikm, salt, info, size):
    return HKDF(hashes.SHA256(), size, salt or None, info.encode()).derive(ikm)


def gcm_seal(key_iv, plaintext, aad):
    return AESGCM(key_iv[:32]).encrypt(key_iv[32:], plaintext, aad)


def gcm_open(key_iv, ciphertext, aad):
    try:
        return AESGCM(key_iv[:32]).decrypt(key_iv[32:], ciphertext, aad)
    except InvalidTag:
        raise Refused("sealed with another key") from None


# Keys (§2)

def new_key(rng=urandom):
    while not 0 < (scalar := int.from_bytes(rng(32), "big")) < ORDER:
        pass
    return ec.derive_private_key(scalar, ec.SECP256R1())


def point(public):
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def load_point(data):
    need(len(data) == 65 and data[0] == 4, "point")  # compressed and hybrid points begin otherwise
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data)
    except ValueError:
        raise Refused("point") from None


def jwk(public):
    raw = point(public)
    return {"kty": "EC", "crv": "P-256", "x": b64u(raw[1:33]), "y": b64u(raw[33:])}


def load_jwk(key):
    return load_point(b"\x04" + unb64u(key["x"], 32) + unb64u(key["y"], 32))


def thumbprint(public):
    return H(dumps(jwk(public), sort_keys=True))  # RFC 7638


def sign(key, data):
    # Nonces of RFC 6979: no randomness that could be bad, and none that a test vector would have to fix.
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def verify(public, signature, data):
    need(len(signature) == 64, "signature")
    der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        public.verify(der, data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Refused("signature") from None


# JSON (§2)

def dumps(value, **options):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, **options).encode()


def _number(digits):
    need(digits[0] != "-" and len(digits) <= 16 and int(digits) < 2**53, "number")
    return int(digits)


def _no_number(_):
    raise Refused("number")


def _unique(pairs):
    need(len(dict(pairs)) == len(pairs) <= 256, "a name twice, or too many")
    return dict(pairs)


def _levels(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(_levels, inner), default=0)


def parse_json(data, most):
    try:
        data = data.encode() if isinstance(data, str) else data
        need(len(data) <= most, "size")
        value = json.loads(data.decode(), object_pairs_hook=_unique, parse_int=_number,
                           parse_float=_no_number, parse_constant=_no_number)
        dumps(value)  # JSON can escape half a surrogate pair, which is no text
        need(_levels(value) <= 32, "JSON: levels")
    except (ValueError, RecursionError):
        raise Refused("JSON") from None
    return value


# Forms: predicates that say what a member may be

def text(v): return isinstance(v, str)
def num(v): return type(v) is int  # a bool is an int to isinstance
def flag(v): return isinstance(v, bool)
def ident(v): return text(v) and re.fullmatch("[A-Za-z0-9_:-]{1,80}", v) is not None
def body_id(v): return text(v) and 1 <= len(v) <= 80
def field_name(v): return ident(v) and len(v) <= 40
def short(most): return lambda v: text(v) and 1 <= len(v) <= most
def distinct(name, check): return lambda v: check(v) and len({x[name] for x in v}) == len(v)
def reader_id(v): return ident(v) and len(v) <= 40 and ":" not in v
def path(v): return b64()(v) and len(unb64u(v)) % 32 == 0 and len(unb64u(v)) <= 64 * 32
def b64(size=None): return lambda v: text(v) and loads(unb64u, v, size)
def one(*values): return lambda v: any(type(v) is type(x) and v == x for x in values)
def sender(v): return ident(v) and len(v) > 12 and v[-12] == ":" and b64(8)(v[-11:])
def owner_of(v): return v[:-12]
def jwk_form(v): return _JWK(v) and loads(load_jwk, v)


def listed(check, least=0, most=1000):
    return lambda v: isinstance(v, list) and least <= len(v) <= most and all(map(check, v))


def mapped(name, check):
    return lambda v: isinstance(v, dict) and all(name(k) and check(x) for k, x in v.items())


def record(required, optional={}, more=False):
    every = required | optional
    return lambda v: (isinstance(v, dict) and required.keys() <= v.keys() and (more or v.keys() <= every.keys())
                      and all(check(v[name]) for name, check in every.items() if name in v))


def loads(load, *args):
    try:
        load(*args)
    except Refused:
        return False
    return True


_JWK = record({"kty": one("EC"), "crv": one("P-256"), "x": b64(32), "y": b64(32)})
_RANGE = lambda v: listed(num, 2, 2)(v) and 0 < v[0] <= v[1]
_SEEN = mapped(sender, lambda v: isinstance(v, list) and len(v) == 3 and num(v[0]) and v[0] > 0 and b64(32)(v[1])
               and listed(_RANGE, 0, 8)(v[2]))
_HEAD = {"v": one(1), "suite": one(SUITE), "t": text, "conv": b64(16), "from": sender, "seq": lambda v: num(v) and v > 0,
         "prev": b64(32), "rcpt": listed(ident, 0, 16), "mh": b64(32), "ts": num}
_BOX = record({"to": ident, "kid": ident, "box": b64(65 + 48)})
_MORE = {"seen": lambda v: _SEEN(v) and v}  # left out if empty
_HEADERS = {t: record(_HEAD | {"kc": b64(32)}, _MORE) for t in ("msg", "ctl", "ack")} | {
    "hello": record(_HEAD | {"kc": b64(32), "vsk": jwk_form, "hello": listed(_BOX, 1, 8)},
                    _MORE | {"ends": listed(sender, 0, 16)}),
    "reset": record(_HEAD | {"reset": record({"to": listed(sender, 1), "reason": one("restart", "lost")})}, _MORE)}


# Bodies (§8)

_BOX_FOR = record({"to": ident, "kid": ident, "box": b64()})
_FIELD = record({"name": field_name, "label": short(200), "kind": text, "required": flag},
                {"why": short(500), "autocomplete": lambda v: text(v) and re.fullmatch("[a-z0-9 -]{1,80}", v) is not None},
                more=True)
_PROVEN = record({"index": num, "salt": b64(16), "entry": text, "path": path}, more=True)
BODIES = {  # type: t, from visitor or recipient, members, members that may be left out
    "hello": ("hello", "v", {"receipt": text}, {}),
    "text": ("msg", "vr", {"text": text}, {"lang": text, "suggestions": listed(text), "format": one("markdown")}),
    "form": ("msg", "r", {"title": short(200), "purpose": ident, "fields": distinct("name", listed(_FIELD, 1, 32))}, {}),
    "form-answer": ("msg", "v", {"form": body_id, "mh": b64(32), "kc": b64(32), "to": distinct("to", listed(_BOX_FOR, 1, 8)),
                                       "sealed": lambda v: b64()(v) and 17 <= len(unb64u(v)) <= 16 * 1024 + 16}, {}),
    "attachment": ("msg", "vr", {"name": text, "media": text, "size": num, "blob": b64(32), "key": b64(32)},
                   {"alt": text}),
    "receipt": ("ctl", "r", {"receipt": text, "countersignature": text}, {}),
    "typing": ("ctl", "vr", {"on": flag}, {}),
    "read": ("ctl", "vr", {"upto": text}, {}),
    "edit": ("ctl", "vr", {"of": text, "text": text}, {}),
    "delete": ("ctl", "vr", {"of": text}, {}),
    "chunk": ("ctl", "r", {"of": text, "index": num, "text": text, "last": flag}, {}),
    "handoff": ("ctl", "r", {"to": ident}, {}),
    "recipients": ("ctl", "r", {"ver": num}, {}),
    "identify": ("ctl", "v", {"jwt": text}, {}),
    "erase": ("ctl", "v", {"scope": lambda v: v == "conversation" or listed(text)(v)}, {}),
    "consent": ("ctl", "v", {"receipt": text}, {"log": text}),
    "right": ("ctl", "v", {"right": one("access", "portability", "rectification", "restriction", "objection", "review")},
              {"purpose": ident, "note": lambda v: text(v) and len(v) <= 2000}),
    "right-state": ("ctl", "r", {"of": body_id, "state": one("received", "done", "refused"), "due": num},
                    {"statement": text}),
    "audit": ("ctl", "v", {"size": num, "of": listed(b64(32), 0, 16)}, {}),
    "audit-proof": ("ctl", "r", {"of": body_id, "checkpoint": text, "entries": listed(_PROVEN, 0, 32), "consistency": path}, {}),
    "ack": ("ack", "vr", {}, {}),
}
UNKNOWN = (None, "", {}, {})
_BODY = {"v": one(1), "id": body_id, "type": text}
STEPS = [*range(256, 4097, 256), 8192, 16384, 32768, 65536]


def pad(body):
    need(len(body) <= STEPS[-1], "body: size")
    return body.ljust(next(step for step in STEPS if step >= len(body)))


def read_body(padded, t):
    body = parse_json(padded, STEPS[-1])
    need(record(_BODY, more=True)(body), "body")
    kind, _, required, optional = BODIES.get(body["type"], UNKNOWN)
    need(t == kind if kind else t in ("msg", "ctl"), "body: type")
    need(record(required, optional, more=True)(body), "body: members")
    return body


def is_known(body, by_visitor):
    """Whether the sender has business to say it. What is not known is shown as such, never dropped."""
    return "rv"[by_visitor] in BODIES.get(body["type"], UNKNOWN)[1]


# Envelope (§5)

@dataclass(frozen=True)
class Envelope:
    line: str
    header: dict
    p: str
    c: str
    s: str
    signed: bytes
    wraps: dict  # id: (kid or None, bytes), in order

    @property
    def owner(self):
        return owner_of(self.header["from"])

    @property
    def eh(self):
        return b64u(H(self.signed))

    @property
    def D(self):
        return H(f"{self.p}.{self.c}".encode())

    @staticmethod
    def parse(line):
        e = parse_json(line, 128 * 1024)
        need(record({"p": text, "w": listed(text, 0, 16), "c": text, "s": b64(64)})(e), "envelope")
        h, ct, wraps = parse_json(unb64u(e["p"]), 8192), unb64u(e["c"]), {}
        need(isinstance(h, dict) and h.get("t") in list(_HEADERS) and _HEADERS[h["t"]](h), "header")
        for wrap in e["w"]:
            need(wrap.count("~") in (1, 2), "wrap")
            who, *kid, data = wrap.split("~")
            need(ident(who) and all(map(ident, kid)) and who not in wraps, "wrap")
            wraps[who] = (kid[0], unb64u(data, 65 + 48)) if kid else (None, unb64u(data, 65 + 4 + 4 + 16 + 48))
        need(list(wraps) == h["rcpt"], "rcpt")
        if h["t"] == "reset":
            need(not wraps and not ct, "reset")
        else:
            need(wraps and 16 < len(ct) <= STEPS[-1] + 16, "content")
        if h["t"] == "hello":
            mine = b64u(thumbprint(load_jwk(h["vsk"])))
            need(h["seq"] == 1 and owner_of(h["from"]) == mine, "hello")
        return Envelope(line, h, e["p"], e["c"], e["s"], _signed(e["p"], e["w"], e["c"]), wraps)

    @staticmethod
    def seal(header, body, wrap, key, rng=urandom):
        """`wrap(CK, D)` makes the wraps in the order of `rcpt`. Without a body it is a reset."""
        ck, w, c = rng(32), [], ""
        if body is not None:
            header = header | {"kc": b64u(hkdf(ck, b"", "sigilo1 commit", 32))}
        p = b64u(dumps(header))
        if body is not None:
            c = b64u(gcm_seal(hkdf(ck, H(p.encode()), "sigilo1 content", 44), pad(dumps(body)), p.encode()))
            w = wrap(ck, H(f"{p}.{c}".encode()))
        s = b64u(sign(key, _signed(p, w, c)))
        return Envelope.parse(dumps({"p": p, "w": w, "c": c, "s": s}).decode())

    def verify(self, public):
        verify(public, unb64u(self.s), self.signed)

    def open(self, ck):
        """§6.4, steps 7 and 8."""
        commitment = hkdf(ck, b"", "sigilo1 commit", 32)
        need(hmac.compare_digest(commitment, unb64u(self.header["kc"])), "commitment")
        padded = gcm_open(hkdf(ck, H(self.p.encode()), "sigilo1 content", 44), unb64u(self.c), self.p.encode())
        return read_body(padded, self.header["t"])

    def check_set(self, manifest, visitor):
        """§5.5, as far as others can see it: which loads are live is the sender's to know."""
        by_visitor = self.owner == visitor
        got = [(who, kid is None) for who, (kid, _) in self.wraps.items()]
        others = [(r.id, r.live and by_visitor) for r in manifest.readers.values() if r.id != self.owner]
        loads = [] if by_visitor else got[:len(got) - len(others)]
        need(got == loads + others and (loads or by_visitor), "readers")
        need(all(ratchet and sender(who) and owner_of(who) == visitor for who, ratchet in loads), "loads")
        need(all(kid is None or kid in manifest.readers[who].pre for who, (kid, _) in self.wraps.items()), "copies")


def _signed(p, w, c):
    return f"SIG1.{p}.{','.join(w)}.{c}".encode()
