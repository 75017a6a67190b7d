from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageSequence, features

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Carrier, Damaged
from guiju.labels.carriers.boxes import boxes, made
from guiju.labels.carriers.heif import AVIF, HEIC
from guiju.labels.carriers.items import items
from guiju.labels.splices import spliced
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.media import exiftool

pillow_heif: Any = pytest.importorskip("pillow_heif", reason="pillow_heif is not installed")

JSON = value(FIRST)
PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/heic" '
    'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">{}</rdf:Description></rdf:RDF></x:xmpmeta>'
)
LABELLED = PACKET.format(f"<TC260:AIGC>{JSON}</TC260:AIGC>").encode()
PLAIN = PACKET.format("").encode()


def picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


def saved(form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    if form == "AVIF" and not features.check("avif"):
        pytest.skip("Pillow has no AVIF")
    pillow_heif.register_heif_opener()
    picture().save(out, form, quality=60, **more)
    return out.getvalue()


def pixels(data: bytes) -> list[bytes]:
    pillow_heif.register_heif_opener()
    return [frame.tobytes() for frame in ImageSequence.Iterator(Image.open(io.BytesIO(data)))]


def exif(comment: str = "") -> bytes:
    tags = Image.Exif()
    tags[0x013B] = "Ada"
    if comment:
        tags[0x010E] = comment
    return tags.tobytes()


FILES: dict[str, tuple[Carrier, str, dict[str, Any]]] = {
    "HEIC": (HEIC, "HEIF", {}),
    "HEIC with EXIF": (HEIC, "HEIF", {"exif": exif()}),
    "HEIC with a packet": (HEIC, "HEIF", {"xmp": PLAIN, "exif": exif()}),
    "HEIC with a label": (HEIC, "HEIF", {"xmp": LABELLED}),
    "HEIC of two pictures": (HEIC, "HEIF", {"save_all": True, "append_images": [picture()], "xmp": LABELLED}),
    "AVIF": (AVIF, "AVIF", {}),
    "AVIF with a packet": (AVIF, "AVIF", {"xmp": PLAIN}),
    "AVIF with all": (AVIF, "AVIF", {"xmp": LABELLED, "exif": exif(JSON)}),
    "AVIF that moves": (AVIF, "AVIF", {"save_all": True, "append_images": [picture().rotate(90)], "duration": 90}),
}


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str, tmp_path: Path) -> None:
    carrier, form, more = FILES[name]
    data = saved(form, **more)
    written = check_laws(carrier, data)
    assert pixels(written) == pixels(data)
    assert written.count(b'"ContentProducer"') == 1
    path = tmp_path / f"a{carrier.endings[0]}"
    path.write_bytes(written)
    shown = exiftool(path)
    assert shown["XMP-TC260:Aigc"] == JSON
    assert ("exif" not in more) or shown["IFD0:Artist"] == "Ada"
    assert (b'dc:format="image/heic"' in written) == ("xmp" in more)
    if form == "HEIF" and "save_all" not in more:
        assert pillow_heif.open_heif(written).info["xmp"].count(b"TC260:AIGC>") == 2


@pytest.mark.parametrize("name", ["HEIC with a packet", "AVIF", "AVIF that moves"])
def test_hostile(name: str) -> None:
    carrier, form, more = FILES[name]
    check_hostile(carrier, check_laws(carrier, saved(form, **more)), rounds=200)


def test_labels_elsewhere_go() -> None:
    data = saved("AVIF", exif=exif('{"AIGC":' + JSON + "}"))
    assert "other_place" in {remark.code for remark in examine(data).remarks}
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    both = data + made(b"uuid", uuid, LABELLED)
    assert examine(both).verdict == "noncompliant"
    assert "duplicate" in {remark.code for remark in examine(both).remarks}
    written = check_laws(AVIF, both)
    assert written.count(b'"ContentProducer"') == 1
    assert pixels(written) == pixels(data)


def own(
    version: int = 1,
    base: int = 0,
    *,
    packet: bytes = b"",
    idat: bool = False,
    width: int = 4,
    references: bool = True,
    twice: bool = False,
    parts: int = 1,
    end: bytes = b"",
    open_end: bool = False,
    packed: bytes = b"",
) -> bytes:
    """A file of one picture of ten bytes, behind the packet, with the fields of ``iloc`` as they are asked for."""
    head = made(b"ftyp", b"heic", bytes(4), b"mif1heic")
    wide = 4 if version == 2 else 2
    infos = [made(b"infe", b"\2\0\0\0", b"\0\1\0\0hvc1\0")]
    if packet:
        infos.append(made(b"infe", b"\2\0\0\0", b"\0\2\0\0mime\0application/rdf+xml\0" + packed))
    if twice:
        infos.append(made(b"infe", b"\2\0\0\0", b"\0\3\0\0mime\0application/rdf+xml\0"))
    inline = packet if idat else b""
    content = (b"" if idat else packet * (2 if twice else 1)) + b"0123456789"

    def located(at: int) -> bytes:
        rows = [(1, 0, [(at + len(content) - 10, 10)])]
        if packet:
            step = len(packet) // parts
            cuts = [
                (number * step, step if number < parts - 1 else len(packet) - step * number) for number in range(parts)
            ]
            rows.append((2, int(idat), [((0 if idat else at) + start, size) for start, size in cuts]))
        if twice:
            rows.append((3, 0, [(at + len(packet), len(packet))]))
        out = bytes((version, 0, 0, 0, width << 4 | 4, 64 if base else 0)) + len(rows).to_bytes(wide, "big")
        for number, method, extents in rows:
            here = base if method == 0 else 0
            out += number.to_bytes(wide, "big") + (method.to_bytes(2, "big") if version else b"") + bytes(2)
            out += here.to_bytes(4, "big") if base else b""
            out += len(extents).to_bytes(2, "big")
            for start, size in extents:
                out += (start - here).to_bytes(width, "big") + size.to_bytes(4, "big")
        return out

    def meta(at: int) -> bytes:
        refer = made(b"cdsc", b"\0\2\0\1\0\1") if packet else b""
        return made(
            b"meta",
            bytes(4),
            made(b"hdlr", bytes(8), b"pict", bytes(13)),
            made(b"pitm", bytes(4), b"\0\1"),
            made(b"iloc", located(at)),
            made(b"iinf", bytes(4), len(infos).to_bytes(2, "big"), *infos),
            made(b"iref", bytes(4), refer) if references else b"",
            made(b"idat", inline) if idat else b"",
        )

    size = len(head) + len(meta(base)) + 8
    media = bytes(4) + b"mdat" + content if open_end else made(b"mdat", content)
    return head + meta(size) + media + end


@pytest.mark.parametrize(
    "more",
    [
        *[{"version": version, "packet": packet} for version in (0, 1, 2) for packet in (b"", PLAIN, LABELLED)],
        {"idat": True, "packet": PLAIN},
        {"idat": True, "packet": LABELLED, "version": 2},
        {"base": 40, "packet": PLAIN},
        {"base": 40, "version": 0},
        {"width": 8, "packet": PLAIN},
        {"references": False},
        {"references": False, "packet": LABELLED},
        {"twice": True, "packet": LABELLED},
        {"parts": 3, "packet": LABELLED},
        {"end": made(b"mpvd", b"a film")},
        {"end": made(b"free", bytes(40)), "packet": PLAIN},
        {"open_end": True},
        {"open_end": True, "packet": PLAIN},
    ],
    ids=repr,
)
def test_every_way_to_lie(more: dict[str, Any]) -> None:
    data = own(**more)
    written = check_laws(HEIC, data)
    spans = list(HEIC.payload(written))
    assert b"".join(written[start:end] for start, end in spans) == b"0123456789"
    assert written.count(b'"ContentProducer"') == 1
    assert not more.get("end") or written.endswith(more["end"])
    check_hostile(HEIC, written, rounds=40)


CASES: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("none", {}, "none", None),
    ("a packet without", {"packet": PLAIN}, "none", None),
    ("the guide's", {"packet": LABELLED}, "compliant", None),
    ("in idat", {"packet": LABELLED, "idat": True}, "compliant", None),
    ("two packets", {"packet": LABELLED, "twice": True}, "noncompliant", "duplicate"),
    ("half written", {"packet": LABELLED.replace(b'"}', b"")}, "noncompliant", "half_written"),
    ("no XML", {"packet": LABELLED[:-9]}, "inconclusive", "damaged"),
    ("another namespace", {"packet": LABELLED.replace(b"org.cn/ns", b"org.cn/xx")}, "compliant", "other_namespace"),
    ("packed", {"packet": LABELLED, "packed": b"deflate\0"}, "inconclusive", "damaged"),
]


@pytest.mark.parametrize(("more", "verdict", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cases(more: dict[str, Any], verdict: str, code: str | None) -> None:
    seen = examine(own(**more))
    assert seen.verdict == verdict, seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}


def test_items_that_lie_on_each_other_are_not_written_to() -> None:
    data = own(packet=PLAIN)
    row = data.index((10).to_bytes(4, "big"), data.index(b"iloc")) - 4
    start = int.from_bytes(data[row : row + 4], "big") - 5  # the picture begins within the packet
    with pytest.raises(Damaged, match="on each other"):
        HEIC.splices(data[:row] + start.to_bytes(4, "big") + data[row + 4 :], JSON)


def test_a_file_cut_short_is_not_written_to_and_not_judged() -> None:
    data = check_laws(HEIC, own(packet=PLAIN))
    assert examine(data[:-4]).verdict == "inconclusive"
    with pytest.raises(Damaged):
        HEIC.splices(data[:-4], JSON)


def test_a_sequence_without_pictures_is_told() -> None:
    with pytest.raises(Damaged, match="no meta box"):
        AVIF.splices(made(b"ftyp", b"avis", bytes(4)) + made(b"moov") + made(b"mdat", b"x"), JSON)


@pytest.mark.parametrize(
    ("major", "others", "carrier"),
    [(b"heic", b"mif1", HEIC), (b"mif1", b"heic", HEIC), (b"mif1", b"mif1avif", AVIF), (b"avis", b"", AVIF)],
)
def test_brands(major: bytes, others: bytes, carrier: Carrier) -> None:
    data = made(b"ftyp", major, bytes(4), others)
    assert [known for known in (HEIC, AVIF) if known.knows(data, "")] == [carrier]
    assert not HEIC.knows(made(b"ftyp", b"isom", bytes(4), b"mif1"), "")


def test_the_label_grows_and_shrinks_where_it_lies() -> None:
    data = own(packet=PLAIN)
    once = spliced(data, HEIC.splices(data, JSON))
    longer = spliced(once, HEIC.splices(once, value(SECOND)))
    assert [box.type for box in boxes(longer, 0, len(longer))] == [b"ftyp", b"meta", b"mdat"]
    assert spliced(longer, HEIC.splices(longer, JSON)) == once


def test_a_crowd_of_items_is_refused_soon() -> None:
    """Thousands of items, each of which is the same large packet."""
    packet, count = PLAIN.ljust(1 << 16), 3000
    infos = [
        made(b"infe", b"\2\0\0\0", number.to_bytes(2, "big"), b"\0\0mime\0application/rdf+xml\0")
        for number in range(1, count + 1)
    ]
    rows = b"".join(
        number.to_bytes(2, "big") + bytes(2) + b"\0\1" + (40).to_bytes(4, "big") + len(packet).to_bytes(4, "big")
        for number in range(1, count + 1)
    )
    meta = made(
        b"meta",
        bytes(4),
        made(b"hdlr", bytes(8), b"pict", bytes(13)),
        made(b"iloc", bytes(4), b"\x44\0", count.to_bytes(2, "big"), rows),
        made(b"iinf", bytes(4), count.to_bytes(2, "big"), *infos),
    )
    data = made(b"ftyp", b"heic", bytes(4), b"mif1heic") + made(b"mdat", bytes(8), packet) + meta
    begun = time.process_time()
    assert examine(data).verdict == "inconclusive"
    with pytest.raises(Damaged):
        HEIC.splices(data, JSON)
    assert time.process_time() - begun < 2


def test_two_meta_boxes_are_told() -> None:
    data = own(packet=PLAIN)
    meta = next(box for box in boxes(data, 0, len(data)) if box.type == b"meta")
    with pytest.raises(Damaged, match="two meta boxes"):
        HEIC.splices(data + data[meta.start : meta.end], JSON)


def test_a_new_item_has_its_place_in_the_base_where_the_table_has_one() -> None:
    """A program that pushes all items back by so many bytes adds them to a base, or to an offset without a base."""
    data = saved("HEIF")
    made = spliced(data, HEIC.splices(data, JSON))
    (meta,) = (box for box in boxes(made, 0, len(made)) if box.type == b"meta")
    found = items(made, meta)
    assert found.packet is not None and found.locations.widths[2]
    row = found.places[found.packet]
    assert row.base and row.extents[0].offset == 0
