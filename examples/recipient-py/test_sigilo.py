"""python -m unittest, in this folder. test_vectors.py holds the same code against another implementation."""
import contextlib
import copy
import hashlib
import http.server
import io
import itertools
import json
import os
import threading
import time
import unittest
import urllib.parse

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import hpke
from attachments import open_file, seal_file
from echo import Echo
from forms import seal_answer
from manifest import safety, safety_digits, safety_words, seal_copy, sign_manifest, verify_manifest
from ratchet import Chain, Ratchet
from relay import Relay
from sigilo import Recipient, Unanswerable, UnknownManifest
from visitor import Load
from wire import (SUITE, Duplicate, Envelope, H, Refused, b64u, dumps, is_known, jwk, load_jwk, load_point, lp, new_key, pad,
                  parse_json, point, read_body, sign, thumbprint, unb64u, verify)

NOW = 1_750_000_000


def rng_of(seed):
    """Random bytes that are the same in every run: H(seed ‖ count), one after the other."""
    count = itertools.count()
    stream = bytearray()

    def rng(size):
        while len(stream) < size:
            stream.extend(hashlib.sha256(f"{seed} {next(count)}".encode()).digest())
        out = bytes(stream[:size])
        del stream[:size]
        return out
    return rng


class World:
    """A site with a bot, an agent, an archive and a processor, and one visitor."""

    def __init__(self, seed="world", ids=("bot", "agent", "archive", "crm")):
        self.rng, self.now, self.conv = rng_of(seed), NOW, b64u(rng_of(seed + " conv")(16))
        self.identity, self.next, self.visitor = (new_key(self.rng) for _ in range(3))
        self.pins = [b64u(thumbprint(k.public_key())) for k in (self.identity, self.next)]
        self.sig = {id: new_key(self.rng) for id in ("bot", "agent")}
        self.pre = {id: {f"{id}-1": (new_key(self.rng), id != "archive" and new_key(self.rng) or None)}
                    for id in ("bot", "agent", "archive")}
        self.ids, self.ver = ids, 0
        self.jws = sign_manifest(self.payload(), self.identity)
        self.manifest = self.check(self.jws)
        self.desks = {id: self.desk(id) for id in self.pre if id in ids}

    def payload(self, **changes):
        self.ver += 1
        roles = {"archive": "archive", "crm": "processor"}
        everyone = []
        for id in self.ids:
            entry = {"id": id, "role": roles.get(id, id), "name": id.title()}
            if id in self.sig:
                entry["sig"] = jwk(self.sig[id].public_key())
            if id in self.pre:
                entry["pre"] = [{"kid": kid, "suite": SUITE, "kem": b64u(point(kem.public_key())), "exp": NOW + 7 * 86400}
                                | ({"dh": b64u(point(dh.public_key()))} if dh else {})
                                for kid, (kem, dh) in self.pre[id].items()]
            everyone.append(entry)
        return {"v": 1, "site": "insurer.example", "key": jwk(self.identity.public_key()),
                "origins": ["https://insurer.example"], "ver": self.ver, "iat": NOW, "exp": NOW + 72 * 3600,
                "suites": [SUITE], "recipients": everyone, "policy": {"id": "p1", "hash": b64u(H(b"policy"))}} | changes

    def check(self, jws, **more):
        return verify_manifest(jws, more.pop("pins", self.pins), "insurer.example", more.pop("now", self.now), **more)

    def desk(self, id):
        desk = Recipient(id, self.sig.get(id), self.pre[id], self.rng, lambda: self.now)
        desk.trust(self.manifest)
        return desk

    def load(self, manifest=None, key=None):
        return Load(key or self.visitor, manifest or self.manifest, self.conv, self.rng, lambda: self.now)

    def tell(self, env):
        return {id: desk.receive(env.line) for id, desk in self.desks.items() if desk.id != env.owner}

    def open(self, load, **hello):
        """A load up to Open: every live recipient answers the hello."""
        self.tell(load.hello(**hello))
        for id in self.sig:
            if id in self.desks:
                for env in self.desks[id].seal(self.conv, "text", text=f"{id} says hello"):
                    self.tell(env)
                    if load.name in env.wraps:
                        load.receive(env.line)
        return load


def resealed(env, key, **changes):
    """The header changed and signed again by whoever has the key; what was sealed stays."""
    header = env.header | changes
    p = b64u(dumps({k: v for k, v in header.items() if v is not None}))
    e = json.loads(env.line)
    return {"p": p, "w": e["w"], "c": e["c"], "s": b64u(sign(key, f"SIG1.{p}.{','.join(e['w'])}.{e['c']}".encode()))}


def signed(e, key):
    return e | {"s": b64u(sign(key, f"SIG1.{e['p']}.{','.join(e['w'])}.{e['c']}".encode()))}


class Case(unittest.TestCase):
    def refused(self, call, *args, **kwargs):
        with self.assertRaises(Refused) as caught:
            call(*args, **kwargs)
        self.assertNotIsInstance(caught.exception, Duplicate)
        return caught.exception

    def duplicate(self, call, *args):
        with self.assertRaises(Duplicate):
            call(*args)

    def untouched(self, desk, line, error=Refused):
        """§6.4: what fails leaves everything as it was."""
        def state(value):
            if hasattr(value, "__dataclass_fields__"):
                return {name: state(getattr(value, name)) for name in value.__dataclass_fields__}
            if isinstance(value, dict):
                return {k: state(v) for k, v in value.items()}
            return repr(value)
        before = state(desk.conversations)
        with self.assertRaises(error):
            desk.receive(line if isinstance(line, str) else json.dumps(line))
        self.assertEqual(state(desk.conversations), before)


class Bytes(Case):
    def test_base64url_has_one_form(self):
        self.assertEqual(unb64u(b64u(b"\xfb\xff\x00")), b"\xfb\xff\x00")
        for bad in ("A", "AB", "AA==", "AA=", "A+", "A/", "A A", "AA\n", "ÄA", "Zh", "AAAAA", "A.AA"):
            self.refused(unb64u, bad)
        self.refused(unb64u, "AA", 2)

    def test_fields_can_not_run_into_each_other(self):
        self.assertEqual(lp("a", b"bc"), b"\0\0\0\1a\0\0\0\2bc")
        self.assertNotEqual(lp("ab", "c"), lp("a", "bc"))

    def test_points(self):
        key = new_key(rng_of("p")).public_key()
        raw = point(key)
        self.assertEqual(point(load_point(raw)), raw)
        compressed = key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        hybrid = bytes([6 + (raw[-1] & 1)]) + raw[1:]
        off = raw[:-1] + bytes([raw[-1] ^ 1])
        p = 2**256 - 2**224 + 2**192 + 2**96 - 1
        for bad in (compressed, hybrid, off, b"\0", b"\4" + bytes(64), raw[:-1], raw + b"\0", b"",
                    b"\4" + p.to_bytes(32, "big") + raw[33:]):
            self.refused(load_point, bad)
        short = jwk(key) | {"x": b64u(raw[2:33])}
        self.refused(load_jwk, short)

    def test_thumbprint(self):
        key = {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
               "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}  # RFC 7515 A.3
        said = '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}' % (key["x"], key["y"])
        self.assertEqual(thumbprint(load_jwk(key)), hashlib.sha256(said.encode()).digest())
        # ES256 of RFC 7515 A.3
        signed = ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                  "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
        signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        verify(load_jwk(key), unb64u(signature), signed.encode())

    def test_signatures(self):
        key = new_key(rng_of("s"))
        good = sign(key, b"x")
        verify(key.public_key(), good, b"x")
        other = good[:32] + (hpke.ORDER - int.from_bytes(good[32:], "big")).to_bytes(32, "big")
        verify(key.public_key(), other, b"x")  # both forms of s are valid (§2)
        for bad in (good[:-1], good + b"\0", bytes(64), good[:32] + bytes(32), good[32:] + good[:32], b"\xff" * 64):
            self.refused(verify, key.public_key(), bad, b"x")
        self.refused(verify, key.public_key(), good, b"y")

    def test_json(self):
        self.assertEqual(parse_json(b' {"a" : [1, true, "\\u00e9\\ud83d\\ude00"]}\n', 99), {"a": [1, True, "é😀"]})
        for bad in (b'{"a":1,"a":1}', b'{"a":1,"\\u0061":2}', b'{"a":{"b":1,"b":1}}', b"-1", b"-0", b"1.0", b"1e3", b"01",
                    b"9007199254740992", b"9" * 5000, b"NaN", b"Infinity", b'"\\ud800"', b'"\xff"', b'"\n"', b"", b"[1,]",
                    b"{} {}", b"\xef\xbb\xbf{}", b"'a'", b"[" * 33 + b"]" * 33, b"[" * 100_000,
                    dumps({str(i): 1 for i in range(257)})):
            self.refused(parse_json, bad, 2**20)
        parse_json(b"[" * 32 + b"]" * 32, 99)
        parse_json(dumps({str(i): 1 for i in range(256)}), 9999)
        parse_json(b"9007199254740991", 99)
        self.refused(parse_json, b"[1]", 2)

    def test_hpke_is_what_the_library_opens(self):
        key, rng = new_key(rng_of("k")), rng_of("h")
        box = hpke.seal(key.public_key(), b"info", b"x" * 32, rng)
        self.assertEqual(hpke.SUITE.decrypt(box, key, b"info"), b"x" * 32)
        self.assertEqual(hpke.open_(key, b"info", hpke.SUITE.encrypt(b"y", key.public_key(), b"info")), b"y")
        for bad in (b"", box[:64], box[:-1], b"\2" + box[1:], bytes(65) + box[65:], box[:-1] + bytes([box[-1] ^ 1])):
            self.assertIsNone(hpke.open_(key, b"info", bad))
        self.assertIsNone(hpke.open_(key, b"other", box))

    def test_padding(self):
        for size, padded in ((1, 256), (256, 256), (257, 512), (4096, 4096), (4097, 8192), (65536, 65536)):
            self.assertEqual(len(pad(b"x" * size)), padded)
        self.refused(pad, b"x" * 65537)


class Manifests(Case):
    def setUp(self):
        self.w = World()

    def test_accepted(self):
        m = self.w.check(self.w.jws, origin="https://insurer.example")
        self.assertEqual(list(m.readers), ["bot", "agent", "archive"])
        self.assertEqual(m.mh, b64u(H(self.w.jws.rpartition(".")[0].encode())))

    def bad(self, **changes):
        return self.refused(self.w.check, sign_manifest(self.w.payload(**changes), self.w.identity))

    def test_each_member(self):
        everyone = self.w.payload()["recipients"]
        bot, agent, archive, crm = everyone

        def but(entry, **changes):
            return {k: v for k, v in (entry | changes).items() if v is not None}
        pre = bot["pre"][0]
        for changes in (
                {"v": 2}, {"v": True}, {"suites": ["x"]}, {"suites": [1]}, {"suites": []}, {"more": 1}, {"ws": False}, {"site": "other.example"},
                {"iat": NOW + 301}, {"exp": NOW + 72 * 3600 + 1}, {"exp": NOW - 1}, {"ver": "1"}, {"policy": {"id": "p"}},
                {"iat": NOW - 9999, "exp": NOW - 300}, {"key": jwk(self.w.visitor.public_key())},
                {"key": jwk(self.w.identity.public_key()) | {"d": "AA"}}, {"origins": None},
                {"recipients": []}, {"recipients": [archive]}, {"recipients": [bot, bot]},
                {"recipients": [but(bot, id=str(i)) for i in range(9)]},
                {"recipients": [but(bot, sig=None)]}, {"recipients": [but(bot, pre=None)]},
                {"recipients": [bot, but(archive, sig=bot["sig"])]}, {"recipients": [bot, but(crm, pre=bot["pre"])]},
                {"recipients": [but(bot, via="crm")]}, {"recipients": [bot, but(agent, via="bot")]},
                {"recipients": [bot, but(agent, sig=None, pre=None)]},
                {"recipients": [bot, but(agent, sig=None, pre=None, via="crm")]},
                {"recipients": [bot, but(archive, via="bot")]}, {"recipients": [but(bot, id="a b")]},
                {"recipients": [but(bot, id="a:b")]}, {"recipients": [but(bot, id="x" * 41)]},
                {"recipients": [but(bot, role="human")]}, {"recipients": [but(bot, pre=[but(pre, dh=None)])]},
                {"recipients": [bot, but(archive, pre=bot["pre"])]}, {"recipients": [but(bot, pre=[pre, pre])]},
                {"recipients": [but(bot, pre=[but(pre, kem=b64u(b"\2" + bytes(32)))])]},
                {"recipients": [but(bot, pre=[but(pre, kid="")])]}):
            with self.subTest(changes=list(changes)):
                self.bad(**changes)

    def test_people_without_keys_are_reached_through_who_has_some(self):
        payload = self.w.payload()
        bot = payload["recipients"][0]
        people = {"id": "people", "role": "agent", "name": "People", "via": "bot"}
        manifest = self.w.check(sign_manifest(payload | {"recipients": [bot, people]}, self.w.identity))
        self.assertEqual(list(manifest.readers), ["bot"])
        self.assertEqual([r.id for r in manifest.everyone], ["bot", "people"])

    def test_a_suite_to_come_does_not_disturb(self):
        payload = self.w.payload(suites=["x-wing", SUITE])
        payload["recipients"][0]["pre"].insert(0, {"kid": "x", "suite": "x-wing", "kem": b64u(bytes(1216)), "dh": "", "exp": NOW + 9})
        bot = self.w.check(sign_manifest(payload, self.w.identity)).readers["bot"]
        self.assertEqual(bot.prekey(NOW).kid, "bot-1")
        self.refused(bot.prekey, NOW + 7 * 86400)

    def test_jws(self):
        head, body, signature = self.w.jws.split(".")
        for bad in (f"{head}.{body}", f"{head}.{body}.", f"{head}.{body}.{signature}=", f" {self.w.jws}", f"{self.w.jws}.",
                    f"{head}.{body}.{signature[:-2]}AA", f"{head}.{b64u(unb64u(body) + b' ')}.{signature}",
                    self.w.jws + "é", "x" * 70000):
            self.refused(self.w.check, bad)
        for header in ({"alg": "none", "typ": "sigilo-manifest+jwt"}, {"alg": "ES256"},
                       {"alg": "ES256", "typ": "sigilo-manifest+jwt", "kid": "x"}):
            part = f"{b64u(dumps(header))}.{body}"
            self.refused(self.w.check, f"{part}.{b64u(sign(self.w.identity, part.encode()))}")
        self.refused(self.w.check, self.w.jws, pins=[self.w.pins[1]])
        self.refused(self.w.check, self.w.jws, origin="https://other.example")

    def test_older_and_rotation(self):
        known = {}
        first, second = self.w.jws, sign_manifest(self.w.payload(), self.w.identity)
        self.w.check(second, known=known)
        self.w.check(second, known=known)
        self.refused(self.w.check, first, known=known)
        payload = self.w.payload(key=jwk(self.w.next.public_key()), ver=1)
        self.refused(self.w.check, sign_manifest(payload, self.w.identity), known=known)
        self.w.check(sign_manifest(payload, self.w.next), known=known)  # its numbers are its own
        newest = sign_manifest(self.w.payload(), self.w.identity)
        self.refused(self.w.check, newest, known=known)
        self.w.check(newest, known={})

    def test_safety_code(self):
        S = safety(self.w.manifest)
        self.assertRegex(safety_digits(S), r"^\d{5}( \d{5}){5}$")
        self.assertEqual(safety_digits(bytes([0, 0, 0, 0, 7] * 6 + [0, 0])), " ".join(["00007"] * 6))
        words = safety_words(bytes([0xFF, 0xE0, 0x04] + [0] * 29), [str(i) for i in range(2048)])
        self.assertEqual(words, ["2047", "1"] + ["0"] * 7)
        payload = self.w.payload()
        payload["recipients"].reverse()
        payload["recipients"][1]["pre"][0]["kid"] = "rotated"
        self.assertEqual(safety(self.w.check(sign_manifest(payload, self.w.identity))), S)
        payload["recipients"][3]["sig"] = jwk(self.w.visitor.public_key())
        self.assertNotEqual(safety(self.w.check(sign_manifest(payload, self.w.identity))), S)


class Envelopes(Case):
    def setUp(self):
        self.w = World()
        self.load = self.w.open(self.w.load())
        self.bot = self.w.desks["bot"]
        self.env = self.load.seal("text", text="hi")

    def test_a_bit_anywhere(self):
        e = json.loads(self.env.line)
        parts = [("p", None), ("c", None), ("s", None), ("w", 0), ("w", 1), ("w", 2)]
        for name, i in parts:
            whole = e[name] if i is None else e[name][i]
            for at in (0, len(whole) // 2, len(whole) - 1):
                spoilt = whole[:at] + ("A" if whole[at] != "A" else "B") + whole[at + 1:]
                new = e | {name: spoilt if i is None else e[name][:i] + [spoilt] + e[name][i + 1:]}
                with self.subTest(part=name, index=i, at=at):
                    self.untouched(self.bot, new)
                    if name != "s":  # signed by the visitor, it is still not what was sealed, unless it is another's wrap
                        new = signed(new, self.w.visitor)
                        if (name, i) not in (("w", 1), ("w", 2)) or at == 0:
                            self.untouched(self.bot, new)
        self.bot.receive(self.env.line)

    def test_form(self):
        e = json.loads(self.env.line)
        for bad in ({k: e[k] for k in "pws"}, e | {"s": e["s"][:-1]}, e | {"s": e["s"] + "="}, e | {"w": None}, e | {"p": 1}, []):
            self.untouched(self.bot, bad)
        for bad in (e | {"x": 1}, e | {"w": []}, e | {"w": e["w"][::-1]}, e | {"c": ""}, e | {"w": e["w"] + e["w"][:1]},
                    e | {"p": e["p"] + "="}, e | {"c": e["c"] + "A" * 90000}, e | {"p": b64u(b" " * 8193)},
                    e | {"p": b64u(b"[]")}, e | {"w": ["bot~" + e["w"][1].split("~")[1]] * 2},
                    e | {"w": [w.replace("~", ".") for w in e["w"]]}):
            self.untouched(self.bot, signed(bad, self.w.visitor))
        self.untouched(self.bot, self.env.line.replace('"p":', '"p":"","p":', 1))
        self.untouched(self.bot, " " * 131072 + self.env.line)
        self.bot.receive(json.dumps(dict(reversed(e.items())), indent=1))  # order and spaces do not matter

    def test_each_member_of_the_header(self):
        other = b64u(bytes(32))
        for changes in ({"v": 2}, {"suite": 1}, {"suite": "x"}, {"t": "ctl"}, {"t": "hello"}, {"t": "reset"}, {"t": "x"}, {"conv": b64u(bytes(16))},
                        {"conv": b64u(bytes(15))}, {"from": "bot:" + b64u(bytes(8))}, {"from": self.load.name + "A"},
                        {"from": self.load.visitor + ":" + b64u(bytes(8))}, {"from": self.load.visitor}, {"seq": 0},
                        {"seq": True}, {"seq": 3}, {"prev": other}, {"prev": ""}, {"rcpt": ["agent", "bot", "archive"]},
                        {"rcpt": ["bot", "agent"]}, {"mh": other}, {"kc": other}, {"kc": None}, {"ts": "1"}, {"ts": None},
                        {"ts": 1}, {"seen": {}}, {"seen": {"x": [1, other, []]}}, {"seen": {self.load.name: [1, other]}},
                        {"seen": {self.load.name: [9, other, [[3, 2]]]}}, {"seen": {self.load.name: [99, other, [[i, i] for i in range(1, 10)]]}}, {"seen": None}, {"ends": []}, {"more": 1},
                        {"reset": {"to": [self.load.name], "reason": "lost"}}, {"vsk": jwk(self.w.visitor.public_key())}):
            with self.subTest(changes=changes):
                self.untouched(self.bot, resealed(self.env, self.w.visitor, **changes))

    def test_another_key(self):
        self.untouched(self.bot, signed(json.loads(self.env.line), new_key(self.w.rng)))

    def test_both_forms_of_a_signature_name_one_envelope(self):
        e, raw = json.loads(self.env.line), unb64u(self.env.s)
        e["s"] = b64u(raw[:32] + (hpke.ORDER - int.from_bytes(raw[32:], "big")).to_bytes(32, "big"))
        self.assertEqual(Envelope.parse(json.dumps(e)).eh, self.env.eh)
        self.bot.receive(json.dumps(e))
        self.duplicate(self.bot.receive, self.env.line)

    def seal_with(self, header=lambda h: h, wraps=lambda w: w):
        return copy.deepcopy(self.load).seal("text", text="x", change=(header, wraps)).line

    def test_other_readers(self):
        self.bot.receive(self.env.line)
        spy = f"spy~k~{b64u(bytes(113))}"
        for rcpt, wraps in (
                (["bot", "agent"], lambda w: w[:2]), (["bot", "archive"], lambda w: [w[0], w[2]]),
                (["agent", "bot", "archive"], lambda w: [w[1], w[0], w[2]]),
                (["bot", "agent", "archive", "spy"], lambda w: w + [spy]),
                (["bot", "agent", "archive"], lambda w: [w[0], "agent~agent-1~" + b64u(bytes(113)), w[2]]),
                (["bot", "agent", "archive"], lambda w: [w[0], w[1], "archive~old~" + w[2].split("~")[2]]),
                (["bot", "agent", "archive"], lambda w: [w[0], w[1], "archive~" + w[0].split("~")[1]])):
            line = self.seal_with(lambda h: h | {"rcpt": rcpt}, wraps)
            with self.subTest(rcpt=rcpt):
                self.untouched(self.bot, line)

    def test_junk_wraps(self):
        self.bot.receive(self.env.line)
        tail = self.env.wraps["bot"][1]
        for junk in (bytes(137), tail, tail[:65] + bytes(72), new_point() + bytes(72), new_point() + b"\xff" * 8 + bytes(64),
                     tail[:69] + b"\xff\xff\xff\xff" + tail[73:]):
            self.untouched(self.bot, self.seal_with(wraps=lambda w: [f"bot~{b64u(junk)}"] + w[1:]))
        # One reader gets junk, the other reads: that is a refusal for one, not another text.
        line = self.seal_with(wraps=lambda w: [w[0], f"agent~{b64u(new_point() + bytes(72))}", w[2]])
        self.assertEqual(self.bot.receive(line).body["text"], "x")
        self.untouched(self.w.desks["agent"], line)

    def test_commitment(self):
        """Wraps that give two readers two keys: one of them at most finds the committed one."""
        line = self.seal_with(lambda h: h, lambda w: w)
        self.assertTrue(Envelope.parse(line))
        load = copy.deepcopy(self.load)
        rival = self.w.rng(32)

        def swap(h):
            load.ratchets["bot"] = Swapped(load.ratchets["bot"], rival)
            return h
        line = load.seal("text", text="x", change=(swap, lambda w: w)).line
        self.untouched(self.bot, line)
        self.assertEqual(self.w.desks["agent"].receive(self.env.line).body["text"], "hi")
        self.assertEqual(self.w.desks["agent"].receive(line).body["text"], "x")

    def test_bodies(self):
        base = {"v": 1, "id": "a", "type": "text", "text": "x"}

        def body(t="msg", size=256, **changes):
            said = {k: v for k, v in (base | changes).items() if v is not None}
            return read_body(dumps(said).ljust(size), t)
        body()
        body(more=1, size=8192)
        body(size=257)  # how far it is padded is its sender's matter
        body(type="poem")
        body(type="poem", t="ctl")
        self.assertFalse(is_known(body(type="poem"), True))
        for bad in ({"v": 2}, {"id": ""}, {"id": "x" * 81}, {"id": None}, {"type": None}, {"text": 1}, {"text": None},
                    {"format": "html"}, {"t": "ctl"}, {"t": "ack"}, {"type": "hello"}, {"type": "receipt"}, {"size": 65537},
                    {"type": "poem", "t": "ack"}, {"type": "poem", "t": "hello"}, {"lang": None, "more": 1.5}):
            with self.subTest(bad=bad):
                self.refused(body, **bad)
        body(t="ack", type="ack")
        form = body(type="form", title="t", purpose="p", fields=[
            {"name": "n", "label": "l", "kind": "text", "required": True}])
        self.assertEqual([is_known(form, by) for by in (False, True)], [True, False])
        field = {"name": "n", "label": "l", "kind": "text", "required": True}
        for bad in ({"fields": []}, {"fields": [field] * 2}, {"title": ""}, {"fields": [field | {"name": "x" * 41}]},
                    {"fields": [field | {"why": ""}]}, {"fields": [field | {"autocomplete": "Name"}]}):
            with self.subTest(bad=bad):
                self.refused(body, **({"type": "form", "title": "t", "purpose": "p", "fields": [field]} | bad))
        self.refused(read_body, b'{"v":1,"v":1,"id":"a","type":"x"}'.ljust(256), "msg")

    def test_of_two_bodies_with_one_id_the_second_is_not_shown(self):
        self.assertFalse(self.bot.receive(self.load.seal("text", "one", text="a").line).again)
        self.assertTrue(self.bot.receive(self.load.seal("text", "one", text="b").line).again)


class Forms(Case):
    def setUp(self):
        self.w = World("forms")
        self.load = self.w.open(self.w.load())
        self.visitor = b64u(thumbprint(self.w.visitor.public_key()))

    def answer(self, to=("bot",), **values):
        members = seal_answer(self.w.manifest, self.w.conv, self.visitor, "a1", "f1", "quote", list(to),
                              values or {"name": "Ana"}, NOW, self.w.rng)
        return {"v": 1, "id": "a1", "type": "form-answer"} | members

    def values(self, who, body, purpose="quote"):
        return self.w.desks[who].values(self.w.conv, body, purpose)

    def test_for_the_purpose_alone(self):
        said = self.answer(("bot", "archive"))
        members = {k: v for k, v in said.items() if k not in ("v", "id", "type")}
        got = self.w.tell(self.load.seal("form-answer", "a1", **members))
        bodies = {who: received.body for who, received in got.items()}
        self.assertEqual([self.values(who, bodies[who]) for who in ("bot", "archive")], [{"name": "Ana"}] * 2)
        self.refused(self.values, "agent", bodies["agent"])
        named = bodies["agent"] | {"to": [box | {"to": "agent"} for box in bodies["agent"]["to"][:1]]}
        self.refused(self.values, "agent", named)

    def test_moved_or_changed(self):
        said = self.answer(("bot", "agent"))
        self.values("bot", said)
        first, second = said["to"]
        flipped = b64u(bytes([unb64u(said["sealed"])[0] ^ 1]) + unb64u(said["sealed"])[1:])
        for bad in ({"id": "a2"}, {"form": "f2"}, {"kc": b64u(bytes(32))}, {"sealed": flipped}, {"to": [first]},
                    {"to": [second, first]}, {"to": [first | {"box": second["box"]}, second]},
                    {"to": [first | {"kid": "bot-2"}, second]}, {"mh": b64u(bytes(32))}):
            with self.subTest(bad=list(bad)):
                self.refused(self.values, "bot", said | bad)
        self.refused(self.values, "bot", said, "marketing")

    def test_limits(self):
        for bad in ({"a": ""}, {"a": "x" * 4001}, {"two words": "x"}, {f"f{i}": "x" for i in range(33)},
                    {f"f{i}": "x" * 4000 for i in range(5)}):
            self.refused(self.answer, **bad)
        self.refused(self.answer, ())


class Swapped:
    """A ratchet that gives its reader another key than everybody has."""

    def __init__(self, ratchet, rival):
        self.ratchet, self.rival = ratchet, rival

    def seal(self, ck, D, rng):
        return self.ratchet.seal(self.rival, D, rng)


def new_point():
    return point(new_key(rng_of("point")).public_key())


class Sessions(Case):
    def setUp(self):
        self.w = World()

    def test_a_conversation(self):
        w, load = self.w, self.w.load()
        got = w.tell(load.hello(receipt="jws"))
        self.assertEqual(got["archive"].body["receipt"], "jws")
        self.refused(load.seal, "text", text="too early")
        [env] = w.desks["bot"].seal(w.conv, "ack")
        self.assertEqual(env.header["seen"], {load.name: [1, load.eh, []]})
        load.receive(env.line)
        self.assertEqual(load.state, "HelloSent")
        w.tell(env)
        [env] = w.desks["agent"].seal(w.conv, "ack")
        load.receive(env.line)
        w.tell(env)
        self.assertEqual(load.state, "Open")
        for i in range(12):
            for got in w.tell(load.seal("text", text=f"q{i}")).values():
                self.assertEqual((got.body["text"], got.by_visitor), (f"q{i}", True))
            for id in ("bot", "agent") if i % 3 else ("bot",):
                [env] = w.desks[id].seal(w.conv, "text", text=f"a{i}")
                self.assertEqual(load.receive(env.line)["text"], f"a{i}")
                self.assertEqual({got.body["text"] for got in w.tell(env).values()}, {f"a{i}"})
        self.duplicate(w.desks["bot"].receive, w.desks["bot"].seal(w.conv, "ack")[0].line)

    def test_out_of_order_and_lost(self):
        w, load = self.w, self.w.open(self.w.load())
        envs = []
        for i in range(30):
            envs.append(load.seal("text", text=str(i)))
            if i % 7 == 6:  # turns of the ratchet in between
                [env] = w.desks["bot"].seal(w.conv, "text", text="turn")
                w.desks["bot"].receive(envs.pop().line)
                load.receive(env.line)
        order = sorted(envs[:-1], key=lambda env: H(env.eh.encode())) + envs[-1:]
        for env in order[5:]:
            w.desks["bot"].receive(env.line)
        bot = w.desks["bot"]
        lost = sorted(env.header["seq"] for env in order[:5])
        self.assertEqual([n for low, high, *_ in gaps_of(bot, w, load) for n in range(low, high + 1)], lost)
        [env] = bot.seal(w.conv, "ack")
        newest, _, ranges = env.header["seen"][load.name]
        self.assertEqual((newest, [n for low, high in ranges for n in range(low, high + 1)]), (31, lost))
        for env in order[:5]:
            bot.receive(env.line)
        self.assertEqual(gaps_of(bot, w, load), ())
        for env in envs:
            self.duplicate(bot.receive, env.line)
        self.assertEqual(bot.seal(w.conv, "ack")[0].header["seen"][load.name], [31, load.eh, []])

    def test_recipients_messages_out_of_order(self):
        w, load = self.w, self.w.open(self.w.load())
        envs = [w.desks["bot"].seal(w.conv, "text", text=str(i))[0] for i in range(5)]
        for i in (4, 0, 3, 1, 2):
            self.assertEqual(load.receive(envs[i].line)["text"], str(i))
        for env in envs:
            self.duplicate(load.receive, env.line)
        for changes in ({"seq": 9}, {"conv": b64u(bytes(16))}, {"from": "agent:" + b64u(bytes(8))}):
            self.refused(load.receive, json.dumps(resealed(envs[0], w.sig["bot"], **changes)))

    def test_hello_again(self):
        w, load = self.w, self.w.load()
        hello, bot = load.hello(), w.desks["bot"]
        bot.receive(hello.line)
        self.untouched(bot, hello.line, Duplicate)
        twin = w.load()
        twin.name = load.name
        with self.assertRaises(Refused) as caught:
            bot.receive(twin.hello().line)  # another hello of one load: two of one number
        self.assertNotIsInstance(caught.exception, Duplicate)
        for changes in ({"conv": b64u(bytes(16))}, {"from": load.visitor + ":" + b64u(bytes(8))}):
            self.untouched(bot, resealed(hello, w.visitor, **changes))

    def test_hello_of_another(self):
        """Whoever learns the name of a conversation must not get the answers in it."""
        w = self.w
        w.open(w.load())
        thief = w.load(key=new_key(w.rng))
        hello = thief.hello()
        for desk in w.desks.values():
            self.untouched(desk, hello.line)
        self.assertNotIn(thief.name, w.desks["bot"].seal(w.conv, "ack")[0].wraps)

    def test_boxes(self):
        bot = self.w.desks["bot"]

        def hello(change):
            return self.w.load().hello(change=(lambda h: h | {"hello": change(h["hello"])}, lambda w: w)).line
        for change in (lambda b: b[::-1], lambda b: b[:1], lambda b: [b[0] | {"kid": "agent-1"}, b[1]], lambda b: b + b[:1],
                       lambda b: [b[0] | {"box": b[1]["box"]}, b[1]], lambda b: [b[0], b[1] | {"to": "archive"}]):
            self.untouched(bot, hello(change))
        vsk = jwk(new_key(self.w.rng).public_key())
        self.refused(self.w.load().hello, change=(lambda h: h | {"vsk": vsk}, lambda w: w))
        self.refused(self.w.load().hello, change=(lambda h: h | {"seq": 2}, lambda w: w))
        line = self.w.load().hello().line
        kept = bot.prekeys
        bot.prekeys = {}
        self.untouched(bot, line)  # erased
        bot.prekeys = kept
        bot.receive(line)

    def test_other_manifests(self):
        w, load = self.w, self.w.load()
        line = load.hello().line
        stranger = World("another")
        desk = Recipient("bot", w.sig["bot"], w.pre["bot"], w.rng, lambda: w.now)
        desk.trust(stranger.manifest)
        self.untouched(desk, line, UnknownManifest)
        desk.trust(w.manifest)
        desk.receive(line)

    def test_two_loads_under_two_manifests(self):
        w = self.w
        old = w.open(w.load())
        newer = w.check(sign_manifest(w.payload(), w.identity))
        for desk in w.desks.values():
            desk.trust(newer)
        new = w.open(w.load(newer))
        first, second = w.desks["bot"].seal(w.conv, "text", "same", text="both")
        self.assertEqual((list(first.wraps)[0], list(second.wraps)[0]), (old.name, new.name))
        self.assertEqual((second.header["from"], second.header["prev"]), (first.header["from"], first.eh))  # one chain
        self.assertEqual([old.receive(first.line)["text"], new.receive(second.line)["text"]], ["both", "both"])
        self.assertIsNone(old.receive(second.line))
        third, _ = w.desks["bot"].seal(w.conv, "text", text="and")
        self.assertEqual((old.receive(third.line)["text"], old.gap), ("and", False))
        self.assertEqual([w.desks["agent"].receive(env.line).again for env in (first, second)], [False, True])

    def test_tabs(self):
        w, bot = self.w, self.w.desks["bot"]
        loads = [w.open(w.load()) for _ in range(9)]
        [env] = bot.seal(w.conv, "text", text="x")
        self.assertEqual(list(env.wraps), [load.name for load in loads[1:]] + ["agent", "archive"])
        for load in loads[1:]:
            self.assertEqual(load.receive(env.line)["text"], "x")
        self.assertIsNone(loads[0].receive(env.line))
        self.assertEqual(bot.receive(loads[0].seal("text", text="late").line).body["text"], "late")
        bot.receive(w.load().hello(ends=[load.name for load in loads[1:6]]).line)
        self.assertEqual(len(bot.seal(w.conv, "ack")[0].wraps), 4 + 2)

    def test_a_week(self):
        w = self.w
        w.now -= 86400  # so that the load is over before the prekeys are
        w.open(w.load())
        w.now += 7 * 86400 - 1
        self.assertTrue(w.desks["bot"].seal(w.conv, "ack"))
        w.now += 1
        self.refused(w.desks["bot"].seal, w.conv, "ack")

    def test_a_left_out_or_added_reader_of_an_answer(self):
        w, load = self.w, self.w.open(self.w.load())
        bot = w.desks["bot"]
        conv = bot.conversations[w.conv]
        good = list(bot.seal(w.conv, "ack")[0].wraps)
        self.assertEqual(good, [load.name, "agent", "archive"])

        def answer(rcpt, change):
            """As the bot would, with another set."""
            me, ratchet = copy.deepcopy(conv.me), conv.peers[load.name].ratchet.fork()
            header = {"v": 1, "suite": SUITE, "t": "msg", "conv": w.conv, "from": me.name, "seq": me.seq + 1, "prev": me.eh,
                      "rcpt": rcpt, "mh": w.manifest.mh, "ts": 1}

            def wraps(ck, D):
                return change([f"{load.name}~{b64u(ratchet.seal(ck, D, w.rng))}"] + [
                    seal_copy(w.manifest, w.conv, w.manifest.readers[id], w.manifest.readers[id].prekey(), ck, D, w.rng) for id in good[1:]])
            return Envelope.seal(header, {"v": 1, "id": "i", "type": "text", "text": "x"}, wraps, w.sig["bot"], w.rng).line
        stranger = b64u(bytes(32)) + ":" + b64u(bytes(8))
        for rcpt, change in ((good[:2], lambda x: x[:2]), (good[1:], lambda x: x[1:]), (good[:1], lambda x: x[:1]),
                             ([good[0], "archive", "agent"], lambda x: [x[0], x[2], x[1]]),
                             ([stranger] + good, lambda x: [x[0].replace(load.name, stranger)] + x),
                             (["bot", *good], lambda x: ["bot~" + x[0].split("~")[1]] + x)):
            line = answer(rcpt, change)
            self.refused(load.receive, line)
            self.untouched(w.desks["agent"], line)
        load.receive(answer(good, lambda x: x))

    def test_restart_and_reset(self):
        w, load = self.w, self.w.load()
        hello = load.hello()
        for desk in w.desks.values():
            desk.receive(hello.line)
        for id in w.sig:
            load.receive(w.desks[id].seal(w.conv, "ack")[0].line)
        bot = w.desk("bot")
        bot.recall(hello.line)
        self.refused(bot.recall, hello.line)
        self.untouched(bot, hello.line, Unanswerable)
        self.refused(bot.seal, w.conv, "ack")
        env = load.seal("text", text="are you there")
        self.untouched(bot, signed(json.loads(env.line), w.identity))  # no reset for what the load did not sign
        self.untouched(bot, env.line, Unanswerable)
        reset = bot.reset(w.conv, load.name)
        self.assertIsNone(bot.reset(w.conv, load.name))
        w.now += 600
        self.assertTrue(bot.reset(w.conv, load.name))
        self.untouched(w.desks["agent"], resealed(reset, w.visitor, **{"from": load.name, "seq": 3, "prev": load.eh}))
        for content in ({"c": env.c}, {"w": json.loads(env.line)["w"][:1]}):
            self.untouched(w.desks["agent"], signed(json.loads(reset.line) | content, w.sig["bot"]))
        self.untouched(w.desk("agent"), reset.line)  # a conversation begins with a hello
        self.assertIsNone(w.desks["agent"].receive(reset.line).body)
        load.receive(reset.line)
        self.assertEqual(load.state, "ReceiveOnly")
        self.refused(load.seal, "text", text="x")
        again = w.load()
        bot.receive(again.hello(ends=[load.name]).line)
        again.receive(bot.seal(w.conv, "ack")[0].line)  # its third envelope: begins where it is met

    def test_the_archive_alone(self):
        w = self.w
        load = w.open(w.load())
        archive = Recipient("archive", None, w.pre["archive"], clock=lambda: w.now)
        archive.trust(w.manifest)
        env = load.seal("text", text="x")
        self.untouched(archive, env.line)  # it reads a conversation from its hello

    def test_one_recipient(self):
        w = World(ids=("bot",))
        load = w.open(w.load())
        self.assertEqual(w.tell(load.seal("text", text="x"))["bot"].body["text"], "x")
        self.assertEqual(list(w.desks["bot"].seal(w.conv, "ack")[0].wraps), [load.name])


def gaps_of(desk, w, load):
    return desk.conversations[w.conv].peers[load.name].chain.gaps


class Ratchets(Case):
    def setUp(self):
        self.rng, self.D = rng_of("ratchet"), bytes(32)
        dh = new_key(self.rng)
        self.a = Ratchet.start(b"s" * 32, b"r" * 32, point(dh.public_key()), self.rng)
        self.b = Ratchet(b"s" * 32, b"r" * 32, dh)

    def send(self, by, count=1):
        return [by.seal(bytes([i % 256]) * 32, self.D, self.rng) for i in range(count)]

    def turn(self):
        for by, to in ((self.b, self.a), (self.a, self.b)):
            to.open(self.send(by)[0], self.D)

    def test_limit_for_one_wrap(self):
        self.refused(self.b.seal, bytes(32), self.D)
        wraps = self.send(self.a, 258)
        self.refused(self.b.fork().open, wraps[257], self.D)
        self.b.open(wraps[256], self.D)
        self.assertEqual(len(self.b.passed), 256)
        for i in (0, 255):
            self.assertEqual(self.b.open(wraps[i], self.D), bytes([i]) * 32)
            self.refused(self.b.fork().open, wraps[i], self.D)

    def test_limit_over_two_chains(self):
        self.b.open(self.send(self.a)[0], self.D)
        self.send(self.a, 200)
        self.a.open(self.send(self.b)[0], self.D)
        wraps = self.send(self.a, 58)
        self.refused(self.b.fork().open, wraps[57], self.D)
        self.b.open(wraps[56], self.D)
        self.assertEqual(len(self.b.passed), 256)

    def test_limit_in_all(self):
        wraps = self.send(self.a, 771)
        for i in (256, 513, 770):
            self.b.open(wraps[i], self.D)
        self.assertEqual(len(self.b.passed), 512)
        self.refused(self.b.fork().open, wraps[255], self.D)
        self.b.open(wraps[257], self.D)

    def test_limit_of_chains(self):
        lost = []
        for _ in range(6):
            lost += self.send(self.a)
            self.b.open(self.send(self.a)[0], self.D)
            self.turn()
        self.assertEqual(len({pub for pub, _ in self.b.passed}), 5)
        self.refused(self.b.fork().open, lost[0], self.D)
        for wrap in lost[1:]:
            self.b.open(wrap, self.D)

    def test_what_is_bound(self):
        wrap = self.send(self.a)[0]
        for i in (1, 66, 70, 75, 90, 136):
            self.refused(self.b.fork().open, wrap[:i] + bytes([wrap[i] ^ 1]) + wrap[i + 1:], self.D)
        self.refused(self.b.fork().open, wrap, b"x" * 32)
        self.refused(Ratchet(b"t" * 32, self.b.root, self.b.own).open, wrap, self.D)
        self.b.open(wrap, self.D)

    def test_only_the_sender_of_something_new_steps(self):
        keys = set()
        for _ in range(3):
            for wrap in self.send(self.a, 2):
                self.b.open(wrap, self.D)
                keys.add(wrap[:65])
        self.assertEqual(len(keys), 1)
        self.turn()
        self.assertNotIn(self.send(self.a)[0][:65], keys)
        self.assertEqual(self.send(self.a)[0][65:73], bytes([0, 0, 0, 6, 0, 0, 0, 2]))

    def test_a_chain_that_ended_before_what_was_read_of_it(self):
        self.b.open(self.send(self.a, 3)[2], self.D)
        for pn in (0, 2):
            self.refused(self.b.fork().open, new_point() + pn.to_bytes(4, "big") + bytes(68), self.D)

    def test_the_first_key_is_nobodys_chain(self):
        self.refused(self.a.fork().open, self.a.remote + bytes(72), self.D)


class Chains(Case):
    """An envelope is (seq, prev, eh); honest ones are (n, str(n − 1), str(n))."""

    def take(self, chain, *numbers):
        for n in numbers:
            chain = chain.take(n, str(n - 1), str(n))
        return chain

    def test_gaps(self):
        chain = self.take(Chain(0, "0"), 1, 2, 6)
        self.assertEqual(chain.gaps, ((3, 5, "2", "5"),))
        self.assertEqual(chain.seen(), [6, "6", [[3, 5]]])
        for n in (1, 2, 6):
            self.duplicate(self.take, chain, n)
        split = self.take(chain, 4)
        self.assertEqual(split.gaps, ((3, 3, "2", "3"), (5, 5, "4", "5")))
        self.assertEqual(self.take(split, 5, 3), Chain(6, "6"))
        self.assertEqual(self.take(chain, 3, 4, 5).seen(), [6, "6", []])

    def test_what_does_not_fit(self):
        chain = self.take(Chain(0, "0"), 1, 2, 6)
        for seq, prev, eh in ((3, "x", "3"), (5, "4", "x"), (7, "x", "7")):
            self.refused(chain.take, seq, prev, eh)
        self.refused(self.take(chain, 4).take, 3, "2", "x")
        self.refused(self.take(chain, 4).take, 5, "x", "5")
        self.refused(Chain(0, "mh").take, 1, "x", "1")
        self.refused(chain.take, 6, "5", "x")  # two of one number
        chain.take(4, "x", "y")  # no neighbour is held yet: it shows when one comes

    def test_no_more_than_64(self):
        chain = self.take(Chain(0, "0"), *range(2, 132, 2))
        self.assertEqual((len(chain.gaps), chain.gaps[0]), (64, (1, 3, "0", "3")))
        self.assertEqual(len(self.take(chain, 132, 134).gaps), 64)
        self.assertEqual(self.take(chain, 1, 3, 2).gaps[0][0], 5)  # 2 was read, and is missing again

    def test_as_much_as_a_header_tells(self):
        chain = self.take(Chain(0, "0"), 1, *range(3, 19, 2))
        self.assertEqual(chain.seen(), [17, "17", [[n, n] for n in range(2, 17, 2)]])
        self.assertEqual(self.take(chain, 19).seen(), chain.seen())
        self.assertEqual(self.take(chain, 19, 2).seen()[0], 19)


class Files(Case):
    def test_files(self):
        for size in (0, 1, 65535, 65536, 65537, 200_000):
            data = os.urandom(size)
            key, blob = seal_file(data)
            self.assertEqual(open_file(key, blob, H(blob), size), data)
            self.refused(open_file, key, blob, H(blob), size + 1)
        self.refused(seal_file, bytes(25 * 2**20 + 1))

    def test_reordered_cut_extended(self):
        key, blob = seal_file(os.urandom(200_000))
        chunk = 65536 + 16
        first, second, rest = blob[:chunk], blob[chunk:2 * chunk], blob[2 * chunk:]
        for bad in (second + first + rest, first + rest, blob[:-1], blob[:2 * chunk], blob + bytes(16), b"", blob[:10],
                    bytes([blob[0] ^ 1]) + blob[1:]):
            for size in (200_000, len(bad)):
                self.refused(open_file, key, bad, H(bad), size)
        self.refused(open_file, key, blob, H(b""), 200_000)
        self.refused(open_file, bytes(32), blob, H(blob), 200_000)

    def test_an_empty_last_chunk(self):
        key = bytes(32)
        from attachments import _nonce
        from wire import gcm_seal
        blob = gcm_seal(key + _nonce(0, 0), b"x" * 65536, b"") + gcm_seal(key + _nonce(1, 1), b"", b"")
        self.assertEqual(open_file(key, blob, H(blob), 65536), b"x" * 65536)


def secret(key):
    return b64u(key.private_numbers().private_value.to_bytes(32, "big"))


class FakeRelay(http.server.BaseHTTPRequestHandler):
    """As much of docs/http.md as a recipient uses. The state is the server's."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers={}):
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(raw))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self):
        s, url = self.server, urllib.parse.urlsplit(self.path)
        if url.path == "/v1/sites/insurer.example/manifest":
            return self.answer(200, s.world.jws)
        if self.headers.get("Authorization") != f"Bearer token{s.tokens}" or not s.tokens:
            return self.answer(401, {"status": 401})
        query = dict(urllib.parse.parse_qsl(url.query))
        after = int(query["after"])
        with s.lock:
            items = [{"cursor": i, "envelope": json.loads(line) if line[0] == "{" else line}
                     for i, line in enumerate(s.feed, 1)][after:after + 64]
        self.answer(200, {"envelopes": items, "next": after + len(items)})

    def do_POST(self):
        s, body = self.server, self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/nonces"):
            return self.answer(201, {"nonce": "n0", "exp": NOW})
        if self.path.endswith("/tokens"):
            body = json.loads(body)
            verify(load_jwk(body["jwk"]), unb64u(body["sig"]), b"SIGTOKEN1.insurer.example." + body["nonce"].encode())
            s.tokens += 1
            return self.answer(201, {"token": f"token{s.tokens}", "exp": NOW})
        env = Envelope.parse(body.decode())
        if f"/conversations/{env.header['conv']}/envelopes" not in self.path or s.fail:
            s.fail -= 1
            return self.answer(503, {"status": 503}, {"Retry-After": "0"})
        with s.lock:
            s.feed.append(env.line)
        self.answer(201, {"cursor": len(s.feed)})


class Echoes(Case):
    def setUp(self):
        self.w = w = World(ids=("bot",))
        shift = int(time.time()) - NOW
        payload = w.payload()
        for name in ("iat", "exp"):
            payload[name] += shift
        payload["recipients"][0]["pre"][0]["exp"] += shift
        w.now = NOW + shift
        w.jws = sign_manifest(payload, w.identity)
        w.manifest = w.check(w.jws)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeRelay)
        self.server.world, self.server.feed, self.server.tokens = w, [], 0
        self.server.fail, self.server.lock = 0, threading.Lock()
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        kid, (kem, dh) = next(iter(w.pre["bot"].items()))
        self.config = {"site": "insurer.example", "pins": w.pins, "sig": secret(w.sig["bot"]),
                       "pre": {kid: {"kem": secret(kem), "dh": secret(dh)}}}
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()

    def turn(self, echo):
        for line in echo.next(0):
            with contextlib.redirect_stderr(io.StringIO()):
                echo.safely(echo.answer, line)

    def test_echo_and_restart(self):
        w, feed, load = self.w, self.server.feed, self.w.load()
        echo = Echo(self.base, "bot", self.config)
        echo.start()
        feed.append(load.hello().line)
        self.turn(echo)
        self.assertIn("everything back", load.receive(feed[-1])["text"])
        self.server.tokens += 1  # the relay forgets the token
        echo.relay.token = None
        self.server.fail = 1
        feed += ["not an envelope", load.seal("text", text="¿hola?").line]
        self.turn(echo)
        self.assertEqual(load.receive(feed[-1])["text"], "¿hola?")

        waiting = w.load()  # its hello and a text come while nobody is there
        feed += [waiting.hello().line, load.seal("text", text="anybody?").line]
        echo = Echo(self.base, "bot", self.config)
        with contextlib.redirect_stderr(io.StringIO()):
            echo.start()
        self.assertIn("everything back", waiting.receive(feed[-2])["text"])
        load.receive(feed[-1])
        self.assertEqual((waiting.state, load.state), ("Open", "ReceiveOnly"))
        before = len(feed)
        feed.append(waiting.seal("text", text="still there?").line)
        self.turn(echo)
        self.assertEqual(waiting.receive(feed[-1])["text"], "still there?")
        self.assertEqual(len(feed), before + 2)

    def test_a_lost_token(self):
        relay = Relay(self.base, "insurer.example", self.w.sig["bot"])
        self.assertEqual(relay.news(0, 0), (0, []))
        self.server.tokens += 1
        with self.assertRaises(OSError):
            relay.news(0, 0)
        self.assertEqual(relay.news(0, 0), (0, []))


if __name__ == "__main__":
    unittest.main()
