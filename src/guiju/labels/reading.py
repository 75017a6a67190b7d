"""Reading a label as it stands in a file: leniently, and saying all that is wrong with it."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from guiju.core.label import Label
from guiju.labels.aigc import FIELDS, VALUES, strange
from guiju.labels.carrier import Buffer, Found
from guiju.labels.producer import CODE_LENGTH, fault, stands_in
from guiju.labels.remark import Remark

_SPELT: Final = {
    **{key.lower(): key for key in FIELDS},
    "reservecode1": "ReservedCode1", "reservecode2": "ReservedCode2", "reserved1": "ReservedCode1",
    "reserved2": "ReservedCode2", "reservedcode": "ReservedCode1", "propagator": "ContentPropagator",
    "contentpropagater": "ContentPropagator", "propatorid": "PropagateID", "propagatorid": "PropagateID",
    "propagationid": "PropagateID", "producer": "ContentProducer", "producerid": "ProduceID", "productid": "ProduceID",
    "productionid": "ProduceID", "labels": "Label", "contentpropogator": "ContentPropagator",
    "propogateid": "PropagateID",
}  # fmt: skip
"""Keys as they are met, in lower case and without separators, and the key that was meant."""

_VENDOR: Final = frozenset(("serviceprovider", "serviceuser", "contentid", "time"))
"""Keys of a schema of a vendor's own that is met in the wild."""

_CODED: Final = re.compile(r"00\d\d[0-9A-Za-z]{14,}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_=-]{16,}")
_OPENING: Final = re.compile(r"[\s\0\ufeff]*(AIGC[\s\0:=]*)?(?=[{\[])")
_KEY: Final = re.compile(r"""["'](AIGC|ContentProducer|ProduceID|ServiceProvider)\\?["']\s*:""")
_ESCAPED: Final = re.compile(r"""\{\s*\\+["']""")
_SHOWN: Final = 60  # own number: letters of a file's text that a remark repeats
_AROUND: Final = 1024  # own number: bytes that a format may put before a label, and quotes that it writes longer
_BETWEEN: Final = 32  # own number: bytes from a key to its value, blanks and quotes written longer included
_MOST: Final = 16  # own number: keys of a file's own that are named one by one


@dataclass(frozen=True, slots=True)
class Reading:
    """What a label says: the fields that were understood, the label where they make one, and all that is wrong."""

    fields: Mapping[str, str]
    label: Label | None
    remarks: tuple[Remark, ...]


def read(found: Found, data: Buffer = b"") -> Reading:
    """Reads a label as leniently as its meaning stays certain. ``data`` is the file that it stands in, where a remark
    is to tell the byte of a character. Never raises."""
    remarks = list(found.remarks)
    fields = _fields(found.text, found.at, remarks)
    if fields is None:
        return Reading({}, None, tuple(remarks))
    given = _known(fields, found.at, remarks)
    remarks += _judged(given, found.at, data[found.at : found.at + _AROUND + 2 * len(found.text.encode())])
    label = Label(**{name: given.get(key, "") for key, name in FIELDS.items()}) if given else None
    return Reading(given, label, tuple(remarks))


def meant(text: str) -> bool:
    """Whether free text, as of a comment, is meant for a label, half written or encoded ones included; text that only
    speaks of AIGC is not."""
    opening = _OPENING.match(text)
    if opening is None:
        packed = _unpacked(text.strip("\0 \t\r\n")) if text.lstrip()[:3] == "eyJ" else None
        return packed is not None and _KEY.search(packed) is not None
    return opening[1] is not None or _KEY.search(html.unescape(text) if "&" in text else text) is not None


_NONE: Final = object()
_UNSURE: Final = object()
"""The value of a key that stands twice with different ones: which of them was meant is not known."""


def _fields(text: str, at: int, remarks: list[Remark]) -> dict[str, Any] | None:
    """The object that a label's text is, out of whatever was put around it."""
    text = text.strip("\0 \t\r\n\ufeff")
    if not text:
        remarks.append(Remark("empty", at, "AIGC"))
        return None
    opening = _OPENING.match(text)
    text = _plain(text[opening.end() :] if opening else text, at, remarks)
    value = _unwrapped(_parsed(text, at, remarks), at, remarks)
    if value is _NONE or value is _UNSURE:
        return None
    if not isinstance(value, dict):
        remarks.append(Remark("not_object", at))
        return None
    return value


def _plain(text: str, at: int, remarks: list[Remark]) -> str:
    """The text itself, or what it is the Base64 or another writing of."""
    inner = _unpacked(text)
    if inner is not None:
        remarks.append(Remark("encoded", at, "Base64"))
        return inner
    if '"' not in text and ("&quot;" in text or "&#34;" in text):
        remarks.append(Remark("escaped", at))
        return html.unescape(text)
    if _ESCAPED.match(text):
        remarks.append(Remark("escaped", at))
        return text.replace('\\"', '"').replace("\\\\", "\\")
    return text


def _unpacked(text: str) -> str | None:
    """The object that a text is the Base64 of, in lines or in one; None where it is of none."""
    packed = "".join(text.split()) if text[:1] not in ("{", "[", '"') else ""
    if not _BASE64.fullmatch(packed):
        return None
    packed = packed.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        inner = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return inner if inner.lstrip()[:1] == "{" else None


def _unwrapped(value: object, at: int, remarks: list[Remark]) -> object:
    """The object of the seven fields, out of the object whose key is AIGC and out of text that is JSON again."""
    while True:
        if isinstance(value, str):
            if not value.lstrip().startswith("{"):
                return value
            remarks.append(Remark("escaped", at))
            value = _parsed(value, at, remarks)
        key = next((key for key in value if key.upper() == "AIGC"), None) if isinstance(value, dict) else None
        if key is None or not isinstance(value, dict) or value.keys() & FIELDS.keys():
            return value
        if key != "AIGC":
            remarks.append(Remark("key_misspelt", at, f"{key} (AIGC)"))
        others = [name for name in value if name != key]
        remarks += [Remark("key_unknown", at, _shown(name)) for name in others[:_MOST]]
        value = value[key]


def _parsed(text: str, at: int, remarks: list[Remark]) -> object:
    """The JSON in a text. What is no JSON is a remark."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
        remarks.extend(Remark("key_twice", at, _shown(key)) for key in twice[:_MOST])
        whole = dict(pairs)
        unsure = {key for key, value in pairs if value != whole[key]} if twice else set()
        if unsure:
            remarks.append(Remark("disagree", at))
        return whole | dict.fromkeys(unsure, _UNSURE)

    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        ends = error.pos >= len(text) - 1 and error.msg != "Extra data"
        cut = ends or error.msg.startswith("Unterminated")
        where = f"{error.msg}, character {error.pos}"
        remarks.append(Remark("half_written" if cut and text[:1] == "{" else "not_json", at, where))
    except (RecursionError, ValueError):
        remarks.append(Remark("not_json", at, _shown(text)))
    return _NONE


def _shown(text: str) -> str:
    """So much of a text as a remark names, without halves of letters, which no report could be written with."""
    return _whole(text[:_SHOWN])


def _whole(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _known(fields: dict[str, Any], at: int, remarks: list[Remark]) -> dict[str, str]:
    """The values of the seven keys, those of keys that were meant to be one of them included."""
    given = dict[str, str]()
    strangers = [key for key in fields if key not in FIELDS]
    vendor = _VENDOR & {key.lower() for key in strangers} and not fields.keys() & {"ContentProducer", "ProduceID"}
    if vendor:
        remarks.append(Remark("vendor_fields", at, _shown(", ".join(strangers))))
    for key in () if vendor else strangers[:_MOST]:
        meant = _SPELT.get(re.sub(r"[-_ ]", "", key).lower(), "")
        if meant and meant not in fields:
            remarks.append(Remark("key_misspelt", at, f"{_shown(key)} ({meant})"))
            fields = {meant if name == key else name: value for name, value in fields.items()}
        else:
            remarks.append(Remark("key_unknown", at, _shown(key)))
    for key, value in fields.items():
        if key in FIELDS:
            text = _text(key, value, at, remarks)
            if text is not None:
                given[key] = text
    remarks += [Remark("key_missing", at, key) for key in FIELDS if key not in fields and not vendor]
    if list(given) != [key for key in FIELDS if key in given]:
        remarks.append(Remark("key_order", at))
    return given


def _text(key: str, value: object, at: int, remarks: list[Remark]) -> str | None:
    if value is _UNSURE:
        return None
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, int) and not isinstance(value, bool):
        remarks.append(Remark("number_for_text", at, key))
        return str(value)
    remarks.append(Remark("not_text", at, key))
    if isinstance(value, dict | list) and key.startswith("Reserved"):
        try:
            return json.dumps(value, separators=(",", ":"))
        except (RecursionError, TypeError):  # TypeError: a key of it stands twice
            return None
    return None


def _judged(given: Mapping[str, str], at: int, stands: bytes) -> list[Remark]:
    """What is wrong with values; ``stands`` is the file from where the label is."""
    found = list[Remark]()
    for key, text in given.items():
        place = strange(key, text)
        if place is not None:
            shown = text[place]
            name = repr(shown) if shown.isprintable() and shown != " " else f"U+{ord(shown):04X}"
            found.append(Remark("character", at + _byte(stands, key, text, place), f"{key} ({place}: {name})"))
    label = given.get("Label", "1")
    if label not in VALUES:
        found.append(Remark("label_value", at, repr(_shown(label))))
    producer, number = given.get("ContentProducer", "-"), given.get("ProduceID", "-")
    propagator, passed = given.get("ContentPropagator", ""), given.get("PropagateID", "")
    platform = label in VALUES[1:] and bool(propagator)
    if not producer and not (platform and not number):
        found.append(Remark("producer_missing", at))
    if not number and not (platform and not producer):
        found.append(Remark("number_missing", at))
    if bool(propagator) != bool(passed):
        found.append(Remark("propagator_pair", at))
    return [*found, *_code(producer, "1", at), *_code(propagator, "", at)]


def _byte(stands: bytes, key: str, text: str, place: int) -> int:
    """Where in a file a character of a value is; 0, the label itself, where the value does not stand in it as it is."""
    named = stands.find(key.encode())
    value = stands.find(text.encode(), named + len(key), named + len(key) + _BETWEEN + len(text.encode()))
    return value + len(text[:place].encode()) if named >= 0 and value >= 0 else 0


def _code(code: str, service: Literal["1", ""], at: int) -> list[Remark]:
    """What is wrong with who is named. A name is allowed where a code is not; what looks like a code has to be one."""
    if code in ("", "-"):
        return []
    if not (len(code) == CODE_LENGTH or _CODED.fullmatch(code)):
        return [Remark("name_for_code", at, _shown(code))]
    if stands_in(code):
        return [Remark("stand_in", at)]
    wrong = fault(code, service)
    return [Remark("code", at, wrong)] if wrong else []
