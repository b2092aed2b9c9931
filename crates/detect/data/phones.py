"""Writes phones.txt, the plans of telephone numbers, from libphonenumber's metadata.

    pip install phonenumbers==9.0.43
    python3 crates/detect/data/phones.py

The metadata is Apache-2.0 (Google's libphonenumber, by way of PyPI's `phonenumbers`). Its regular
expressions become ranges of leading digits, so nothing is matched by expressions at run time.

A line is a plan: country code, the regions that share it, the trunk prefix (`-` if there is none), and
for each length of a national number (`a` is ten) the leading digits, up to three: `951,m6,71-4` are
nine digits that begin with 51, with 6 or with 71 to 74. `m` is what only mobiles have. Where the code is
followed by lengths alone, nothing else is known.
"""

import pathlib
import re._parser as parser

import phonenumbers
from phonenumbers import PhoneMetadata

# The regions that come first, the likeliest at the top. Gaps of so many between leading digits are closed:
# none in Spain, few where its language or English is spoken most, more in the rest of Europe. Of all other
# countries only the lengths are written.
EXACT = ["ES"]
NEAR = "GB US MX AR CO CL PE".split()
FIRST = "ES US MX AR CO CL PE GB".split() + """BR VE EC GT CU BO HN PY SV NI CR PA UY
DE FR IT PT NL BE IE PL SE FI DK AT GR CZ HU RO BG HR SI SK LT LV EE LU MT CY CH NO""".split()
GAPS = (0, 19, 99, None)
# Of these nothing but the lengths, too: who is at home there is told by the nought that is dialled first.
SHORT = "NL BE PL SE FI DK AT GR CZ HU RO BG HR SI SK LT LV EE LU MT CY CH NO".split()
# Where it is known whether a number is a mobile's; in the others it does not matter.
MOBILE = "ES MX AR CO CL PE GB BR VE EC BO PY UY FR PT IT IE".split()
TYPES = "fixed_line mobile toll_free premium_rate shared_cost personal_number voip uan pager".split()


def machine(pattern):
    """An expression as states: each a dict from digit to states, and what is reached by no digit."""
    states = [({}, [])]

    def new():
        states.append(({}, []))
        return len(states) - 1

    def build(items, start):
        for op, value in items:
            op = str(op)
            if op == "LITERAL":
                end = new()
                states[start][0].setdefault(chr(value), []).append(end)
            elif op == "IN":
                end = new()
                for digit in "0123456789":
                    if any(holds(part, digit) for part in value):
                        states[start][0].setdefault(digit, []).append(end)
            elif op == "SUBPATTERN":
                end = build(value[3], start)
            elif op == "BRANCH":
                end = new()
                for branch in value[1]:
                    states[build(branch, start)][1].append(end)
            elif op in ("MAX_REPEAT", "MIN_REPEAT"):
                low, high, inner = value
                end = new()
                for nth in range(high if high < 30 else 20):
                    if nth >= low:
                        states[start][1].append(end)
                    start = build(inner, start)
                states[start][1].append(end)
            else:
                raise ValueError(op)
            start = end
        return start

    def holds(part, digit):
        op, value = str(part[0]), part[1]
        if op == "LITERAL":
            return chr(value) == digit
        if op == "RANGE":
            return chr(value[0]) <= digit <= chr(value[1])
        return op == "CATEGORY"

    final = build(parser.parse(pattern), 0)
    return states, final


def closure(states, some):
    seen, stack = set(some), list(some)
    while stack:
        for further in states[stack.pop()][1]:
            if further not in seen:
                seen.add(further)
                stack.append(further)
    return frozenset(seen)


def step(states, some, digits):
    return closure(states, {to for own in some for digit in digits for to in states[own][0].get(digit, [])})


def heads(pattern, length):
    """The first three digits that numbers of this length may have."""
    states, final = machine(pattern)
    found, known = set(), {}

    def ends(some, left):
        if (some, left) not in known:
            known[some, left] = final in some if left == 0 else bool(some) and ends(
                step(states, some, "0123456789"), left - 1)
        return known[some, left]

    for head in range(1000):
        some = closure(states, {0})
        for digit in f"{head:03}":
            some = step(states, some, digit)
        if some and ends(some, length - 3):
            found.add(head)
    return found


def plan(metas, gap, has_mobile):
    lengths = {}
    for meta in metas:
        for kind in TYPES:
            desc = getattr(meta, kind)
            if desc is None or not desc.national_number_pattern:
                continue
            for length in desc.possible_length:
                if length >= 4:
                    mobile, other = lengths.setdefault(length, (set(), set()))
                    (mobile if kind == "mobile" else other).update(heads(desc.national_number_pattern, length))
    for length, (mobile, other) in sorted(lengths.items()):
        if gap is None:
            yield "0123456789abcdefghij"[length]
            continue
        rows = []
        for head in sorted(mobile | other):
            is_mobile = has_mobile(length) and head not in other
            if rows and rows[-1][2] == is_mobile and head - rows[-1][1] <= gap + 1:
                rows[-1][1] = head
            else:
                rows.append([head, head, is_mobile])
        yield "0123456789abcdefghij"[length] + ",".join("m" * is_mobile + span(low, high) for low, high, is_mobile in rows)


def span(low, high):
    """Leading digits as short as can be: `6` is 600 to 699, `71-4` is 710 to 749."""
    low, high = f"{low:03}", f"{high:03}"
    while len(low) > 1 and low[-1] == "0" and high[-1] == "9":
        low, high = low[:-1], high[:-1]
    if low == high:
        return low
    return f"{low}-{high[-1] if low[:-1] == high[:-1] else high}"


def main():
    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    of = {region: code for code, regions in codes.items() for region in regions}
    first = [of[region] for region in FIRST]
    lines = []
    for code in dict.fromkeys(first + sorted(codes)):
        regions = [region for region in codes[code] if region != "001"]
        metas = [PhoneMetadata.metadata_for_region(region, None) for region in regions]
        metas = metas or [PhoneMetadata.metadata_for_nongeo_region(code, None)]
        main = regions[0] if regions else ""
        if code not in first:
            known = {length for meta in metas for kind in TYPES if (own := getattr(meta, kind))
                     for length in own.possible_length if length >= 4}
            lines.append(f"{code} " + "".join("0123456789abcdefghij"[length] for length in sorted(known)))
            continue
        rank = 0 if main in EXACT else 1 if main in NEAR else 3 if main in SHORT else 2
        # The mobiles of Brazil have eleven digits, all of them.
        has_mobile = lambda length: main in MOBILE and (main != "BR" or length == 11)
        trunk = metas[0].national_prefix or "-"
        lines.append(" ".join([str(code), "".join(regions) or "-", trunk, *plan(metas, GAPS[rank], has_mobile)]))
    path = pathlib.Path(__file__).parent / "phones.txt"
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
