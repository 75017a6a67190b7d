"""The signature of a label: who named themselves in it, and that neither it nor the content changed since.

What is signed is a message of eight parts, each behind its length in four bytes, most significant first:

1. ``guiju.label.1``, so that no signature made for anything else is one of a label;
2. ``ReservedCode1`` or ``ReservedCode2``, the place of the signature;
3. the algorithm, and 4. the id of the key, as they stand in the code;
5. the value of ``Label``;
6. and 7. of ``ContentProducer`` and ``ProduceID``, for the second place of ``ContentPropagator`` and ``PropagateID``;
8. the digest of the content, 32 bytes: SM3 for SM2, else SHA-256, over what the carrier calls payload.

So a platform that adds its own pair leaves the producer's signature as it was. A signature shows an edit of a label
that is there; a label that was taken away, or another's put in its place, shows only that this one is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from cryptography.hazmat.primitives import hashes

from guiju.core.label import Label
from guiju.labels.carrier import Buffer, Carrier, Damaged
from guiju.labels.remark import Remark
from guiju.labels.signing.code import Code, is_code, read_code
from guiju.labels.signing.keys import Algorithm, Key, PublicKey
from guiju.labels.signing.security_data import read_security_data
from guiju.labels.signing.security_data import remark as of_security_data

Party = Literal["producer", "propagator"]
"""Whose pair and whose reserved code: the first is who generated, the second who passed on."""

_DOMAIN: Final = b"guiju.label.1"
_FIELDS: Final[dict[Party, str]] = {"producer": "ReservedCode1", "propagator": "ReservedCode2"}
_STEP: Final = 1 << 20


def signed(label: Label, carrier: Carrier, data: Buffer, key: Key, party: Party = "producer") -> Label:
    """The label with the reserved code of ``party`` as its signature over label and content; whether ``data`` holds
    a label already makes no difference.

    Raises ValueError where the label does not name the party, Damaged where the content is not to be read.
    """
    who, number = _pair(label, party)
    if not who or not number:
        raise ValueError(f"signing: the label names no {party}, so there is nobody to sign for; set it first")
    digest = content_digest(key.algorithm, carrier, data)
    blank = Code(key.algorithm, key.public.id, digest, b"")
    code = replace(blank, signature=key.sign(_message(label, blank, party)))
    text = code.text()
    return replace(label, reserved_code1=text) if party == "producer" else replace(label, reserved_code2=text)


def checked(label: Label, carrier: Carrier, data: Buffer, keys: Sequence[PublicKey]) -> tuple[Remark, ...]:
    """What the reserved codes of a label come to, one remark for each that is not empty; ``keys`` are those that are
    trusted to sign. Never raises but for a library that is missing."""
    codes: tuple[tuple[Party, str], ...] = ("producer", label.reserved_code1), ("propagator", label.reserved_code2)
    return tuple(_checked(label, carrier, data, keys, party, text) for party, text in codes if text)


def content_digest(algorithm: Algorithm, carrier: Carrier, data: Buffer) -> bytes:
    """SM3 or SHA-256, as the algorithm asks, over the content of a file: 32 bytes. Raises Damaged."""
    digest = hashes.Hash(hashes.SM3() if algorithm == "sm2sm3" else hashes.SHA256())
    for start, end in carrier.payload(data):
        for at in range(start, end, _STEP):
            digest.update(data[at : min(at + _STEP, end)])
    return digest.finalize()


def _checked(
    label: Label, carrier: Carrier, data: Buffer, keys: Sequence[PublicKey], party: Party, text: str
) -> Remark:
    field = _FIELDS[party]
    if not is_code(text):
        security = read_security_data(text)
        if security is None:
            return Remark("signature_unknown", None, f"{field}, in a form that is not known / 形式不明")
        return of_security_data(label, security, keys, field)
    try:
        code = read_code(text)
    except ValueError:
        return Remark("signature_broken")
    told = f"{field}, {code.algorithm}, {code.key}"
    key = next((one for one in keys if (one.algorithm, one.id) == (code.algorithm, code.key)), None)
    if key is None:
        return Remark("signature_unknown", None, told)
    if not key.holds(_message(label, code, party), code.signature):
        return Remark("signature_broken")
    try:
        same = content_digest(code.algorithm, carrier, data) == code.digest
    except Damaged as damage:
        return Remark("damaged", damage.at, damage.what)
    return Remark("signed", None, told) if same else Remark("content_changed")


def _message(label: Label, code: Code, party: Party) -> bytes:
    texts = (_FIELDS[party], code.algorithm, code.key, label.label, *_pair(label, party))
    parts = (_DOMAIN, *(text.encode() for text in texts), code.digest)
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _pair(label: Label, party: Party) -> tuple[str, str]:
    if party == "producer":
        return label.content_producer, label.produce_id
    return label.content_propagator, label.propagate_id
