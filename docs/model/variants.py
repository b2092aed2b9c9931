#!/usr/bin/env python3
"""The variants of base.pv: each takes a defence away, gives the attacker a key, or adds a part.

    variants.py write DIR        every variant as DIR/NAME.pv, expected verdicts on top
    variants.py run [NAME..]     ProVerif on each; fails on a verdict other than expected
"""

import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent

# The queries of base.pv, in their order.
QUERIES = ["hello", "once", "reply", "text", "archived text", "archived reply", "one text",
           "receipt secret", "reply secret", "text secret"]

FROM_START = "  (* leaks *)\n"
LATER = "  | (!ArchiveOfDesk(auds,spub(desk),mh)) )\n"
DESK_KEYS = "kems,dhsk,desk,sitesk,visitor"


def later(keys):
    return (LATER, LATER.replace(" )\n", f"\n  | (phase 1; out(c,({keys}))) )\n"))


PREKEYS_STOLEN = [(FROM_START, "  out(c,(kems,dhsk));\n")]

UNSIGNED = [(f"  if checksign({who},(tsig,{what}),{s}) then\n", "") for who, what, s in [
    ("sigpk", "p2,(gb,salt2,ct2),u2,c2", "s2"),
    ("vpk", "p1,(ga1,salt1,ct1),u1,c1", "s1"),
    ("vpk", "p3,(ga2,salt3,ct3),u3,c3", "s3"),
    ("vpk", "p1,w1,u1,c1", "s1"),
    ("vpk", "p3,w3,u3,c3", "s3"),
    ("dpk", "p2,w2,u2,c2", "s2")]]

# AES-GCM as it is: whoever makes a pair of content keys, left(r) and right(r), makes one ciphertext that opens
# to another body under each.
TWO_TEXTS = [
    ("fun enc(key,bitstring,bitstring): bitstring.\n",
     "fun enc(key,bitstring,bitstring): bitstring.\n"
     "fun left(coins): key. fun right(coins): key.\n"
     "fun mix(coins,bitstring,bitstring,bitstring): bitstring.\n"),
    ("dec(k,enc(k,m,a),a) = m.\n",
     "dec(k,enc(k,m,a),a) = m;\n"
     "      forall r: coins, m: bitstring, n: bitstring, a: bitstring; dec(left(r),mix(r,m,n,a),a) = m;\n"
     "      forall r: coins, m: bitstring, n: bitstring, a: bitstring; dec(right(r),mix(r,m,n,a),a) = n.\n")]

OWNER = "  if vpkb = vpk then\n"

# A second load in the conversation: the reply has a wrap for each, and the first is the one that is followed.
TWO_LOADS = [
    ("in(c,(did: bitstring, kc2: bitstring, gb: pkey, salt2: bitstring, ct2: bitstring, ",
     "in(c,(did: bitstring, other: bitstring, kc2: bitstring, gb: pkey, salt2: bitstring, ct2: bitstring, wb: bitstring, "),
    ("let p2 = (treply,conv,did,from,mh,kc2) in\n  if checksign(sigpk,(tsig,p2,(gb,salt2,ct2),u2,c2),s2) then\n",
     "let p2 = (treply,conv,did,(from,other),mh,kc2) in\n  if checksign(sigpk,(tsig,p2,(gb,salt2,ct2),wb,u2,c2),s2) then\n"),
    ("  (* the reply *)\n",
     "  (* the second load's hello, of the same owner *)\n"
     "  in(c,(vpkb: spk, lidb: bitstring, kcb: bitstring, boxb: bitstring, gab: pkey, saltb: bitstring, ctb: bitstring, ub: bitstring, cb: bitstring, sb: bitstring));\n"
     + OWNER +
     "  let fromb = (vpkb,lidb) in\n"
     "  let pb = (thello,conv,fromb,mh,kcb,boxb) in\n"
     "  if checksign(vpkb,(tsig,pb,(gab,saltb,ctb),ub,cb),sb) then\n"
     "  let infob = (thello,conv,mh,fromb) in\n"
     "  let seedb = unseal(kems,infob,boxb) in\n"
     "  let sidb = h((tsid,infob,boxb)) in\n"
     "  let rkb0 = krk0(seedb,sidb) in\n"
     "  let db1 = dh(gab,dhsk) in let rkb1 = kroot(rkb0,db1) in\n"
     "  (* the reply *)\n"),
    ("let p2 = (treply,conv,did,from,mh,kcom(ck2)) in\n",
     "let p2 = (treply,conv,did,(from,fromb),mh,kcom(ck2)) in\n"),
    ("  let u2 = seal(aud,",
     "  new bb: skey; new saltb2: bitstring;\n"
     "  let db2 = dh(gab,bb) in let mkb2 = kmsg(kchain(rkb1,db2)) in\n"
     "  let wb2 = (pk(bb),saltb2,wrap(kwrap(mkb2,saltb2),ck2,(sidb,h((p2,c2)),pk(bb)))) in\n"
     "  let u2 = seal(aud,"),
    ("out(c,(did,kcom(ck2),pk(b),salt2,ct2,u2,c2,sign(sigsk,(tsig,p2,(pk(b),salt2,ct2),u2,c2))));",
     "out(c,(did,fromb,kcom(ck2),pk(b),salt2,ct2,wb2,u2,c2,sign(sigsk,(tsig,p2,(pk(b),salt2,ct2),wb2,u2,c2))));"),
    ("in(c,(conv: bitstring, did: bitstring, from: bitstring, kc2: bitstring, w2: bitstring, u2",
     "in(c,(conv: bitstring, did: bitstring, from: bitstring, kc2: bitstring, w2: bitstring, wb: bitstring, u2"),
    ("  if checksign(dpk,(tsig,p2,w2,u2,c2),s2) then\n", "  if checksign(dpk,(tsig,p2,w2,wb,u2,c2),s2) then\n")]

# name: (what it shows, edits of base.pv, queries whose expected verdict is "false")
VARIANTS = {
    "base": ("the protocol", [], []),
    "desk_leaks_later": (
        "every key of desk, site and visitor is known once the conversation is over: the hello is read, and what "
        "came after the first round trip is not",
        [later(DESK_KEYS)], ["receipt secret"]),
    "archive_leaks_later": (
        "the archive's key is known once the conversation is over: everything is read",
        [later("auds")], ["receipt secret", "reply secret", "text secret"]),
    "colleague_leaks_later": (
        "the one-shot copy of the reply is for a second bot or agent, to its prekey, which is known later with the "
        "other keys: the reply is read, so forward secrecy of replies waits until that prekey is erased",
        [later(DESK_KEYS + ",auds"),
         ("let u1 = seal(aud,(tcopy,conv,mh,h((p1,c1))),ck1,q1) in", "let u1 = (tcopy,q1) in"),
         ("let u3 = seal(aud,(tcopy,conv,mh,h((p3,c3))),ck3,q3) in", "let u3 = (tcopy,q3) in")],
        ["receipt secret", "reply secret"]),
    "prekeys_stolen": (
        "the prekeys' private halves are known from the start: the hello is read, and nothing else, since the "
        "desk's part of the first round trip is signed",
        PREKEYS_STOLEN, ["receipt secret"]),
    "unsigned": (
        "no signature outside the ciphertext is checked: anybody is this visitor, and the archive's copies are "
        "forged; the desk is still who opened the hello",
        UNSIGNED, ["hello", "text", "archived text", "archived reply", "reply secret"]),
    "unsigned_prekeys_stolen": (
        "both: nothing is left",
        UNSIGNED + PREKEYS_STOLEN,
        ["hello", "reply", "text", "archived text", "archived reply", "receipt secret", "reply secret",
         "text secret"]),
    "manifest_unchecked": (
        "the manifest's signature is not checked: the relay puts its own keys there",
        [("  if checksign(site,(tman,kem,dhpk,sigpk,aud),ms) then\n", "")],
        ["reply", "receipt secret", "text secret"]),
    "hello_not_remembered": (
        "the desk takes a second hello of one `from`: a replay is taken twice, though no text can follow it",
        [("restriction k: bitstring, f: bitstring, s: bitstring, t: bitstring;\n"
          "  event(Seen(k,f,s)) && event(Seen(k,f,t)) ==> s = t.\n", "")], ["once"]),
    "two_texts": (
        "a ciphertext that opens to two bodies under two keys: the commitment refuses one",
        TWO_TEXTS, []),
    "two_texts_uncommitted": (
        "the same, and the commitment is not checked: a visitor shows the desk one text and the archive another",
        TWO_TEXTS + [(f"  if kcom(ck{i}) = kc{i} then\n", "", n) for i, n in ((1, 1), (2, 2), (3, 2))], ["one text"]),
    "two_loads": (
        "two loads of one visitor in one conversation",
        TWO_LOADS, []),
    "two_loads_any_owner": (
        "the same, and the desk takes a hello of another visitor's key into a conversation: the relay, which knows "
        "`conv`, adds itself and reads the reply",
        TWO_LOADS + [(OWNER, "")], ["reply secret"]),
}


def source(name):
    """base.pv with the variant's edits; each must find its place, as often as it says (once)."""
    what, edits, false = VARIANTS[name]
    text = (HERE / "base.pv").read_text()
    for old, new, *times in edits:
        found, want = text.count(old), times[0] if times else 1
        if found != want:
            sys.exit(f"{name}: found {found} times, not {want}: {old!r}")
        text = text.replace(old, new)
    verdicts = "".join(f"     {i:2} {query}: {'false' if query in false else 'true'}\n"
                       for i, query in enumerate(QUERIES, 1))
    return f"(* {name}: {what}.\n   Expected:\n{verdicts}*)\n\n{text}"


def expected(name):
    return ["false" if query in VARIANTS[name][2] else "true" for query in QUERIES]


def write(directory):
    directory.mkdir(parents=True, exist_ok=True)
    for name in VARIANTS:
        (directory / f"{name}.pv").write_text(source(name))


def run(names):
    good = True
    with tempfile.TemporaryDirectory() as directory:
        for name in names or VARIANTS:
            file = pathlib.Path(directory, f"{name}.pv")
            file.write_text(source(name))
            out = subprocess.run(["proverif", file], capture_output=True, text=True).stdout
            found = re.findall(r"^RESULT .* (is true|is false|cannot be proved)", out, re.M)
            verdicts = [verdict.removeprefix("is ") for verdict in found]
            same = verdicts == expected(name)
            good &= same
            print(f"{'ok  ' if same else 'FAIL'} {name}: {', '.join(verdicts) or out[-400:]}")
    return good


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", directory]:
            write(pathlib.Path(directory))
        case ["run", *names]:
            sys.exit(not run(names))
        case _:
            sys.exit(__doc__)
