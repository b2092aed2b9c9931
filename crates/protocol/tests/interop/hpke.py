"""HPKE by PyPI's cryptography (OpenSSL): a line of JSON asks, a line answers. src/interop/tests.rs asks."""
import base64
import json
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec

SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
OWN = ec.generate_private_key(ec.SECP256R1())


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64u(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def answer(q):
    match q["do"]:
        case "public":
            point = serialization.PublicFormat.UncompressedPoint
            return b64u(OWN.public_key().public_bytes(serialization.Encoding.X962, point))
        case "open":
            try:
                return b64u(SUITE.decrypt(unb64u(q["sealed"]), OWN, unb64u(q["info"])))
            except InvalidTag:
                return None
        case "seal":
            key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64u(q["public"]))
            return b64u(SUITE.encrypt(unb64u(q["text"]), key, unb64u(q["info"])))


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
