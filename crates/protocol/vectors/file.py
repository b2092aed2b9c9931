"""Seals with an implementation that is not ours (Python's cryptography, OpenSSL) what the tests seal and open.

python file.py > file.json
"""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 64 * 1024
SIZES = [0, 5, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7]


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def seal(key, plaintext):
    chunks = [plaintext[at : at + CHUNK] for at in range(0, len(plaintext), CHUNK)] or [b""]
    sealed = b""
    for index, chunk in enumerate(chunks):
        last = index == len(chunks) - 1
        nonce = bytes(7) + index.to_bytes(4, "big") + bytes([last])
        sealed += AESGCM(key).encrypt(nonce, chunk, b"")
    return sealed


def plaintext(size):
    return bytes(i % 251 for i in range(size))


key = bytes(range(32))
files = [
    {"size": size, "blob": b64u(hashlib.sha256(seal(key, plaintext(size))).digest())}
    for size in SIZES
]
print(json.dumps({"key": b64u(key), "sealed": b64u(seal(key, plaintext(5))), "files": files}, indent=1))
