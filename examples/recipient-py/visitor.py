"""The visitor's side, as far as the tests need it: a load says hello, sends and receives.

A browser does more: it asks first, keeps a record, and counts its loads (docs/protocol.md §4.3, §6.2, §10).
"""
import time
from os import urandom

import hpke
from manifest import hello_info, seal_copy, session_keys
from ratchet import Chain, Ratchet
from wire import BODIES, SUITE, Duplicate, Envelope, b64u, jwk, need, point, thumbprint


class Load:
    def __init__(self, key, manifest, conv, rng=urandom, clock=time.time):
        self.key, self.manifest, self.conv, self.rng, self.clock = key, manifest, conv, rng, clock
        self.visitor = b64u(thumbprint(key.public_key()))
        self.name = f"{self.visitor}:{b64u(rng(8))}"
        self.seq, self.eh = 0, manifest.mh
        self.ratchets, self.heard, self.answered, self.bodies = {}, {}, set(), set()
        self.state, self.gap = "New", False

    def hello(self, receipt="receipt", ends=(), change=None):
        need(self.state == "New", "hello")
        more = {"vsk": jwk(self.key.public_key()), "hello": []} | ({"ends": list(ends)} if ends else {})
        for reader in self._live():
            pre, seed = reader.prekey(self.clock()), self.rng(32)
            head = {"conv": self.conv, "from": self.name} | more
            info = hello_info(self.manifest, head, reader.id, pre.kid)
            box = hpke.seal(pre.kem, info, seed, self.rng)
            more["hello"].append({"to": reader.id, "kid": pre.kid, "box": b64u(box)})
            self.ratchets[reader.id] = Ratchet.start(*session_keys(seed, info, box), point(pre.dh), self.rng)
        self.state = "HelloSent"
        return self._send("hello", {"receipt": receipt}, more, change)

    def seal(self, type, id=None, change=None, **members):
        """`change` is how a test gets an envelope that an honest load would not make: (header, wraps) → both."""
        need(self.state == "Open", self.state)
        seen = {name: chain.seen() for name, chain in self.heard.items()}
        return self._send(type, members, {"seen": seen} if seen else {}, change, id)

    def receive(self, line):
        env = Envelope.parse(line)
        h, name = env.header, env.header["from"]
        need(h["conv"] == self.conv, "not of this conversation")
        if env.owner == self.visitor:
            raise Duplicate("my own, or another tab's")
        reader = self.manifest.readers.get(env.owner)
        need(reader and reader.sig and h["t"] != "hello", "sender")
        env.verify(reader.sig)
        heard = self.heard.get(name)
        chain = heard.take(h["seq"], h["prev"], env.eh) if heard else Chain.begin(env)
        body, gap = None, heard is not None and h["seq"] > heard.seq + 1
        mine = h["mh"] == self.manifest.mh
        if mine and h["t"] != "reset":
            env.check_set(self.manifest, self.visitor)
        # What is under another manifest, or does not name this load, moves the chain and nothing else (§5.5).
        if mine and self.name in env.wraps:
            wrap, ratchet = env.wraps[self.name][1], self.ratchets[reader.id].fork()
            gap |= not ratchet.receiving and any(wrap[65:73])  # a first answer was held back (§7.1)
            body = env.open(ratchet.open(wrap, env.D))
            self.ratchets[reader.id] = ratchet
            self.answered.add(reader.id)
            if self.state == "HelloSent" and self.answered == {r.id for r in self._live()}:
                self.state = "Open"
        elif mine and h["t"] == "reset" and self.name in h["reset"]["to"]:
            self.state = "ReceiveOnly"
        self.heard[name], self.gap = chain, gap
        if body:
            body["again"] = (env.owner, body["id"]) in self.bodies
            self.bodies.add((env.owner, body["id"]))
        return body

    def _live(self):
        return [r for r in self.manifest.readers.values() if r.live]

    def _send(self, type, members, more, change, id=None):
        body = {"v": 1, "id": id or b64u(self.rng(12)), "type": type} | members
        t = BODIES.get(type, ("msg",))[0]
        header = {"v": 1, "suite": SUITE, "t": t, "conv": self.conv, "from": self.name, "seq": self.seq + 1,
                  "prev": self.eh, "rcpt": list(self.manifest.readers), "mh": self.manifest.mh,
                  "ts": int(self.clock() * 1000)} | more

        def wraps(ck, D):
            made = []
            for reader in self.manifest.readers.values():
                if reader.live:
                    made.append(f"{reader.id}~{b64u(self.ratchets[reader.id].seal(ck, D, self.rng))}")
                else:
                    made.append(seal_copy(self.manifest, self.conv, reader, reader.prekey(self.clock()), ck, D, self.rng))
            return change[1](made) if change else made
        if change:
            header = change[0](header)
        env = Envelope.seal(header, body, wraps, self.key, self.rng)
        self.seq, self.eh = env.header["seq"], env.eh
        return env
