"""Numbers that are right by their checks: drawn at random, kept if the public validators take them."""

import re
import string

import phonenumbers
from schwifty import IBAN
from stdnum import bitcoin, luhn
from stdnum.ar import cuit
from stdnum.au import abn, acn, tfn
from stdnum.br import cnpj, cpf
from stdnum.ca import sin
from stdnum.cl import rut
from stdnum.co import nit
from stdnum.de import idnr
from stdnum.de import vat as ustid
from stdnum.es import cif, dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.in_ import aadhaar, gstin, pan
from stdnum.it import codicefiscale, iva
from stdnum.kr import rrn
from stdnum.mx import curp, rfc
from stdnum.pe import ruc
from stdnum.pl import pesel
from stdnum.pt import nif
from stdnum.se import orgnr, personnummer
from stdnum.th import pin
from stdnum.tr import tckimlik
from stdnum.us import itin, rtn, ssn
from stdnum.za import idnr as za_idnr

LETTERS = string.ascii_uppercase


def fill(rng, form):
    """`#` a digit, `@` a letter; the rest stands for itself."""
    draw = {"#": string.digits, "@": LETTERS}
    return "".join(rng.choice(draw[sign]) if sign in draw else sign for sign in form)


def drawn(rng, forms, is_right):
    """A number of one of these forms that the validator takes."""
    while True:
        number = fill(rng, rng.choice(forms))
        if is_right(number):
            return number


def date_in(rng, first, last):
    return rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)


def grouped(number, sizes, sign):
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return sign.join(part for part in parts if part)


def credit_card(rng, _form, _locale):
    form = rng.choice(["4###############"] * 4 + ["5[1-5]##############"] * 3 + ["37#############", "6011############"])
    form = form.replace("[1-5]", rng.choice("12345"))
    number = drawn(rng, [form], luhn.is_valid)
    sizes = [4, 6, 5] if len(number) == 15 else [4, 4, 4, 4]
    return grouped(number, sizes, rng.choice(["", "", " ", " ", " ", "-", "."]))


def card_expiry(rng, _form, _locale):
    month, year = rng.randint(1, 12), rng.randint(26, 33)
    return rng.choice(["{:02}/{}", "{:02}/20{}", "{:02}-{}", "{:02}/{}", "{}/{}"]).format(month, year)


def iban_code(rng, country, _locale):
    # Random bank codes: what holds is length and form of the country and the check over all.
    country = country or "ES"
    while True:
        try:
            number = str(IBAN.random(country, random=rng))
            break
        except Exception:  # a draw that the country's own check refuses
            continue
    sizes = [4] * 9
    style = rng.choice(["", "", " ", " ", " ", "-", "low"])
    if style == "low":
        return grouped(number, sizes, " ").lower()
    return grouped(number, sizes, style)


def bic_code(rng, _form, _locale):
    return rng.choice([
        "BBVAESMM", "BBVAESMMXXX", "CAIXESBBXXX", "BSCHESMMXXX", "BSABESBB", "INGDESMMXXX", "BKBKESMMXXX",
        "DEUTDEFF", "DEUTDEFF500", "COBADEFFXXX", "BARCGB22", "BARCGB22XXX", "MIDLGB22", "BNPAFRPPXXX",
        "UNCRITMM", "BCITITMMXXX", "CHASUS33", "BOFAUS3N", "BOFAUS3NXXX", "CGDIPTPL", "BNMXMXMMXXX", "BCOLCOBB",
    ])


def aba_routing_number(rng, _form, _locale):
    number = drawn(rng, ["0########", "1########", "2########", "3########"],
                   lambda own: rtn.is_valid(own) and int(own[:2]) in {*range(1, 13), *range(21, 33)})
    return rng.choice([number, number, number, grouped(number, [4, 4, 1], "-")])


def us_bank_number(rng, _form, _locale):
    return fill(rng, rng.choice(["########", "#########", "##########", "############", "000#########"]))


def crypto(rng, form, _locale):
    if form == "eth":
        return "0x" + "".join(rng.choice("0123456789abcdef") for _ in range(40))
    if form == "bech32":
        return bech32(rng)
    return base58(rng, rng.choice([0, 5]))


def base58(rng, version):
    import hashlib

    body = bytes([version]) + rng.randbytes(20)
    body += hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4]
    alphabet, value, text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", int.from_bytes(body), ""
    while value:
        value, at = divmod(value, 58)
        text = alphabet[at] + text
    text = "1" * (len(body) - len(body.lstrip(b"\0"))) + text
    assert bitcoin.is_valid(text), text
    return text


def bech32(rng):
    signs = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    data = [0] + [rng.randrange(32) for _ in range(31)] + [rng.randrange(2) * 16]
    body = [3, 3, 0, 2, 3] + data
    check = 1
    for value in body + [0] * 6:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for nth, own in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
            check ^= own if top >> nth & 1 else 0
    check ^= 1
    data += [check >> 5 * (5 - nth) & 31 for nth in range(6)]
    text = "bc1" + "".join(signs[value] for value in data)
    assert bitcoin.is_valid(text), text
    return text


def email_address(rng, _form, _locale):
    words = ["lluvia", "casa", "azul", "info", "rural", "norte", "taller", "luna", "marte", "solar", "verde", "kiwi",
             "robin", "oak", "river", "hello", "garden", "office", "contact", "sunny", "north", "pixel", "violet"]
    hosts = ["gmail.com", "gmail.com", "hotmail.com", "hotmail.es", "outlook.com", "outlook.es", "yahoo.es", "yahoo.co.uk",
             "icloud.com", "protonmail.com", "telefonica.net", "ejemplo.es", "example.com", "mail.example.org",
             "gestoria-norte.es", "correo.unam.mx", "live.com.ar", "posteo.de", "btinternet.com"]
    first, second = rng.sample(words, 2)
    number = rng.randint(2, 99)
    local = rng.choice([f"{first}.{second}", f"{first}{second}{number}", f"{first}_{second}", f"{first}{number}",
                        f"{first}-{second}", f"{first}+{second}", f"{first[0]}.{second}{number}", f"{first}.{second}.{number}"])
    address = f"{local}@{rng.choice(hosts)}"
    return rng.choice([address] * 7 + [address.upper(), address.capitalize()])


REGIONS = {"es": "ES", "es-MX": "MX", "es-AR": "AR", "es-CO": "CO", "es-CL": "CL", "es-PE": "PE", "en-US": "US", "en": "US",
           "en-GB": "GB", "pt": "PT", "pt-BR": "BR", "fr": "FR", "de": "DE", "it": "IT"}


def phone_number(rng, form, locale):
    region = REGIONS.get(locale, "ES")
    if form == "intl" and locale in ("en", "en-GB"):
        region = rng.choice(["GB", "IE", "US", "ES", "FR", "DE"])
    kinds = [phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]
    kind = rng.choice([kinds[0]] * 3 + [kinds[1]])
    example = phonenumbers.example_number_for_type(region, kind)
    national = phonenumbers.national_significant_number(example)
    while True:
        # The example with its last six digits drawn.
        own = phonenumbers.parse(f"+{example.country_code}{national[:-6]}{fill(rng, '######')}")
        if phonenumbers.is_valid_number(own):
            break
    formats = phonenumbers.PhoneNumberFormat
    if form == "intl":
        text = phonenumbers.format_number(own, formats.INTERNATIONAL)
        plus = rng.choice(["+", "+", "+", "00"])
        text = plus + text[1:]
        return rng.choice([text, text, text.replace(" ", ""), text.replace(" ", "-")])
    text = phonenumbers.format_number(own, formats.NATIONAL)
    if region == "ES":
        flat = text.replace(" ", "")
        return rng.choice([text, flat, flat, grouped(flat, [3, 3, 3], " "), grouped(flat, [3, 3, 3], "-"),
                           grouped(flat, [3, 2, 2, 2], "."), "+34 " + flat, "+34" + flat, "0034 " + grouped(flat, [3, 3, 3], " ")])
    return rng.choice([text, text, text, text.replace(" ", ""), text.replace(" ", "-").replace(")-", ") ")])


def ip_address(rng, form, _locale):
    v4 = ".".join(str(own) for own in (rng.choice([81, 83, 88, 95, 176, 203, 31]), *(rng.randint(0, 255) for _ in range(3))))
    v6 = "2001:db8:" + rng.choice(["{:x}:{:x}::{:x}", "{:x}::{:x}:{:x}", "85a3:{:x}:{:x}:8a2e:370:{:x}"]).format(
        *(rng.randint(1, 65535) for _ in range(3)))
    return {"v4": v4, "v6": v6}.get(form) or rng.choice([v4, v4, v6])


def mac_address(rng, _form, _locale):
    pairs = [f"{rng.randrange(256):02x}" for _ in range(6)]
    text = rng.choice([":", ":", "-"]).join(pairs)
    if rng.random() < 0.2:
        text = grouped("".join(pairs), [4, 4, 4], ".")
    return rng.choice([text, text.upper()])


def token(rng, n, signs=string.ascii_letters + string.digits):
    return "".join(rng.choice(signs) for _ in range(n))


def url_credentials(rng, _form, _locale):
    host = rng.choice(["app.example.com", "www.ejemplo.es", "portal.example.org", "clinica.ejemplo.com", "seguros.ejemplo.es"])
    return rng.choice([
        f"https://{host}/reset?token={token(rng, 32)}",
        f"https://{host}/login?user=me&password={token(rng, 10)}",
        f"https://user:{token(rng, 12)}@{host}/feed",
        f"postgres://admin:{token(rng, 12)}@{host}:5432/main",
        f"https://{host}/v1/files?api_key={token(rng, 28)}",
        f"https://{host}/doc?access_token={token(rng, 40)}&lang=es",
        f"https://{host}/auth/callback?code=0&id_token={token(rng, 48)}",
        f"ftp://cliente:{token(rng, 9)}@{host}/informes",
    ])


MONTHS = {"es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
          "en": "January February March April May June July August September October November December".split()}


def date_of_birth(rng, form, locale):
    year, month, day = date_in(rng, 1940, 2008)
    lang = locale.split("-")[0]
    names = MONTHS.get(lang, MONTHS["en"])
    name = names[month - 1]
    first, second = (month, day) if locale in ("en-US", "en") else (day, month)
    iso = [f"{year}-{month:02}-{day:02}"]
    numbers = [f"{first:02}/{second:02}/{year}", f"{first}/{second}/{year}", f"{first:02}-{second:02}-{year}",
               f"{first:02}.{second:02}.{year}", f"{first:02}/{second:02}/{year % 100:02}"]
    if lang == "es":
        words = [f"{day} de {name} de {year}", f"{day} de {name} del {year}", f"{day} {name} {year}", f"{day} {name[:3]} {year}"]
    else:
        words = [f"{name} {day}, {year}", f"{day} {name} {year}", f"{name[:3]} {day} {year}", f"{day}{ordinal(day)} {name} {year}",
                 f"{day}{ordinal(day)} of {name} {year}"]
    return rng.choice({"iso": iso, "num": numbers, "words": words}.get(form) or iso + numbers + numbers + words)


def ordinal(day):
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def passport(rng, country, _locale):
    forms = {"ES": ["@@@######"], "US": ["#########", "@########"], "GB": ["#########"], "DE": ["C0###X###"]}
    number = fill(rng, rng.choice(forms[country]))
    if country == "ES":
        number = "".join(rng.choice("AXP") if at == 0 else "A" if at == 1 else sign for at, sign in enumerate(number))
    return rng.choice([number, number, number.lower() if country == "ES" else number])


def es_nif(rng, _form, _locale):
    number = drawn(rng, ["########"], lambda own: own[0] != "9")
    letter = dni.calc_check_digit(number)
    dotted = f"{number[:2]}.{number[2:5]}.{number[5:]}"
    return rng.choice([number + letter] * 4 + [number + letter.lower(), f"{number}-{letter}", f"{dotted}-{letter}",
                                               f"{number} {letter}", f"{dotted}{letter}", f"{number}-{letter.lower()}"])


def es_nie(rng, _form, _locale):
    body = rng.choice("XYZ") + fill(rng, "#######")
    letter = nie.calc_check_digit(body)
    return rng.choice([body + letter] * 3 + [f"{body[0]}-{body[1:]}-{letter}", (body + letter).lower(), f"{body}-{letter}"])


def es_cif(rng, _form, _locale):
    number = drawn(rng, ["B########", "A########", "G########", "H########", "J########"], cif.is_valid)
    return rng.choice([number, number, f"{number[0]}-{number[1:]}", number.lower()])


def es_social_security(rng, _form, _locale):
    province, body = rng.randint(1, 50), rng.randint(1_000_000, 99_999_999)
    whole = province * 10_000_000 + body if body < 10_000_000 else int(f"{province:02}{body:08}")
    text = f"{province:02}{body:08}{whole % 97:02}"
    return rng.choice([text, text, grouped(text, [2, 8, 2], "/"), grouped(text, [2, 8, 2], " "), grouped(text, [2, 8, 2], "-")])


def pt_nif(rng, _form, _locale):
    number = drawn(rng, ["1########", "2########", "5########"], nif.is_valid)
    return rng.choice([number, number, grouped(number, [3, 3, 3], " "), "PT" + number])


def fr_nir(rng, _form, _locale):
    body = f"{rng.choice('12')}{rng.randint(40, 99)}{rng.randint(1, 12):02}{rng.randint(1, 95):02}{rng.randint(1, 600):03}{rng.randint(1, 400):03}"
    body = body.replace(body[5:7], "75", 1) if body[5:7] == "20" else body
    number = body + f"{97 - int(body) % 97:02}"
    if not nir.is_valid(number):
        return fr_nir(rng, _form, _locale)
    return rng.choice([number, grouped(number, [1, 2, 2, 2, 3, 3, 2], " "), grouped(number, [13, 2], " ")])


def it_fiscal_code(rng, _form, _locale):
    while True:
        day = rng.choice([0, 40]) + rng.randint(1, 28)
        consonants = "".join(rng.choice("BCDFGLMNPRSTVZ") for _ in range(6))
        body = f"{consonants}{rng.randint(40, 99)}{rng.choice('ABCDEHLMPRST')}{day:02}{rng.choice(['F205', 'H501', 'L219', 'A944', 'D612'])}"
        number = body + codicefiscale.calc_check_digit(body)
        if codicefiscale.is_valid(number):
            return rng.choice([number, number, number.lower(), grouped(number, [3, 3, 5, 5], " ")])


def de_tax_id(rng, _form, _locale):
    number = drawn(rng, ["###########"], idnr.is_valid)
    return rng.choice([number, number, grouped(number, [2, 3, 3, 3], " ")])


def uk_nhs(rng, _form, _locale):
    number = drawn(rng, ["4#########", "6#########", "7#########", "9#########"], nhs.is_valid)
    return rng.choice([number, grouped(number, [3, 3, 4], " "), grouped(number, [3, 3, 4], " "), grouped(number, [3, 3, 4], "-")])


def uk_nino(rng, _form, _locale):
    number = rng.choice(["AB", "CE", "JG", "JN", "PX", "RA", "SL", "WM", "YT"]) + fill(rng, "######") + rng.choice("ABCD")
    return rng.choice([number, grouped(number, [2, 2, 2, 2, 1], " "), grouped(number, [2, 6, 1], " "), number.lower()])


def pl_pesel(rng, _form, _locale):
    return drawn(rng, ["#" * 11], pesel.is_valid)


def fi_personal_identity_code(rng, _form, _locale):
    while True:
        year, month, day = date_in(rng, 1940, 2009)
        sign, own = "A" if year >= 2000 else "-", rng.randint(2, 899)
        body = f"{day:02}{month:02}{year % 100:02}{own:03}"
        number = f"{body[:6]}{sign}{body[6:]}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(body) % 31]}"
        if hetu.is_valid(number):
            return number


def se_personnummer(rng, _form, _locale):
    while True:
        year, month, day = date_in(rng, 1940, 2009)
        body = f"{year % 100:02}{month:02}{day:02}{rng.randint(0, 999):03}"
        number = body + luhn.calc_check_digit(body)
        century = str(year // 100)
        text = rng.choice([f"{number[:6]}-{number[6:]}", f"{century}{number[:6]}-{number[6:]}", f"{century}{number}"])
        if personnummer.is_valid(text):
            return text


def us_ssn(rng, _form, _locale):
    number = drawn(rng, ["#########"], ssn.is_valid)
    return rng.choice([grouped(number, [3, 2, 4], "-")] * 3 + [number, grouped(number, [3, 2, 4], " ")])


def us_itin(rng, _form, _locale):
    number = drawn(rng, ["9########"], itin.is_valid)
    return rng.choice([grouped(number, [3, 2, 4], "-")] * 2 + [number, grouped(number, [3, 2, 4], " ")])


def us_driver_license(rng, _form, _locale):
    return fill(rng, rng.choice(["@#######", "########", "@############", "#########", "@##-###-##-###-#"]))


def ca_sin(rng, _form, _locale):
    number = drawn(rng, ["1########", "4########", "5########", "7########"], sin.is_valid)
    return rng.choice([number, grouped(number, [3, 3, 3], " "), grouped(number, [3, 3, 3], "-")])


def br_cpf(rng, _form, _locale):
    number = drawn(rng, ["#" * 11], cpf.is_valid)
    return rng.choice([number, cpf.format(number), cpf.format(number)])


def br_cnpj(rng, _form, _locale):
    number = drawn(rng, ["########0001##"], cnpj.is_valid)
    return rng.choice([number, cnpj.format(number), cnpj.format(number)])


def mx_curp(rng, _form, _locale):
    while True:
        year, month, day = date_in(rng, 1950, 1999)
        body = (fill(rng, "@") + rng.choice("AEIOU") + fill(rng, "@@") + f"{year % 100:02}{month:02}{day:02}" + rng.choice("HM")
                + rng.choice(["DF", "JC", "MC", "NL", "PL", "VZ"]) + "".join(rng.choice("BCDFGLMNPRST") for _ in range(3)) + rng.choice("0123456789"))
        number = body + curp.calc_check_digit(body)
        if curp.is_valid(number):
            return rng.choice([number, number, number.lower()])


def mx_rfc(rng, _form, _locale):
    while True:
        year, month, day = date_in(rng, 1950, 2009)
        person = rng.random() < 0.6
        head = fill(rng, "@") + rng.choice("AEIOU") + fill(rng, "@@") if person else fill(rng, "@@@")
        body = f"{head}{year % 100:02}{month:02}{day:02}{fill(rng, rng.choice(['#@', '@#', '##']))}"
        number = body + rfc.calc_check_digit(body)
        if rfc.is_valid(number, validate_check_digits=True):
            return rng.choice([number, number, number.lower()])


def ar_cuit(rng, _form, _locale):
    number = drawn(rng, ["20#########", "27#########", "30#########", "23#########"], cuit.is_valid)
    return rng.choice([number, cuit.format(number), cuit.format(number)])


def plain_or_dotted(rng, number):
    dotted = f"{int(number):,}".replace(",", ".")
    return rng.choice([number, number, dotted])


def ar_dni(rng, _form, _locale):
    return plain_or_dotted(rng, str(rng.randint(5_000_000, 52_000_000)))


def cl_rut(rng, _form, _locale):
    body = str(rng.randint(5_000_000, 26_000_000))
    check = rut.calc_check_digit(body)
    dotted = f"{int(body):,}".replace(",", ".")
    return rng.choice([f"{body}-{check}", f"{dotted}-{check}", f"{dotted}-{check.lower()}", f"{body}{check}"])


def co_cedula(rng, _form, _locale):
    return plain_or_dotted(rng, str(rng.choice([rng.randint(10_000_000, 99_999_999), rng.randint(1_000_000_000, 1_199_999_999)])))


def co_nit(rng, _form, _locale):
    body = str(rng.randint(800_000_000, 901_999_999))
    check = nit.calc_check_digit(body)
    dotted = f"{int(body):,}".replace(",", ".")
    return rng.choice([f"{body}-{check}", f"{dotted}-{check}", f"{body}{check}"])


def pe_dni(rng, _form, _locale):
    return str(rng.randint(5_000_000, 79_999_999)).zfill(8)


def pe_ruc(rng, _form, _locale):
    return drawn(rng, ["10#########", "20#########"], ruc.is_valid)


def in_aadhaar(rng, _form, _locale):
    number = drawn(rng, ["2###########", "5###########", "7###########", "9###########"], aadhaar.is_valid)
    return rng.choice([number, grouped(number, [4, 4, 4], " "), grouped(number, [4, 4, 4], " "), grouped(number, [4, 4, 4], "-")])


def in_pan(rng, _form, _locale):
    number = drawn(rng, ["@@@P@####@"], pan.is_valid)
    return rng.choice([number, number, number.lower()])


def au_tfn(rng, _form, _locale):
    number = drawn(rng, ["#########"], lambda own: own[0] != "0" and tfn.is_valid(own))
    return rng.choice([number, grouped(number, [3, 3, 3], " "), grouped(number, [3, 3, 3], " ")])


def au_abn(rng, _form, _locale):
    number = drawn(rng, ["#" * 11], lambda own: own[0] != "0" and abn.is_valid(own))
    return rng.choice([number, grouped(number, [2, 3, 3, 3], " "), grouped(number, [2, 3, 3, 3], " ")])


def au_acn(rng, _form, _locale):
    number = drawn(rng, ["0########", "1########", "6########"], acn.is_valid)
    return rng.choice([number, grouped(number, [3, 3, 3], " "), grouped(number, [3, 3, 3], " ")])


def au_medicare(rng, _form, _locale):
    body = rng.choice("23456") + fill(rng, "#######")
    check = sum(int(own) * weight for own, weight in zip(body, [1, 3, 7, 9, 1, 3, 7, 9])) % 10
    number = f"{body}{check}{rng.randint(1, 9)}"
    return rng.choice([number, grouped(number, [4, 5, 1], " "), grouped(number, [4, 5, 1], " ")])


def sg_nric_fin(rng, _form, _locale):
    first, body = rng.choice("STFG"), fill(rng, "#######")
    total = sum(int(own) * weight for own, weight in zip(body, [2, 7, 6, 5, 4, 3, 2])) + (4 if first in "TG" else 0)
    letters = "JZIHGFEDCBA" if first in "ST" else "XWUTRQPNMLK"
    number = first + body + letters[total % 11]
    return rng.choice([number, number, number.lower()])


def de_social_security(rng, _form, _locale):
    # VKVV section 2: letters count as two digits, digit sums of the products.
    year, month, day = date_in(rng, 1940, 2005)
    body = f"{rng.choice(['02', '04', '10', '13', '15', '65', '80'])}{day:02}{month:02}{year % 100:02}"
    letter, serial = rng.choice(LETTERS), f"{rng.randint(0, 99):02}"
    digits = body + f"{ord(letter) - 64:02}" + serial
    products = [int(own) * weight for own, weight in zip(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1])]
    number = f"{body}{letter}{serial}{sum(own // 10 + own % 10 for own in products) % 10}"
    return rng.choice([number, number, grouped(number, [2, 6, 1, 3], " ")])


def de_health_insurance(rng, _form, _locale):
    letter, body = rng.choice(LETTERS), fill(rng, "########")
    digits = f"{ord(letter) - 64:02}{body}"
    products = [int(own) * (2 if nth % 2 else 1) for nth, own in enumerate(digits)]
    return f"{letter}{body}{sum(own // 10 + own % 10 for own in products) % 10}"


def de_vat_id(rng, _form, _locale):
    number = drawn(rng, ["#########"], lambda own: own[0] != "0" and ustid.is_valid(own))
    return rng.choice(["DE" + number, "DE" + number, "DE " + number, "DE" + grouped(number, [3, 3, 3], " ")])


def it_vat_code(rng, _form, _locale):
    number = drawn(rng, ["0##########", "1##########"], iva.is_valid)
    return rng.choice([number, number, "IT" + number])


def se_organisationsnummer(rng, _form, _locale):
    number = drawn(rng, ["55########", "96########", "80########"], lambda own: own[2] in "23456789" and orgnr.is_valid(own))
    return rng.choice([f"{number[:6]}-{number[6:]}"] * 2 + [number])


def uk_driving_licence(rng, _form, _locale):
    year, month, day = date_in(rng, 1950, 2004)
    name = rng.choice(["@@@@@", "@@@99", "@@@@9"]).replace("9", "\0")
    name = fill(rng, name).replace("\0", "9")
    month += rng.choice([0, 50])
    number = f"{name}{year // 10 % 10}{month:02}{day:02}{year % 10}{fill(rng, '@')}{rng.choice(LETTERS + '9')}{rng.choice('289')}{fill(rng, '@@')}"
    return rng.choice([number, number, grouped(number, [5, 6, 5], " "), number.lower()])


def tr_national_id(rng, _form, _locale):
    return drawn(rng, ["###########"], tckimlik.is_valid)


def kr_rrn(rng, _form, _locale):
    while True:
        year, month, day = date_in(rng, 1940, 2015)
        place = rng.choice([rng.randint(0, 95)])
        body = f"{year % 100:02}{month:02}{day:02}{rng.choice('12') if year < 2000 else rng.choice('34')}{place:02}{fill(rng, '###')}"
        number = body + rrn.calc_check_digit(body)
        if rrn.is_valid(number):
            return rng.choice([f"{number[:6]}-{number[6:]}"] * 3 + [number])


def th_tnin(rng, _form, _locale):
    number = drawn(rng, ["1############", "3############", "5############"], lambda own: own[1] != "0" and pin.is_valid(own))
    return rng.choice([number, grouped(number, [1, 4, 5, 2, 1], "-"), grouped(number, [1, 4, 5, 2, 1], " ")])


def za_id_number(rng, _form, _locale):
    while True:
        year, month, day = date_in(rng, 1940, 2005)
        body = f"{year % 100:02}{month:02}{day:02}{fill(rng, '####')}{rng.choice('01')}8"
        number = body + luhn.calc_check_digit(body)
        if za_idnr.is_valid(number):
            return rng.choice([number, number, grouped(number, [6, 4, 3], " ")])


def ng_nin(rng, _form, _locale):
    # No check is published; Presidio asks for Verhoeff's, so these have it.
    from stdnum import verhoeff

    return drawn(rng, ["###########"], lambda own: own[0] != "0" and verhoeff.is_valid(own))


def us_mbi(rng, _form, _locale):
    letters, both = "ACDEFGHJKMNPQRTUVWXY", "ACDEFGHJKMNPQRTUVWXY0123456789"
    form = [string.digits[1:], letters, both, string.digits, letters, both, string.digits, letters, letters, string.digits, string.digits]
    number = "".join(rng.choice(own) for own in form)
    return rng.choice([number, grouped(number, [4, 3, 4], "-"), grouped(number, [4, 3, 4], "-")])


def us_npi(rng, _form, _locale):
    return drawn(rng, ["1#########"], lambda own: luhn.is_valid("80840" + own))


def in_gstin(rng, _form, _locale):
    while True:
        body = f"{rng.choice(['27', '29', '07', '33', '24'])}{fill(rng, '@@@')}{rng.choice('PCF')}{fill(rng, '@####@')}1Z"
        number = body + luhn.calc_check_digit(body, alphabet=string.digits + LETTERS)
        if gstin.is_valid(number):
            return number


def vehicle_plate(rng, form, _locale):
    signs = "BCDFGHJKLMNPRSTVWXYZ"
    if form == "GB":
        own = "".join(rng.choice("ABCDEFGHJKLMNOPRSTUVWXY") for _ in range(5))
        number = f"{own[:2]}{rng.choice([15, 17, 19, 21, 67, 68, 70, 71, 72])}"
        return rng.choice([f"{number} {own[2:]}", f"{number}{own[2:]}", f"{number}{own[2:]}".lower()])
    if form == "ESOLD":
        return f"{rng.choice(['M', 'B', 'SE', 'MA'])}-{fill(rng, '####')}-{rng.choice(['VB', 'NL', 'SX'])}"
    number, letters = fill(rng, "####"), "".join(rng.choice(signs) for _ in range(3))
    return rng.choice([f"{number} {letters}", f"{number}{letters}", f"{number}-{letters}", f"{number}{letters}".lower()])


def vin(rng, _form, _locale):
    signs = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)]))
    weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    own = list(rng.choice(["WVW", "1HG", "VSS", "JTD", "3VW", "5YJ", "VF1", "WBA"]) + "".join(rng.choice(signs) for _ in range(8))
               + fill(rng, "######"))
    own[9] = rng.choice("ABCDEFGHJKLMNPR")
    total = sum((int(sign) if sign.isdigit() else values[sign]) * weight for sign, weight in zip(own, weights))
    own[8] = "0123456789X"[total % 11]
    return "".join(own)


def api_key(rng, form, _locale):
    low = string.ascii_lowercase + string.digits
    keys = [
        "AKIA" + token(rng, 16, LETTERS + "234567"),
        "sk_test_" + token(rng, 24),
        "ghp_" + token(rng, 36),
        "xoxb-" + token(rng, 11, string.digits) + "-" + token(rng, 12, string.digits) + "-" + token(rng, 24),
        "AIza" + token(rng, 35, string.ascii_letters + string.digits + "-_"),
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI" + token(rng, 20) + "." + token(rng, 43),
        "glpat-" + token(rng, 20),
        "SG." + token(rng, 22) + "." + token(rng, 43),
        "sk-proj-" + token(rng, 48),
        "npm_" + token(rng, 36),
        token(rng, 40, "0123456789abcdef"),
        token(rng, 32, low),
    ]
    return keys[0] if form == "aws" else rng.choice(keys)


def private_key(rng, _form, _locale):
    name = rng.choice(["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"])
    line = rng.choice(["\n", "\n", " "])
    body = line.join(token(rng, 64, string.ascii_letters + string.digits + "+/") for _ in range(rng.randint(2, 4)))
    return f"-----BEGIN {name}-----{line}{body}{line}-----END {name}-----"


def card_code(rng, _form, _locale):
    return fill(rng, "###")


def made(kind, form, locale, rng):
    """A number of this kind."""
    text = globals()[kind](rng, form, locale)
    assert re.search(r"\S", text)
    return text
