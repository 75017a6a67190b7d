"""The standard security handler of PDF (ISO 32000-2, 7.6), for files that open without a password.

Those are files whose author only forbids to print or to change them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from guiju.labels.carrier import Damaged, Encrypted
from guiju.labels.carriers.pdf_syntax import Dictionary, Name, Value

Way = Literal["Identity", "V2", "AESV2", "AESV3"]
"""How strings or streams are encrypted: not at all, by RC4, by AES of 128 or of 256 bits."""

_WAYS: Final[dict[object, Way]] = {"V2": "V2", "AESV2": "AESV2", "AESV3": "AESV3", "None": "Identity"}
_PADDING: Final = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_BLOCK: Final = 16
_SLOW: Final = 1 << 20  # own number: what is decrypted byte by byte within half a second


@dataclass(frozen=True, slots=True)
class Handler:
    """A file's key, and how its strings and streams are encrypted with it."""

    key: bytes
    strings: Way
    streams: Way
    metadata: bool

    def opened(self, data: bytes, number: int, generation: int, stream: bool = False) -> bytes:
        """A string or stream of this object, decrypted. Raises Damaged."""
        way = self.streams if stream else self.strings
        if way == "Identity":
            return data
        key = self._key(way, number, generation)
        if way == "V2":
            return _rc4(key, data)
        if len(data) < 2 * _BLOCK or len(data) % _BLOCK:
            raise Damaged(f"what object {number} holds is encrypted wrongly")
        plain = _aes(key, data[:_BLOCK], data[_BLOCK:], False)
        if not 1 <= plain[-1] <= _BLOCK:
            raise Damaged(f"what object {number} holds is encrypted wrongly")
        return plain[: -plain[-1]]

    def closed(self, data: bytes, number: int, generation: int, stream: bool = False) -> bytes:
        """The same the other way. The same data give the same bytes, so that a label written twice is one file."""
        way = self.streams if stream else self.strings
        if way == "Identity":
            return data
        key = self._key(way, number, generation)
        if way == "V2":
            return _rc4(key, data)
        start = hashlib.sha256(key + data).digest()[:_BLOCK]
        left = _BLOCK - len(data) % _BLOCK
        return start + _aes(key, start, data + bytes((left,)) * left, True)

    def _key(self, way: Way, number: int, generation: int) -> bytes:
        """The key of an object (algorithm 1)."""
        if way == "AESV3":
            return self.key
        told = self.key + number.to_bytes(5, "little")[:3] + generation.to_bytes(4, "little")[:2]
        told += b"sAlT" if way == "AESV2" else b""
        return _md5(told)[: min(len(self.key) + 5, 16)]


def handler(about: Dictionary, identity: bytes) -> Handler:
    """The handler that an encryption dictionary asks for; ``identity`` is the first half of the file's identifier.
    Raises Encrypted where it needs a password or another handler."""
    version, revision = about.get("V"), about.get("R")
    if about.get("Filter") != "Standard" or not isinstance(version, int) or not isinstance(revision, int):
        raise Encrypted("the file is encrypted by a handler that is not read")
    metadata = about.get("EncryptMetadata") is not False
    owner, user = _bytes(about.get("O")), _bytes(about.get("U"))
    if version == 5 and revision in (5, 6):
        key = _newer(about, user, revision)
    elif version in (1, 2, 4) and revision in (2, 3, 4):
        key = _older(about, owner, user, identity, revision)
    else:
        raise Encrypted("the file is encrypted by a handler that is not read")
    if version < 4:
        return Handler(key, "V2", "V2", metadata)
    return Handler(key, _way(about, "StrF"), _way(about, "StmF"), metadata)


def _older(about: Dictionary, owner: bytes, user: bytes, identity: bytes, revision: int) -> bytes:
    """The key by MD5 (algorithms 2, 4 and 5)."""
    rights, bits = about.get("P"), about.get("Length")
    size = 16 if revision == 4 else min(max(bits // 8, 5), 16) if revision == 3 and isinstance(bits, int) else 5
    if not isinstance(rights, int):
        raise Damaged("the encryption of the file is not told")
    told = _PADDING + owner[:32] + (rights & 0xFFFFFFFF).to_bytes(4, "little") + identity
    told += b"\xff\xff\xff\xff" if revision == 4 and about.get("EncryptMetadata") is False else b""
    key = _md5(told)
    for _ in range(50 if revision > 2 else 0):
        key = _md5(key[:size])
    key = key[:size]
    if revision == 2:
        sign = _rc4(key, _PADDING)
    else:
        sign = _md5(_PADDING + identity)
        for step in range(20):
            sign = _rc4(bytes(one ^ step for one in key), sign)
    if user[: len(sign)] != sign:
        raise Encrypted("the file opens with a password: take it off, label the file, and set it then")
    return key


def _newer(about: Dictionary, user: bytes, revision: int) -> bytes:
    """The key of 256 bits (algorithms 2.A and 11)."""
    packed = _bytes(about.get("UE"))
    if len(user) < 48 or len(packed) < 32:
        raise Damaged("the encryption of the file is not told")
    if _hashed(user[32:40], revision) != user[:32]:
        raise Encrypted("the file opens with a password: take it off, label the file, and set it then")
    return _aes(_hashed(user[40:48], revision), bytes(_BLOCK), packed[:32], False)


def _hashed(salt: bytes, revision: int) -> bytes:
    """The hash of no password (algorithm 2.B; plain SHA-256 in the extension before the standard)."""
    key = hashlib.sha256(salt).digest()
    step, last = 0, 0
    while revision == 6 and (step < 64 or last > step - 32):
        mixed = _aes(key[:16], key[16:32], key * 64, True)
        key = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(mixed[:16]) % 3](mixed).digest()
        step, last = step + 1, mixed[-1]
    return key[:32]


def _way(about: Dictionary, which: str) -> Way:
    filters, name = about.get("CF"), about.get(which)
    if name in (None, "Identity"):
        return "Identity"
    one = filters.get(name) if isinstance(filters, Dictionary) and isinstance(name, Name) else None
    way = _WAYS.get(one.get("CFM")) if isinstance(one, Dictionary) else None
    if way is None:
        raise Encrypted("the file is encrypted by a handler that is not read")
    return way


def _bytes(value: Value) -> bytes:
    return value if isinstance(value, bytes) else b""


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _aes(key: bytes, start: bytes, data: bytes, close: bool) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.CBC(start))
    machine = cipher.encryptor() if close else cipher.decryptor()
    return machine.update(data) + machine.finalize()


def _rc4(key: bytes, data: bytes) -> bytes:
    if len(data) > _SLOW:
        raise Damaged(f"{len(data)} bytes that are encrypted by RC4 are more than are read")
    box, at = list(range(256)), 0
    for place in range(256):
        at = (at + box[place] + key[place % len(key)]) & 255
        box[place], box[at] = box[at], box[place]
    out, at = bytearray(), 0
    for number, byte in enumerate(data, 1):
        place = number & 255
        at = (at + box[place]) & 255
        box[place], box[at] = box[at], box[place]
        out.append(byte ^ box[(box[place] + box[at]) & 255])
    return bytes(out)
