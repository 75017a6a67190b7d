"""glTF, as JSON and as GLB: the label is ``asset.extras.AIGC``, a string. No guide names a place in it; ``extras`` is
what the format has for what an application says of a file (glTF 2.0, 3.5 and 4.4)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.members import Member, members
from guiju.labels.naming import named
from guiju.labels.remark import Remark

_MAGIC: Final = b"glTF"
_JSON: Final = b"JSON"
_HEAD: Final = 20
_LARGEST: Final = 16 * LARGEST  # own number: the JSON of a scene, pictures in it included
_BEGINS: Final = re.compile(rb"\s*\{")


@dataclass(frozen=True, slots=True)
class _Scene:
    """The JSON of a file, one character a byte: where it begins and ends (of a GLB with its padding), ``asset`` and its
    members, ``extras`` among them, and the labels in that."""

    text: str
    start: int
    end: int
    asset: Member
    inner: tuple[Member, ...]
    extras: Member | None
    labels: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class GLTF:
    """glTF 2.0. Content is the JSON without ``asset``, which describes it, and what other chunks hold."""

    name: str = "gltf"
    kind: Kind = Kind.IMAGE
    endings: tuple[str, ...] = (".glb", ".gltf", ".vrm")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature of GLB; JSON by the name."""
        return data[:4] == _MAGIC or (name.lower().endswith(".gltf") and bool(_BEGINS.match(data[:4096])))

    def scan(self, data: Buffer) -> Scan:
        """The member of ``asset.extras``, and one of ``asset`` itself."""
        seen = Gathering()
        try:
            scene = _scene(data)
            for one in (*scene.labels, *(one for one in scene.inner if named(one.key))):
                at = scene.start + one.begins
                right = one in scene.labels and one.key == "AIGC"
                place = "asset.extras.AIGC" if one in scene.labels else f"asset.{one.key}"
                text = one.value if isinstance(one.value, str) else json.dumps(one.value)
                odd = () if right else (Remark("other_place", at, place),)
                seen.found.append(Found(text, at, place, odd))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The member of ``asset.extras``, other members of its name gone. Raises Damaged."""
        scene = _scene(data)
        start, end, new = _asset(scene, json.dumps(value))
        text = scene.text[:start] + new + scene.text[end:]
        if text == scene.text:
            return []
        return (
            [Splice(scene.start, scene.end, text.encode("latin-1"))] if scene.start == 0 else _told(data, scene, text)
        )

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The JSON around ``asset``, and the chunks behind. Raises Damaged."""
        scene = _scene(data)
        yield scene.start, scene.start + scene.asset.begins
        yield scene.start + scene.asset.ends, scene.start + len(scene.text.rstrip(" \t\r\n\0"))
        if scene.start:
            yield scene.end, len(data)


def _told(data: Buffer, scene: _Scene, text: str) -> list[Splice]:
    """A JSON chunk of another size: padded with blanks to four bytes, as the sizes of chunk and file tell."""
    body = text.rstrip(" ").encode("latin-1")
    body += b" " * (-len(body) % 4)
    whole = int.from_bytes(data[8:12], "little") + len(body) - (scene.end - scene.start)
    if whole >= 1 << 32:
        raise Damaged("a GLB file cannot be so large", 8)
    return [
        Splice(8, 16, whole.to_bytes(4, "little") + len(body).to_bytes(4, "little")),
        Splice(scene.start, scene.end, body),
    ]


def _scene(data: Buffer) -> _Scene:
    """Raises Damaged."""
    start, end = _bounds(data)
    if end - start > _LARGEST:
        raise Damaged(f"JSON of {end - start} bytes is more than is read", start)
    text = data[start:end].decode("latin-1")
    at = 3 if text.startswith("\xef\xbb\xbf") else 0
    asset = next((one for one in members(text, at) if one.key == "asset"), None)
    if asset is None or not isinstance(asset.value, dict):
        raise Damaged("the JSON has no object asset, which glTF asks for", start)
    inner = tuple(members(text, asset.begins))
    extras = next((one for one in inner if one.key == "extras"), None)
    if extras is None:
        return _Scene(text, start, end, asset, inner, None, ())
    if not isinstance(extras.value, dict):
        raise Damaged("asset.extras is no object, so it has no place for a label", start + extras.begins)
    labels = tuple(one for one in members(text, extras.begins) if named(one.key))
    return _Scene(text, start, end, asset, inner, extras, labels)


def _bounds(data: Buffer) -> tuple[int, int]:
    """Where the JSON begins and ends. Raises Damaged."""
    if data[:4] != _MAGIC:
        return 0, len(data)
    head = data[:_HEAD]
    size, whole = int.from_bytes(head[12:16], "little"), int.from_bytes(head[8:12], "little")
    if len(head) < _HEAD or head[4:8] != b"\2\0\0\0" or head[16:20] != _JSON:
        raise Damaged("this is no GLB of version 2 that begins with its JSON", 4)
    if _HEAD + size > len(data) or whole > len(data) or size % 4:
        raise Damaged("the file ends before the sizes that it tells", 8)
    return _HEAD, _HEAD + size


def _asset(scene: _Scene, string: str) -> tuple[int, int, str]:
    """What takes which characters' place, so that the label is ``string``, JSON."""
    text, asset, own = scene.text, scene.asset, f'"AIGC":{string}'
    if scene.extras is None:
        extras = f"{{{own}}}"
    elif len(scene.labels) == 1 and scene.labels[0].key == "AIGC":
        one = scene.labels[0]
        extras = text[scene.extras.begins : one.begins] + string + text[one.ends : scene.extras.ends]
    else:
        every = members(text, scene.extras.begins)
        extras = _joined(own, (text[one.start : one.ends] for one in every if not named(one.key)))
    if any(named(one.key) for one in scene.inner):
        kept = (text[one.start : one.ends] for one in scene.inner if not named(one.key) and one is not scene.extras)
        return asset.begins, asset.ends, _joined(f'"extras":{extras}', kept)
    if scene.extras:
        return scene.extras.begins, scene.extras.ends, extras
    comma = "," if scene.inner else ""
    return asset.begins + 1, asset.begins + 1, f'"extras":{extras}{comma}'


def _joined(first: str, others: Iterable[str]) -> str:
    return f"{{{','.join((first, *others))}}}"
