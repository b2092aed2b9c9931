"""Attachments (§11): STREAM with a key for each file."""
from os import urandom

from wire import H, gcm_open, gcm_seal, need, u32

FILE, CHUNK = 25 * 2**20, 64 * 1024


def _nonce(index, last):
    return bytes(7) + u32(index) + bytes([last])


def seal_file(data, rng=urandom):
    need(len(data) <= FILE, "file: size")
    key, count = rng(32), max(1, -(-len(data) // CHUNK))
    chunks = (data[i:i + CHUNK] for i in range(0, count * CHUNK, CHUNK))
    blob = b"".join(gcm_seal(key + _nonce(i, i == count - 1), chunk, b"") for i, chunk in enumerate(chunks))
    return key, blob


def open_file(key, blob, name, size):
    need(size <= FILE and H(blob) == name, "file: name")
    parts = [blob[i:i + CHUNK + 16] for i in range(0, len(blob), CHUNK + 16)]
    data = b"".join(gcm_open(key + _nonce(i, i == len(parts) - 1), part, b"") for i, part in enumerate(parts))
    need(parts and len(data) == size, "file: size")
    return data
