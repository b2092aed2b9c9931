"""One end of a session by PyPI's DoubleRatchet: a line of JSON asks, a line answers. src/interop/tests.rs asks.

The library's ratchet, set up as docs/protocol.md §6.3 says; what is ours here is the form of a wrap (§5.4).
"""
import asyncio
import base64
import json
import os
import sys
import warnings

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from doubleratchet import AEAD, AuthenticationFailedException, DoSProtectionException, DuplicateMessageException
from doubleratchet import DiffieHellmanRatchet, DoubleRatchet, EncryptedMessage, Header
from doubleratchet.recommended import HashFunction, kdf_hkdf, kdf_separate_hmacs

CURVE = ec.SECP256R1()
PUB, SALT = 65, 16


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64u(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def private(scalar):
    return ec.derive_private_key(int.from_bytes(scalar, "big"), CURVE)


class P256(DiffieHellmanRatchet):
    @staticmethod
    def _generate_priv():
        return ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(32, "big")

    @staticmethod
    def _derive_pub(priv):
        point = serialization.PublicFormat.UncompressedPoint
        return private(priv).public_key().public_bytes(serialization.Encoding.X962, point)

    @staticmethod
    def _perform_diffie_hellman(own_priv, other_pub):
        return private(own_priv).exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, other_pub))


class Root(kdf_hkdf.KDF):
    @staticmethod
    def _get_hash_function():
        return HashFunction.SHA_256

    @staticmethod
    def _get_info():
        return b"sigilo1 ratchet root"


class Chain(kdf_separate_hmacs.KDF):
    @staticmethod
    def _get_hash_function():
        return HashFunction.SHA_256


class Wrap(AEAD):
    @staticmethod
    def cipher(key, salt):
        okm = HKDF(hashes.SHA256(), 44, salt, b"sigilo1 wrap").derive(key)
        return AESGCM(okm[:32]), okm[32:]

    @staticmethod
    async def encrypt(plaintext, key, associated_data):
        salt = os.urandom(SALT)
        cipher, iv = Wrap.cipher(key, salt)
        return salt + cipher.encrypt(iv, plaintext, associated_data)

    @staticmethod
    async def decrypt(ciphertext, key, associated_data):
        cipher, iv = Wrap.cipher(key, ciphertext[:SALT])
        try:
            return cipher.decrypt(iv, ciphertext[SALT:], associated_data)
        except InvalidTag:
            raise AuthenticationFailedException from None


def place(header):
    counts = header.previous_sending_chain_length, header.sending_chain_length
    return header.ratchet_pub + b"".join(count.to_bytes(4, "big") for count in counts)


class Ratchet(DoubleRatchet):
    @staticmethod
    def _build_associated_data(associated_data, header):
        return associated_data + place(header)


SETUP = {
    "diffie_hellman_ratchet_class": P256,
    "root_chain_kdf": Root,
    "message_chain_kdf": Chain,
    "message_chain_constant": b"\x02\x01",  # the next chain key, then the message key
    "dos_protection_threshold": 256,
    "max_num_skipped_message_keys": 512,
    "aead": Wrap,
}


class End:
    """The library makes a ratchet with its first message, so the first is said or heard by another call."""

    def __init__(self, q):
        self.sid, self.root, self.dh = (unb64u(q[name]) for name in ("sid", "root", "dh"))
        self.ratchet, self.speaks = None, q["do"] == "speak"

    async def wrap(self, ck, digest):
        ad = self.sid + digest
        if self.ratchet:
            sent = await self.ratchet.encrypt_message(ck, ad)
        elif self.speaks:
            first = {"shared_secret": self.root, "recipient_ratchet_pub": self.dh, "message": ck, "associated_data": ad}
            self.ratchet, sent = await Ratchet.encrypt_initial_message(**SETUP, **first)
        else:
            return None
        return place(sent.header) + sent.ciphertext

    async def unwrap(self, wrap, digest):
        pn, n = (int.from_bytes(wrap[at : at + 4], "big") for at in (PUB, PUB + 4))
        message, ad = EncryptedMessage(Header(wrap[:PUB], pn, n), wrap[PUB + 8 :]), self.sid + digest
        if self.ratchet:
            return await self.ratchet.decrypt_message(message, ad)
        first = {"shared_secret": self.root, "own_ratchet_priv": self.dh, "message": message, "associated_data": ad}
        self.ratchet, opened = await Ratchet.decrypt_initial_message(**SETUP, **first)
        return opened


# A point that is off the curve is a ValueError of cryptography's.
REFUSED = AuthenticationFailedException, DoSProtectionException, DuplicateMessageException, ValueError


async def main():
    end = None
    for line in sys.stdin:
        q = json.loads(line)
        if q["do"] in ("speak", "listen"):
            end, answer = End(q), b""
        else:
            first = unb64u(q["ck" if q["do"] == "wrap" else "wrap"])
            try:
                answer = await getattr(end, q["do"])(first, unb64u(q["digest"]))
            except REFUSED:
                answer = None
        print(json.dumps(answer if answer is None else b64u(answer)), flush=True)


# It warns of the skips that it does not take, where we refuse: both are tried.
warnings.simplefilter("ignore")
asyncio.run(main())
