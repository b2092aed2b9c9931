"""A bot that says everything back, what ends in … word by word. Its state is in memory: after a restart it resets what it can't answer.

    python echo.py https://chat.insurer.example echo keys.json
    keys.json: {"site", "pins": [thumbprint..], "sig": d, "pre": {kid: {"kem": d, "dh": d}}}    d as in a private JWK
"""
import json
import sys
import time
import urllib.error

from cryptography.hazmat.primitives.asymmetric import ec

from manifest import verify_manifest
from relay import Relay, patiently
from sigilo import Recipient, Unanswerable, UnknownManifest
from wire import Duplicate, Envelope, Refused, b64u, unb64u


class Echo:
    def __init__(self, base, id, config):
        self.site, self.pins, self.known, self.fetched = config["site"], config["pins"], {}, 0
        prekeys = {kid: (private(p["kem"]), private(p["dh"])) for kid, p in config["pre"].items()}
        self.me = Recipient(id, private(config["sig"]), prekeys)
        self.relay, self.after = Relay(base, self.site, self.me.sig), 0

    def start(self):
        """Loads that an earlier start has answered can't be answered by this one. The others only wait for a hello."""
        hellos, answered, waiting = {}, set(), {}

        def sort(line):
            env = Envelope.parse(line)
            if env.header["t"] == "hello":
                hellos.setdefault(env.header["from"], []).append(line)
            elif env.owner == self.me.id:
                env.verify(self.me.sig.public_key())
                answered.update(env.wraps)
                waiting.pop(env.header["conv"], None)
            else:
                waiting.setdefault(env.header["conv"], []).append(line)
        while lines := self.next(0):
            for line in lines:
                self.safely(sort, line)
        for load, lines in hellos.items():
            for line in lines:
                self.safely(self.me.recall if load in answered else self.answer, line)
        for line in sum(waiting.values(), []):  # said while nobody was here: owed an answer, or a reset
            self.safely(self.answer, line)

    def run(self):
        self.start()
        while True:
            for line in (lines := self.next(25)):
                self.safely(self.answer, line)
            if not lines:  # the relay has waited, or is one that does not
                time.sleep(1)

    def next(self, wait):
        self.after, lines = patiently(lambda: self.relay.news(self.after, wait))
        return lines

    def safely(self, what, line):
        try:
            what(line)
        except Duplicate:
            pass
        except (Refused, urllib.error.HTTPError) as why:
            print("not answered:", why, file=sys.stderr)

    def answer(self, line):
        conv, answers = Envelope.parse(line).header["conv"], []
        try:
            got = self.me.receive(line)
            if got.by_visitor and not got.again and got.body["type"] in ("hello", "text"):
                said = got.body.get("text", "Hello. I say everything back.")
                if said.endswith("…"):
                    return self.slowly(conv, said, got.body["id"])
                answers = self.me.seal(conv, "text", text=said)
        except Unanswerable as load:
            answers = filter(None, [self.me.reset(conv, str(load))])
        except UnknownManifest:
            if time.time() - self.fetched < 10:  # or a stranger's envelopes would make us fetch all day
                raise
            self.fetched, jws = time.time(), patiently(self.relay.manifest)
            self.me.trust(verify_manifest(jws, self.pins, self.site, self.fetched, self.known))
            return self.answer(line)
        for env in answers:
            self.relay.post(env)


    def slowly(self, conv, text, question):
        """As a person who reads and a model that says one word after the other would; settled by a text with the same id."""
        def say(*body, **members):
            for env in self.me.seal(conv, *body, **members):
                self.relay.post(env)
        say("read", upto=question)
        say("typing", on=True)
        time.sleep(1)
        id, words = b64u(self.me.rng(12)), text.split(" ")
        for index, word in enumerate(words):
            say("chunk", of=id, index=index, text=" " * (index > 0) + word, last=index + 1 == len(words))
            time.sleep(.2)
        say("text", id, text=text)


def private(d):
    return ec.derive_private_key(int.from_bytes(unb64u(d, 32), "big"), ec.SECP256R1())


if __name__ == "__main__":
    with open(sys.argv[3]) as file:
        Echo(sys.argv[1], sys.argv[2], json.load(file)).run()
