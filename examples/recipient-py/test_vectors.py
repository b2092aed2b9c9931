"""Against another implementation: every vector of crates/protocol/vectors, which this one had no part in."""
import json
import pathlib
import unittest

from cryptography.hazmat.primitives.asymmetric import ec

import hpke
from attachments import open_file, seal_file
from manifest import hello_info, open_copy, safety, safety_digits, session_keys, verify_manifest
from ratchet import Ratchet
from sigilo import Recipient
from visitor import Load
from wire import Duplicate, Envelope, H, Refused, b64u, jwk, owner_of, point, sign, thumbprint, unb64u

FOLDER = pathlib.Path(__file__).parents[2] / "crates/protocol/vectors"


def vector(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def private(d):
    return ec.derive_private_key(int.from_bytes(unb64u(d, 32), "big"), ec.SECP256R1())


def drawn(*values):
    """A source of randomness that gives what another has drawn, by its length."""
    return lambda size: next(value for value in values if len(value) == size)


def outcome(call, *args):
    try:
        return call(*args)
    except Duplicate:
        return "duplicate"
    except Refused:
        return "refused"


class World:
    """What everybody knows, and what the recipients and the visitor alone know: hello.json."""

    def __init__(self):
        self.hello = hello = vector("hello.json")
        self.now = hello["now"]
        self.manifest = verify_manifest(hello["manifest"], [hello["pin"]], hello["site"], self.now)
        self.visitor = private(hello["visitor"]["secret"])
        self.pre, self.desks = {}, {}
        for id, keys in hello["recipients"].items():
            self.pre[id] = {p["kid"]: (private(p["kem"]), private(p["dh"]) if "dh" in p else None) for p in keys["prekeys"]}
            sig = private(keys["sig"]) if "sig" in keys else None
            self.desks[id] = Recipient(id, sig, self.pre[id], clock=lambda: self.now)
            self.desks[id].trust(self.manifest)

    def content_key(self, env):
        """By the archive's copy, which every envelope has."""
        kid, box = env.wraps["archive"]
        return open_copy(self.manifest, env, "archive", kid, box, self.pre["archive"][kid][0])

    def load(self, env, keys):
        """The visitor's end of a hello, as it was when the hello was made."""
        h = env.header
        load = Load(self.visitor, self.manifest, h["conv"], clock=lambda: self.now)
        load.name, load.state = h["from"], "HelloSent"
        for box in h["hello"]:
            info, (kem, dh) = hello_info(self.manifest, h, box["to"], box["kid"]), self.pre[box["to"]][box["kid"]]
            seed = hpke.open_(kem, info, unb64u(box["box"]))
            session = session_keys(seed, info, unb64u(box["box"]))
            load.ratchets[box["to"]] = Ratchet.start(*session, point(dh.public_key()), drawn(unb64u(keys[box["to"]])))
        return load


class Vectors(unittest.TestCase):
    def test_manifest(self):
        v = vector("manifest.json")
        key = private(v["secret"])
        self.assertEqual((jwk(key.public_key()), b64u(thumbprint(key.public_key()))), (v["jwk"], v["thumbprint"]))
        signed, _, signature = v["jws"].rpartition(".")
        self.assertEqual(b64u(sign(key, signed.encode())), signature)
        m = verify_manifest(v["jws"], [v["thumbprint"]], v["site"], v["now"], origin=v["origin"])
        self.assertEqual((m.mh, list(m.readers)), (v["mh"], v["readers"]))

    def test_safety(self):
        v = vector("safety.json")
        for code in v["codes"]:
            S = safety(verify_manifest(code["jws"], [v["pin"]], v["site"], v["now"]))
            self.assertEqual(safety_digits(S), code["digits"])
            self.assertEqual([int.from_bytes(S, "big") >> 256 - 11 * i & 2047 for i in range(1, 10)], code["bits"])

    def test_hpke(self):
        v = {name: unb64u(text) for name, text in vector("hpke.json").items()}
        key = private(b64u(v["secret"]))
        self.assertEqual(point(key.public_key()), v["public"])
        self.assertEqual(hpke.open_(key, v["info"], v["sealed"]), v["plaintext"])

    def test_file(self):
        v = vector("file.json")
        key = unb64u(v["key"])
        for file in v["files"]:
            data = bytes(i % 251 for i in range(file["size"]))
            _, blob = seal_file(data, lambda size: key)
            self.assertEqual(b64u(H(blob)), file["blob"])
            self.assertEqual(open_file(key, blob, unb64u(file["blob"]), file["size"]), data)
        sealed = unb64u(v["sealed"])
        self.assertEqual(open_file(key, sealed, H(sealed), 5), bytes(range(5)))

    def test_hello(self):
        w = World()
        v, env = w.hello, Envelope.parse(w.hello["envelope"])
        self.assertEqual((env.eh, env.header["from"], env.owner), (v["eh"], v["from"], v["visitor"]["thumbprint"]))
        for id, desk in w.desks.items():
            got = desk.receive(v["envelope"])
            self.assertEqual((got.body, got.by_visitor, got.known), (v["body"], True, True))
            ratchet = desk.conversations[env.header["conv"]].peers[v["from"]].ratchet
            self.assertEqual(ratchet and b64u(ratchet.sid), v["sids"].get(id))

    def test_plain(self):
        w, v = World(), vector("plain.json")
        for line in v["after"]:
            w.desks[v["to"]].receive(line)
        self.assertEqual(w.desks[v["to"]].receive(v["envelope"]).body, v["body"])

    def test_conversation(self):
        w, seen = self.play("conversation.json")
        self.assertEqual(len(seen), 13)
        [conv] = w.desks["bot"].conversations.values()
        self.assertTrue(all(not peer.chain.gaps for peer in conv.peers.values()))
        # What the bot has not read when it says b3, and what it has read by then.
        loads = [seen[name] for name in ("b2", "b3", "b4", "b5")]
        self.assertEqual([(seq, ranges) for [(seq, _, ranges)] in loads], [(2, []), (5, [[3, 4]]), (5, [[4, 4]]), (6, [])])

    def test_reset(self):
        self.play("reset.json")
        steps = {step["name"]: step for step in vector("reset.json")["steps"] if "by" in step}
        # It counts in its sender's chain, for other recipients as well.
        agent = World().desks["agent"]
        for name in ("hello", "r1", "hello2", "b2"):
            got = agent.receive(steps[name]["envelope"])
            self.assertEqual((got.body, got.gap), (steps[name].get("body"), False))

    def test_rights(self):
        self.play("rights.json")
        steps = {step["name"]: step["body"] for step in vector("rights.json")["steps"] if "by" in step}
        self.assertEqual([steps[name]["of"] for name in ("b3", "b4", "b5")], ["v2", "v3", "v4"])

    def test_rich(self):
        self.play("rich.json")
        steps = {step["name"]: step["body"] for step in vector("rich.json")["steps"] if "by" in step}
        self.assertEqual([steps[name].get("layout") for name in ("b2", "b3", "b4")], [None, None, "carousel"])
        self.assertEqual([steps[name]["score"] for name in ("v1", "v2")], [4, 2])

    def test_form(self):
        w, _ = self.play("form.json")
        v = vector("form.json")
        bodies = {step["name"]: step["body"] for step in v["steps"] if "by" in step}
        conv = Envelope.parse(w.hello["envelope"]).header["conv"]
        opened = 0
        for a in v["answers"]:
            with self.subTest(name=a["name"], to=a["to"], purpose=a["purpose"]):
                got = outcome(w.desks[a["to"]].values, conv, bodies[a["name"]], a["purpose"])
                self.assertEqual(got, a.get("values", "refused"))
                opened += got != "refused"
        self.assertEqual((opened, len(v["answers"])), (3, 8))
        self.assertNotIn("Ana", json.dumps(bodies, ensure_ascii=False))

    def play(self, name):
        """Everybody sends and receives what the steps say; what is sent is made again, byte for byte."""
        w, v = World(), vector(name)
        self.assertEqual(v["manifest"], w.hello["manifest"])
        loads, sent, seen, before = {}, {}, {}, {}
        for step in v["steps"]:
            with self.subTest(file=name, **{k: step[k] for k in ("by", "to", "name") if k in step}):
                if "by" in step:
                    env = sent[step["name"]] = Envelope.parse(step["envelope"])
                    body = step.get("body")
                    prev = before.setdefault(env.header["from"], [0, env.header["mh"]])
                    self.assertEqual([env.header["seq"], env.header["prev"]], [prev[0] + 1, prev[1]])
                    before[env.header["from"]] = [env.header["seq"], env.eh]
                    if body is None:
                        env.verify(w.desks[step["by"]].sig.public_key())
                        continue
                    self.send(w, loads, step, env)
                    if env.owner == "bot":
                        seen[step["name"]] = [at for who, at in env.header["seen"].items() if owner_of(who) == v["visitor"]]
                    else:
                        seen[step["name"]] = None
                else:
                    self.meet(w, loads, step, sent[step["name"]], v["steps"])
        return w, seen

    def send(self, w, loads, step, env):
        keys, ck = {who: unb64u(key) for who, key in step["keys"].items()}, w.content_key(env)
        env.check_set(w.manifest, b64u(thumbprint(w.visitor.public_key())))
        env.verify(w.visitor.public_key() if step["by"].startswith("load") else w.desks[step["by"]].sig.public_key())
        self.assertEqual(env.open(ck), step["body"])
        if env.header["t"] == "hello":
            loads[step["by"]] = w.load(env, step["keys"])
        if step["by"] in loads:
            load = loads[step["by"]]
            self.assertIn(load.state, ("HelloSent", "Open"))
            ratchets = load.ratchets
        else:
            peers = w.desks[step["by"]].conversations[env.header["conv"]].peers
            ratchets = {who: peers[who].ratchet for who in keys}
        self.assertEqual([who for who, (kid, _) in env.wraps.items() if kid is None], [who for who in env.wraps if who in keys])
        for who, key in keys.items():
            _, wrap = env.wraps[who]
            self.assertEqual(ratchets[who].seal(ck, env.D, drawn(key, wrap[73:89])), wrap)

    def meet(self, w, loads, step, env, steps):
        [said] = [other.get("body") for other in steps if other["name"] == step["name"] and "by" in other]
        if step["to"] in loads:
            got, gap = outcome(loads[step["to"]].receive, env.line), loads[step["to"]].gap
            if isinstance(got, dict):
                self.assertFalse(got.pop("again"))
        else:
            got, gap = outcome(w.desks[step["to"]].receive, env.line), None
            if not isinstance(got, str):
                got, gap = got.body, got.gap
        expected = {"opened": said, "a copy": said, "reset": None, "not for it": None, "duplicate": "duplicate"}
        self.assertEqual(got, expected[step["is"]])
        if "gap" in step:
            self.assertEqual(gap, step["gap"])
        if step["is"] == "reset":
            self.assertEqual(loads[step["to"]].state, "ReceiveOnly")

    def test_bad(self):
        files = sorted((FOLDER / "bad").glob("*.json"))
        self.assertGreater(len(files), 60)
        for path in files:
            v = json.loads(path.read_text(encoding="utf-8"))
            with self.subTest(file=path.name, why=v["why"]):
                if v["what"] == "manifest":
                    self.assertEqual(outcome(verify_manifest, v["jws"], v["pins"].split(), v["site"], v["now"]), "refused")
                    continue
                desk = World().desks[v["to"]]
                for line in v["after"]:
                    desk.receive(line)
                self.assertEqual(outcome(desk.receive, v["envelope"]), "refused")


if __name__ == "__main__":
    unittest.main()
