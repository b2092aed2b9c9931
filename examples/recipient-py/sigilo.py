"""A recipient of Sigilo Protocol 1: reads what visitors send, and seals what they are answered.

Sections (§) are those of docs/protocol.md. Nothing here knows a network: envelopes go in and come out as
lines of text. Randomness and time come in as `rng` and `clock`, so that a run can be repeated.
"""
import time
from dataclasses import dataclass, field, replace
from os import urandom

import hpke
from forms import open_answer
from manifest import hello_info, open_copy, seal_copy, session_keys
from ratchet import Chain, Ratchet
from wire import BODIES, SUITE, Duplicate, Envelope, Refused, b64u, is_known, load_jwk, need, owner_of, unb64u

LOAD_LIFE, LIVE_LOADS = 7 * 86400, 8


class UnknownManifest(Refused):
    """Made under a manifest that is not here: fetch the newest once, and try again."""


class Unanswerable(Refused):
    """By a load of an earlier start, whose session is gone. It is owed a reset (§6.2)."""


@dataclass(frozen=True)
class Peer:
    """A load of the visitor, or a start of another recipient."""
    key: object
    mh: str  # of a load's session; another recipient's chain goes on from manifest to manifest
    chain: Chain
    born: float
    load: bool = False
    live: bool = True
    known: bool = True  # False for a load of an earlier start
    ratchet: Ratchet | None = None


@dataclass
class Sender:
    """This start's own chain in a conversation: one, whatever the manifests."""
    name: str
    seq: int = 0
    eh: str = ""


@dataclass
class Conversation:
    visitor: str
    peers: dict = field(default_factory=dict)  # from: Peer
    me: Sender | None = None
    bodies: set = field(default_factory=set)  # (owner, id)
    reset: dict = field(default_factory=dict)  # from: when


@dataclass(frozen=True)
class Received:
    env: Envelope
    body: dict | None  # None for a reset
    again: bool  # a body of this owner and id was here before: not to be shown
    by_visitor: bool
    gap: bool  # some before it are missing

    @property
    def known(self):
        """False for what is to be shown as a message of an unknown kind."""
        return self.body is not None and is_known(self.body, self.by_visitor)


class Recipient:
    """A bot or an agent; an archive if it has no `sig`, with prekeys that have no `dh`."""

    def __init__(self, id, sig, prekeys, rng=urandom, clock=time.time):
        self.id, self.sig, self.rng, self.clock = id, sig, rng, clock
        self.prekeys = prekeys  # kid: (kem, dh); delete what is over 14 days old (§3), from disk as well
        self.manifests = {}  # mh: Manifest
        self.conversations = {}

    def trust(self, manifest):
        self.manifests[manifest.mh] = manifest

    def receive(self, line):
        """In the order of §6.4. Everything is worked out beside the state; the last lines change it."""
        env = Envelope.parse(line)
        h, name = env.header, env.header["from"]
        if env.owner == self.id:
            raise Duplicate("my own")
        conv = self.conversations.get(h["conv"]) or Conversation(env.owner)
        manifest, peer = self.manifests.get(h["mh"]), conv.peers.get(name)
        key = self._key_of(env, conv, manifest, peer)
        env.verify(key)
        if peer and not peer.known:
            raise Unanswerable(name)
        chain = peer.chain.take(h["seq"], h["prev"], env.eh) if peer else Chain.begin(env)
        gap = peer is not None and h["seq"] > peer.chain.seq + 1
        body, ratchet = None, None
        if h["t"] == "reset":
            need(env.owner != conv.visitor, "reset by a visitor")
        else:
            env.check_set(manifest, conv.visitor)
            if h["t"] == "hello":
                ratchet = self._accept(env, manifest)
            elif peer and peer.ratchet:
                ratchet = peer.ratchet.fork()
            body = env.open(self._content_key(env, manifest, ratchet))
        peer = peer or Peer(key, h["mh"], chain, self.clock(), load=h["t"] == "hello")
        self.conversations[h["conv"]] = conv
        conv.peers[name] = replace(peer, chain=chain, ratchet=ratchet)
        self._end(conv, h.get("ends", ()))
        again = body is not None and (env.owner, body["id"]) in conv.bodies
        if body:
            conv.bodies.add((env.owner, body["id"]))
        return Received(env, body, again, env.owner == conv.visitor, gap)

    def values(self, conv_id, body, purpose):
        """What a `form-answer` says, to a form of this purpose (§8.1). Seal it anew before the prekey is erased."""
        manifest = self.manifests.get(body["mh"])
        need(manifest, "values: manifest")
        return open_answer(manifest, conv_id, self.conversations[conv_id].visitor, body, purpose, self.id,
                           lambda kid: self.prekeys.get(kid, (None,))[0])

    def recall(self, line):
        """A hello of an earlier start: that load's chains are gone, so it is remembered and never answered."""
        env = Envelope.parse(line)
        h = env.header
        conv = self.conversations.get(h["conv"]) or Conversation(env.owner)
        need(h["t"] == "hello" and env.owner == conv.visitor and h["from"] not in conv.peers, "recall")
        key = load_jwk(h["vsk"])
        env.verify(key)
        self.conversations[h["conv"]] = conv
        conv.peers[h["from"]] = Peer(key, h["mh"], Chain.begin(env), 0, load=True, live=False, known=False)

    def seal(self, conv_id, type, id=None, **members):
        """A body for every live load: one envelope for each manifest that their sessions are under."""
        conv = self.conversations[conv_id]
        body = {"v": 1, "id": id or b64u(self.rng(12)), "type": type} | members
        loads = {name: peer for name, peer in self._live(conv).items() if peer.ratchet}
        need(loads, "no live load: what there is to say waits")
        return [self._seal(conv_id, conv, self.manifests[mh], body, {n: p for n, p in loads.items() if p.mh == mh})
                for mh in dict.fromkeys(peer.mh for peer in loads.values())]

    def reset(self, conv_id, name):
        """For a load of an earlier start, at most once in 10 minutes; else None."""
        conv = self.conversations[conv_id]
        if self.clock() - conv.reset.get(name, -600) < 600:
            return None
        conv.reset[name] = self.clock()
        reset = {"reset": {"to": [name], "reason": "lost"}}
        return self._send(conv_id, conv, conv.peers[name].mh, "reset", [], reset, None, None)

    def _seal(self, conv_id, conv, manifest, body, loads):
        others = [r for r in manifest.readers.values() if r.id != self.id]
        ratchets = {name: peer.ratchet.fork() for name, peer in loads.items()}

        def wraps(ck, D):
            return ([f"{name}~{b64u(ratchet.seal(ck, D, self.rng))}" for name, ratchet in ratchets.items()]
                    + [seal_copy(manifest, conv_id, r, r.prekey(), ck, D, self.rng) for r in others])
        seen = {name: peer.chain.seen() for name, peer in self._live(conv).items() if peer.known}
        env = self._send(conv_id, conv, manifest.mh, BODIES[body["type"]][0], [*loads, *(r.id for r in others)],
                         {"seen": seen} if seen else {}, body, wraps)
        conv.peers.update({name: replace(peer, ratchet=ratchets[name]) for name, peer in loads.items()})
        return env

    def _send(self, conv_id, conv, mh, t, rcpt, more, body, wraps):
        me = conv.me = conv.me or Sender(f"{self.id}:{b64u(self.rng(8))}")
        header = {"v": 1, "suite": SUITE, "t": t, "conv": conv_id, "from": me.name, "seq": me.seq + 1,
                  "prev": me.eh or mh, "rcpt": rcpt, "mh": mh, "ts": int(self.clock() * 1000)} | more
        env = Envelope.seal(header, body, wraps, self.sig, self.rng)
        me.seq, me.eh = me.seq + 1, env.eh
        return env

    def _key_of(self, env, conv, manifest, peer):
        h = env.header
        need(peer is None or not peer.load or peer.mh == h["mh"], "another manifest than the session's")
        if peer and not peer.known:
            return peer.key
        if manifest is None:
            raise UnknownManifest(h["mh"])
        if env.owner != conv.visitor or env.owner in manifest.readers:
            # A conversation is its first visitor's. Were a second let in, answers would be sealed for both.
            reader = manifest.readers.get(env.owner)
            need(reader and reader.sig and h["t"] != "hello" and conv.peers, "sender")
            return reader.sig
        need(peer or h["t"] == "hello", "no session")
        return peer.key if peer else load_jwk(h["vsk"])

    def _accept(self, env, manifest):
        """§6.1. An archive takes part without a ratchet."""
        boxes = {b["to"]: b for b in env.header["hello"]}
        live = [r for r in manifest.readers.values() if r.live]
        need([b["to"] for b in env.header["hello"]] == [r.id for r in live], "hello: boxes")
        need(all(boxes[r.id]["kid"] in r.pre for r in live), "hello: kid")
        if self.id not in boxes:
            return None
        kid, box = boxes[self.id]["kid"], unb64u(boxes[self.id]["box"])
        need(kid in self.prekeys, "hello: the prekey is erased")
        kem, dh = self.prekeys[kid]
        info = hello_info(manifest, env.header, self.id, kid)
        return Ratchet(*session_keys(hpke.open_(kem, info, box), info, box), dh)

    def _content_key(self, env, manifest, ratchet):
        need(self.id in env.wraps, "not for me")
        kid, data = env.wraps[self.id]
        if kid is None:
            need(ratchet, "no session")
            return ratchet.open(data, env.D)
        need(kid in self.prekeys, "copy: the prekey is erased")
        return open_copy(manifest, env, self.id, kid, data, self.prekeys[kid][0])

    def _live(self, conv):
        """Live loads, and the newest start of every other recipient."""
        now, newest = self.clock(), {owner_of(name): name for name in conv.peers}
        return {name: peer for name, peer in conv.peers.items()
                if (peer.live and now - peer.born < LOAD_LIFE if peer.load else newest[owner_of(name)] == name)}

    def _end(self, conv, ends):
        loads = [name for name, peer in conv.peers.items() if peer.load and peer.live]
        for name in {*loads[:-LIVE_LOADS], *(set(ends) & set(loads))}:
            conv.peers[name] = replace(conv.peers[name], live=False)
