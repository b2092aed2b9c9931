"""HPKE (RFC 9180) Base mode, single shot, empty aad: DHKEM(P-256), HKDF-SHA256, AES-256-GCM.

Opening is the library's. Sealing is written out, because the library draws the ephemeral key itself
and test vectors need it drawn from a given source; the tests open each such box with the library.
"""
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEM_ID = b"KEM\x00\x10"
HPKE_ID = b"HPKE\x00\x10\x00\x01\x00\x02"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _extract(who, salt, label, ikm):
    mac = hmac.HMAC(salt or bytes(32), hashes.SHA256())
    mac.update(b"HPKE-v1" + who + label + ikm)
    return mac.finalize()


def _expand(who, prk, label, info, size):
    info = size.to_bytes(2, "big") + b"HPKE-v1" + who + label + info
    return HKDFExpand(hashes.SHA256(), size, info).derive(prk)


def _ephemeral(rng):
    """DeriveKeyPair of RFC 9180 §7.1.3, so that 32 random bytes decide the key in every implementation."""
    prk = _extract(KEM_ID, b"", b"dkp_prk", rng(32))
    for counter in range(256):
        scalar = int.from_bytes(_expand(KEM_ID, prk, b"candidate", bytes([counter]), 32), "big")
        if 0 < scalar < ORDER:
            return ec.derive_private_key(scalar, ec.SECP256R1())
    raise AssertionError("256 candidates out of range")


def seal(public, info, plaintext, rng):
    key = _ephemeral(rng)
    enc, to = (k.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint) for k in (key.public_key(), public))
    prk = _extract(KEM_ID, b"", b"eae_prk", key.exchange(ec.ECDH(), public))
    shared = _expand(KEM_ID, prk, b"shared_secret", enc + to, 32)
    context = b"\x00" + _extract(HPKE_ID, b"", b"psk_id_hash", b"") + _extract(HPKE_ID, b"", b"info_hash", info)
    secret = _extract(HPKE_ID, shared, b"secret", b"")
    nonce = _expand(HPKE_ID, secret, b"base_nonce", context, 12)
    return enc + AESGCM(_expand(HPKE_ID, secret, b"key", context, 32)).encrypt(nonce, plaintext, b"")


def open_(private, info, box):
    """None if it is not a box for this key and this info, whatever the reason."""
    try:
        return SUITE.decrypt(box, private, info)
    except (InvalidTag, ValueError):
        return None
