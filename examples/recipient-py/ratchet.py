"""The Double Ratchet (§6.3) and the chains of envelopes (§7): what a session keeps of each peer."""
import copy
import hmac
from dataclasses import dataclass, field
from os import urandom

from cryptography.hazmat.primitives.asymmetric import ec

from wire import Duplicate, gcm_open, gcm_seal, hkdf, load_point, need, new_key, point, u32

PASSED_AT_ONCE, PASSED, PASSED_CHAINS, RANGES, RANGES_TOLD = 256, 512, 5, 64, 8


@dataclass
class Ratchet:
    sid: bytes
    root: bytes
    own: object
    remote: bytes | None = None
    sending: bytes | None = None
    sent: int = 0
    sent_before: int = 0
    receiving: bytes | None = None
    received: int = 0
    turn: bool = False  # received under a new key, and not sent since
    passed: dict = field(default_factory=dict)  # (public key, n): mk, oldest first

    @staticmethod
    def start(sid, root, remote, rng=urandom):
        """The visitor's end. The recipient's is Ratchet(sid, root, dh)."""
        r = Ratchet(sid, root, new_key(rng), remote)
        r.sending = r._step(remote)
        return r

    def fork(self):
        """To receive on: what turns out bad must leave the ratchet where it was (§6.4)."""
        other = copy.copy(self)
        other.passed = dict(self.passed)
        return other

    def seal(self, ck, D, rng=urandom):
        if self.turn:
            self.own, self.sent_before, self.sent, self.turn = new_key(rng), self.sent, 0, False
            self.sending = self._step(self.remote)
        need(self.sending, "nothing received yet")
        head, salt = point(self.own.public_key()) + u32(self.sent_before) + u32(self.sent), rng(16)
        mk, self.sending, self.sent = _next(self.sending) + (self.sent + 1,)
        return head + salt + gcm_seal(hkdf(mk, salt, "sigilo1 wrap", 44), ck, self.sid + D + head)

    def open(self, wrap, D):
        head, salt, ct = wrap[:73], wrap[73:89], wrap[89:]
        mk = self._key(head[:65], int.from_bytes(head[65:69], "big"), int.from_bytes(head[69:], "big"))
        ck = gcm_open(hkdf(mk, salt, "sigilo1 wrap", 44), ct, self.sid + D + head)
        self._trim()
        return ck

    def _step(self, remote):
        shared = self.own.exchange(ec.ECDH(), load_point(remote))
        keys = hkdf(shared, self.root, "sigilo1 ratchet root", 64)
        self.root = keys[:32]
        return keys[32:]

    def _key(self, pub, pn, n):
        if (pub, n) in self.passed:
            return self.passed.pop((pub, n))
        if pub == self.remote:
            need(self.receiving and n >= self.received, "ratchet: used")
            over = n - self.received
        else:
            # A chain can't have ended before what was read of it. The first one has none before it.
            need(pn >= self.received, "ratchet: pn")
            over = (pn - self.received if self.receiving else 0) + n
        need(over <= PASSED_AT_ONCE, "ratchet: too far ahead")
        if pub != self.remote:
            if self.receiving:
                self._pass(pn)
            self.receiving, self.received, self.remote, self.turn = self._step(pub), 0, pub, True
        self._pass(n)
        mk, self.receiving, self.received = _next(self.receiving) + (n + 1,)
        return mk

    def _pass(self, until):
        while self.received < until:
            self.passed[self.remote, self.received], self.receiving = _next(self.receiving)
            self.received += 1

    def _trim(self):
        while len(self.passed) > PASSED:
            del self.passed[next(iter(self.passed))]
        while len(chains := list(dict.fromkeys(pub for pub, _ in self.passed))) > PASSED_CHAINS:
            self.passed = {at: mk for at, mk in self.passed.items() if at[0] != chains[0]}


def _next(chain):
    return hmac.digest(chain, b"\x01", "sha256"), hmac.digest(chain, b"\x02", "sha256")


# Chains (§7)

@dataclass(frozen=True)
class Chain:
    """What was received of one sender. A gap is (low, high, eh of low − 1, prev of high + 1)."""
    seq: int
    eh: str
    gaps: tuple = ()

    @staticmethod
    def begin(env):
        h = env.header
        # Number 0 has, as it were, the hash `mh`; who is met later begins where it is met.
        return Chain(0, h["mh"]).take(1, h["prev"], env.eh) if h["seq"] == 1 else Chain(h["seq"], env.eh)

    def take(self, seq, prev, eh):
        if seq == self.seq + 1:
            need(prev == self.eh, "chain: prev")
            return Chain(seq, eh, self.gaps)
        if seq > self.seq:
            return Chain(seq, eh, _join(self.gaps + ((self.seq + 1, seq - 1, self.eh, prev),)))
        for i, (low, high, before, after) in enumerate(self.gaps):
            if low <= seq <= high:
                need(seq > low or prev == before, "chain: prev")
                need(seq < high or eh == after, "chain: eh")
                parts = (low, seq - 1, before, prev), (seq + 1, high, eh, after)
                left = tuple(gap for gap in parts if gap[0] <= gap[1])
                return Chain(self.seq, self.eh, _join(self.gaps[:i] + left + self.gaps[i + 1:]))
        need(seq < self.seq or eh == self.eh, "chain: two of one number")
        raise Duplicate("read before")

    def seen(self):
        """The newest and what is missing before it; if that is too much to tell, the newest before the rest."""
        told, rest = self.gaps[:RANGES_TOLD], self.gaps[RANGES_TOLD:]
        seq, eh = (rest[0][0] - 1, rest[0][2]) if rest else (self.seq, self.eh)
        return [seq, eh, [[low, high] for low, high, *_ in told]]


def _join(gaps):
    """Of too many the two oldest become one: what was received between them is missing again, as far as we tell."""
    if len(gaps) <= RANGES:
        return gaps
    (low, _, before, _), (_, high, _, after) = gaps[:2]
    return ((low, high, before, after),) + gaps[2:]
