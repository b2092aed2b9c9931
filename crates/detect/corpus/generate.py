"""Makes chat.jsonl out of sentences/*.txt: `python3 generate.py`, with requirements.txt installed.

The sentences are written by hand; what stands between braces is filled in: `{kind}` and `{kind:form}`
with a number that is right by its check (corpus_numbers.py), `{kind|words}` with the words themselves. The
draw goes by the sentence's id, so what is there stays as it is when a sentence is added; so does the
half that a sentence was given.
"""

import hashlib
import json
import pathlib
import random
import re

import corpus_numbers

HERE = pathlib.Path(__file__).parent
OUT = HERE / "chat.jsonl"
LINE = re.compile(r"^(?P<locale>[a-z]{2}(?:-[A-Z]{2})?)(?: \[(?P<pattern>[^]]+)\])?: (?P<text>.+)$")
SLOT = re.compile(r"\{(?P<kind>[a-z_]+)(?::(?P<form>\w+))?(?:\|(?P<words>[^}]+))?\}")


def main():
    halves = {own["id"]: own["half"] for own in map(json.loads, OUT.open())} if OUT.exists() else {}
    rows = [row for file in sorted((HERE / "sentences").glob("*.txt")) for row in read(file)]
    divide(rows, halves)
    with OUT.open("w") as out:
        for row in rows:
            out.write(written(row) + "\n")


def read(file):
    """The rows of a file of sentences; an id is its section's name and the place in it."""
    section, nth = None, 0
    for line in file.read_text().splitlines():
        if line.startswith("#"):
            section, nth = re.match(r"# *(\w+)", line)[1], 0
            continue
        nth += 1
        yield row(f"{section}-{nth:03}", line)


def row(own, line):
    told = LINE.match(line)
    assert told, line
    rng, text, findings, at = random.Random(own), "", [], 0
    template = told["text"].replace("\\n", "\n")
    for slot in SLOT.finditer(template):
        text += template[at : slot.start()]
        words = slot["words"] or corpus_numbers.made(slot["kind"], slot["form"], told["locale"], rng)
        findings.append({"kind": slot["kind"], "start": len(text), "end": len(text) + len(words)})
        text += words
        at = slot.end()
    text += template[at:]
    assert "{" not in text, text
    row = {"id": own, "text": text, "locale": told["locale"], "half": None, "findings": findings}
    if told["pattern"]:
        row["patterns"] = [told["pattern"]]
    return row


def divide(rows, halves):
    """Halves each kind of message (by what is found first) by the order of the hashes of its ids."""
    strata = {}
    for own in rows:
        own["half"] = halves.get(own["id"])
        kind = own["findings"][0]["kind"] if own["findings"] else "clean"
        strata.setdefault(kind, []).append(own)
    for stratum in strata.values():
        new = [own for own in stratum if own["half"] is None]
        new.sort(key=lambda own: hashlib.sha256(own["id"].encode()).hexdigest())
        held = sum(own["half"] == "held" for own in stratum)
        train = sum(own["half"] == "train" for own in stratum)
        for own in new:
            own["half"] = "held" if held < train else "train"
            held, train = held + (own["half"] == "held"), train + (own["half"] == "train")


def written(row):
    """A line; what scanners of repositories take for a real secret begins with an escape."""
    line, text = json.dumps(row, ensure_ascii=False), row["text"]
    for finding in row["findings"]:
        if finding["kind"] in ("api_key", "private_key", "url_credentials"):
            secret = json.dumps(text[finding["start"] : finding["end"]], ensure_ascii=False)[1:-1]
            line = line.replace(secret, f"\\u{ord(secret[0]):04x}{secret[1:]}")
    assert json.loads(line) == row
    return line


main()
