"""The practice guide's own form of a reserved code, ``SecurityData`` (TC260-PG-202511A): read and checked, not written.

It is a JSON object with signatures (``PubSD`` of type ``DS``) and, mostly, the key they are to be checked with. What
is checked is the producer's signature over the label with SM2 and SM3; its message is the run of the three fields as
they stand in the label, or the SM3 digest of that run: both are met in files of the field. What a propagator signs, and
how content is bound, is not known here, so neither is checked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import utils

from guiju.core.label import Label
from guiju.labels.extra import Missing
from guiju.labels.remark import Remark
from guiju.labels.signing import sm2
from guiju.labels.signing.keys import PublicKey, public_key

SM3_WITH_SM2: Final = "1.2.156.10197.1.501"
_NAME: Final = "SecurityData"
_OF_LABEL: Final = frozenset(("md", "labelmatadata", "labelmetadata"))
"""The type of a signature over the label: the guide's, and as it is met."""


@dataclass(frozen=True, slots=True)
class SecurityData:
    """What it holds for the label: the signatures (r and s, 64 bytes), the keys (DER), and the algorithms met."""

    signatures: tuple[bytes, ...]
    keys: tuple[bytes, ...]
    algorithms: tuple[str, ...]


def read_security_data(text: str) -> SecurityData | None:
    """The object in a reserved code, None where it is none."""
    try:
        outer = json.loads(text)
    except (ValueError, RecursionError):
        return None
    inner = outer.get(_NAME) if isinstance(outer, dict) else None
    if not isinstance(inner, dict):
        return None
    found = {key.lower(): value for key, value in inner.items()}.get("pubsd")
    entries = [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
    signatures = [_signature(entry) for entry in entries if entry.get("Type") == "DS" and _of_label(entry)]
    keys = [_key(entry) for entry in entries if entry.get("Type") == "PubKey"]
    named = dict.fromkeys(str(entry.get("AlgID", "")) for entry in entries)
    return SecurityData(tuple(filter(None, signatures)), tuple(filter(None, keys)), tuple(named))


def message(label: Label) -> bytes:
    """What the producer signs by the guide's appendix A.1."""
    fields = ("Label", label.label), ("ContentProducer", label.content_producer), ("ProduceID", label.produce_id)
    return ",".join(f'"{key}":"{value}"' for key, value in fields).encode()


def remark(label: Label, security: SecurityData, keys: Sequence[PublicKey], field: str) -> Remark:
    """What the signature over a label comes to. The key that travels with it proves nothing until it is known."""
    if field != "ReservedCode1" or not security.signatures:
        return Remark("signature_unknown", None, f"{field}, {_NAME} {' '.join(security.algorithms)}".rstrip())
    said = message(label)
    own = [key for key in keys if key.algorithm == "sm2sm3"]
    for key in own:
        if any(_holds(key, said, signature) for signature in security.signatures):
            return Remark("signed", None, f"{field}, {_NAME}, {key.id}, label only / 只含标识, 不含内容")
    if {key.der for key in own} & set(security.keys):
        return Remark("signature_broken")
    fits = any(_holds(public_key(der), said, one) for der in security.keys for one in security.signatures)
    told = "fits the key beside it / 与其自带公钥相符" if fits else "does not fit the key beside it / 与其自带公钥不符"
    return Remark("signature_unknown", None, f"{field}, {_NAME}, {told if security.keys else ''}".rstrip(", "))


def _holds(key: PublicKey, said: bytes, signature: bytes) -> bool:
    digest = hashes.Hash(hashes.SM3())
    digest.update(said)
    return key.holds(said, signature) or key.holds(digest.finalize(), signature)


def _of_label(entry: dict[str, Any]) -> bool:
    signed = entry.get("TBSData")
    kind = signed.get("Type") if isinstance(signed, dict) else None
    return entry.get("AlgID") == SM3_WITH_SM2 and isinstance(kind, str) and kind.lower() in _OF_LABEL


def _signature(entry: dict[str, Any]) -> bytes | None:
    raw = _hex(entry.get("Signature"))
    try:
        r, s = utils.decode_dss_signature(raw)
        return r.to_bytes(sm2.SIZE, "big") + s.to_bytes(sm2.SIZE, "big")
    except (ValueError, OverflowError):
        return raw if len(raw) == 2 * sm2.SIZE else None


def _key(entry: dict[str, Any]) -> bytes | None:
    raw = _hex(entry.get("KeyValue"))
    try:
        point = sm2.read_public(raw) or sm2.on_curve(raw[1:] if len(raw) == 33 and not raw[0] else raw)
    except (ValueError, Missing):
        return None
    return sm2.public_der(point)


def _hex(value: object) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return b""
