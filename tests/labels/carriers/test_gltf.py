from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.aigc import value
from guiju.labels.carriers.gltf import GLTF
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws, content

WELL = value(FIRST)
BIN = bytes(range(64))


def glb(text: str, *more: bytes) -> bytes:
    body = text.encode() + b" " * (-len(text.encode()) % 4)
    rest = struct.pack("<I4s", len(body), b"JSON") + body
    rest += b"".join(struct.pack("<I4s", len(one), b"BIN\0") + one for one in more)
    return struct.pack("<4sII", b"glTF", 2, len(rest) + 12) + rest


def scene(asset: Any, **more: Any) -> str:
    return json.dumps(
        {"scenes": [{"name": "景"}], "asset": asset, "nodes": [{"scale": [1.0, 1e3, 0.10]}], **more}, ensure_ascii=False
    )


PLAIN = scene({"version": "2.0", "generator": "x"})
TEXTS = {
    "plain": PLAIN,
    "over lines": json.dumps(json.loads(PLAIN), indent=2),
    "numbers as they are written": PLAIN.replace("0.1", "0.1000"),
    "extras": scene({"version": "2.0", "extras": {"author": "x"}}),
    "empty extras": scene({"extras": {}, "version": "2.0"}),
    "nothing in asset": scene({}),
    "labelled": scene({"version": "2.0", "extras": {"a": 1, "AIGC": WELL, "b": 2}}),
    "labelled by an object": scene({"version": "2.0", "extras": {"AIGC": json.loads(WELL)}}),
    "labelled in four places": scene(
        {"AIGC": WELL, "version": "2.0", "extras": {"a": 1, "aigc": WELL, "AIGC": WELL, "TC260:AIGC": WELL}}
    ),
}  # fmt: skip


def parts(data: bytes) -> tuple[Any, bytes]:
    size = int.from_bytes(data[12:16], "little")
    assert int.from_bytes(data[8:12], "little") == len(data) and size % 4 == 0
    return json.loads(data[20 : 20 + size]), data[20 + size :]


@pytest.mark.parametrize("name", TEXTS)
def test_laws(name: str) -> None:
    data = glb(TEXTS[name], BIN)
    held, rest = parts(check_laws(GLTF(), data))
    assert held["asset"]["extras"]["AIGC"] == WELL and rest == parts(data)[1]
    made = json.loads(check_laws(GLTF(), TEXTS[name].encode(), "a.gltf"))
    for one in (held, made):
        assert {**one, "asset": 0} == {**json.loads(TEXTS[name]), "asset": 0}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile(name: str) -> None:
    check_hostile(GLTF(), check_laws(GLTF(), glb(TEXTS[name], BIN)), rounds=60)
    check_hostile(GLTF(), check_laws(GLTF(), TEXTS[name].encode(), "a.gltf"), "a.gltf", rounds=60)


@given(
    st.dictionaries(st.sampled_from(["version", "copyright", "文", "extensions"]), st.text(max_size=9)), st.booleans()
)
@settings(max_examples=40, deadline=None)
def test_what_else_asset_says_stays(asset: dict[str, str], extras: bool) -> None:
    data = glb(scene({**asset, **({"extras": asset} if extras else {})}), BIN)
    held, _ = parts(check_laws(GLTF(), data))
    assert {key: one for key, one in held["asset"].items() if key != "extras"} == asset


CASES = {
    "well": (scene({"version": "2.0", "extras": {"AIGC": WELL}}), "compliant", None),
    "an object": (TEXTS["labelled by an object"], "compliant", None),
    "lower case": (scene({"version": "2.0", "extras": {"aigc": WELL}}), "compliant", "other_place"),
    "in asset": (scene({"version": "2.0", "AIGC": WELL}), "compliant", "other_place"),
    "twice": (TEXTS["labelled in four places"], "noncompliant", "duplicate"),
    "cut off": (scene({"version": "2.0", "extras": {"AIGC": WELL[:50]}}), "noncompliant", "half_written"),
    "none": (PLAIN, "none", None),
    "no asset": ("{}", "inconclusive", "damaged"),
    "no JSON": ('{"asset": {', "inconclusive", "damaged"),
    "deep": ('{"asset":' + "[" * 90_000, "inconclusive", "damaged"),
    "extras of another kind": (scene({"extras": 3}), "inconclusive", "damaged"),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    text, verdict, code = CASES[name]
    for data, file in ((glb(text, BIN), ""), (text.encode(), "a.gltf")):
        seen = examine(data, file)
        assert (seen.verdict, seen.carrier) == (verdict, "gltf"), seen.remarks
        assert not code or code in {remark.code for remark in seen.remarks}
        if code == "damaged":
            with pytest.raises(Unlabelled):
                FileLabeller(file).apply(content(GLTF(), data), FIRST)
        else:
            check_laws(GLTF(), data, file)


def test_version_1_is_not_read() -> None:
    assert examine(b"glTF\1\0\0\0" + bytes(20)).verdict == "inconclusive"
