"""Seals with an implementation that is not ours (Python's cryptography >= 50, OpenSSL) what the tests open.

python hpke.py > hpke.json
"""

import base64
import json

from cryptography.hazmat.primitives import hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


secret = bytes(range(1, 33))
key = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
public = key.public_key().public_bytes(
    serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
)
info, plaintext = b"sigilo1 copy of a vector", bytes(range(32))
suite = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
sealed = suite.encrypt(plaintext, key.public_key(), info)
fields = {"secret": secret, "public": public, "info": info, "plaintext": plaintext, "sealed": sealed}
print(json.dumps({name: b64u(value) for name, value in fields.items()}, indent=1))
