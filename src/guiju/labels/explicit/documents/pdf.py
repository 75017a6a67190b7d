"""PDF: the notice is stamped on the upper edge of every page, as an incremental update.

It is part of the page, not a note that a viewer hides or a printer leaves out: a form that is drawn behind all else, in
letters that the file brings along and that are read as text (ISO 32000-2, 8.10, 14.9.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from guiju.labels.carrier import Buffer, Encrypted
from guiju.labels.carriers.pdf_file import File, Object
from guiju.labels.carriers.pdf_notice import FORM, form, shown
from guiju.labels.carriers.pdf_pages import Page, pages
from guiju.labels.carriers.pdf_syntax import Dictionary, Reference
from guiju.labels.carriers.pdf_update import edited, fresh, updated
from guiju.labels.explicit.documents.notice import Notice
from guiju.labels.explicit.documents.pdf_font import FONT, Font, objects
from guiju.labels.explicit.sizes import Unfit

_LETTERS: Final = 0.02  # own number: the size of the letters, as a share of the page's shortest side: 12 points on A4
_LEAST: Final = 6.0  # own number: points below which letters are not read on paper
_FARTHEST: Final = 1e7  # own number: points beyond which no page reaches
_PAGE: Final = (0.0, 0.0, 595.0, 792.0)  # own number: what A4 and Letter both show, for a page that does not say
_SIGNED: Final = b"/ByteRange"
_FONT_OBJECTS: Final = 5

_Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Update:
    """An update in the making: the objects it changes and adds, and the next number that is free."""

    file: File
    next: int
    objects: dict[Reference, bytes] = field(default_factory=dict)
    shared: dict[tuple[bool, int, int], Reference] = field(default_factory=dict)
    forms: dict[tuple[_Box, int], Reference] = field(default_factory=dict)
    around: tuple[Reference, Reference] | None = None

    def add(self, content: bytes) -> Reference:
        """Puts an object in under a new number."""
        place = Reference(self.next, 0)
        self.objects[place], self.next = content, self.next + 1
        return place


def told(data: Buffer, notice: Notice) -> bytes | None:
    """The file with the notice on each page; None where it has no page. Raises Damaged; Unfit where it is signed or
    encrypted; Unwritten for a character that the font does not hold."""
    if data.find(_SIGNED) >= 0:
        raise Unfit("the file is signed, and a stamp would break it: put the notice in and sign then, or --implicit")
    try:
        file = File(data)
    except Encrypted as locked:
        raise Unfit(f"{locked}; or --implicit") from None
    if file.handler:
        raise Unfit("the file is encrypted: take that off, put the notice in, and encrypt it then, or --implicit")
    every = list(pages(file))
    if every and shown(file) == notice.words and all(form(file, page) for page in every):
        return data[:]
    update, font = _Update(file, fresh(file)), Font(FONT.read_bytes())
    first = update.next
    for number, content in objects(font, notice.words, first).items():
        update.objects[Reference(number, 0)] = content
    update.next += _FONT_OBJECTS
    for page in every:
        _stamped(update, page, font, notice, first)
    return data[:] + updated(file, update.objects) if every else None


def _stamped(update: _Update, page: Page, font: Font, notice: Notice, letters: int) -> None:
    """A page with the notice: its form anew where it has one, else drawn behind what the page shows."""
    held = form(update.file, page)
    box, turned = _box(update.file, page), _turned(update.file, page)
    if held:
        update.objects[held[0]] = _form(box, turned, font, notice, letters)
        return
    key = (box, turned)
    if key not in update.forms:
        update.forms[key] = update.add(_form(box, turned, font, notice, letters))
    if update.around is None:
        update.around = update.add(_stream(b"q")), update.add(_stream(b"Q q /%s Do Q" % FORM.encode()))
    before, behind = update.around
    written: dict[str, bytes | None] = {
        "Contents": b"[%s]" % b" ".join(map(_named, (before, *_contents(update.file, page), behind))),
        **_resources(update, page, update.forms[key]),
    }
    update.objects[page.place] = edited(page.object.source, page.about, written)


def _contents(file: File, page: Page) -> Iterator[Reference]:
    """The streams of a page."""
    value = page.about.get("Contents")
    held = file.resolved(value)
    if isinstance(held, list):
        yield from (one for one in held if isinstance(one, Reference))
    elif isinstance(value, Reference) and held is not None:
        yield value


def _resources(update: _Update, page: Page, stamp: Reference) -> dict[str, bytes | None]:
    """The resources of a page with the form, in a new object; one for all pages that share both."""
    value, holder = page.given.get("Resources", (None, page.place))
    place = value if isinstance(value, Reference) else holder
    about = update.file.resolved(value)
    if not isinstance(about, Dictionary):
        return {"Resources": b"<</XObject <</%s %s>>>>" % (FORM.encode(), _named(stamp))}
    key = (isinstance(value, Reference), place.number, stamp.number)
    if key not in update.shared:
        source = update.file.object(place.number) or page.object
        update.shared[key] = update.add(_widened(update.file, source, about, stamp))
    return {"Resources": _named(update.shared[key])}


def _widened(file: File, source: Object, about: Dictionary, stamp: Reference) -> bytes:
    """Resources as an object, with the form among theirs."""
    forms, name = about.get("XObject"), FORM.encode()
    held = file.resolved(forms)
    inner = file.object(forms.number) if isinstance(forms, Reference) else source
    written = b"<</%s %s>>" % (name, _named(stamp))
    if isinstance(held, Dictionary) and inner:
        written = edited(inner.source, held, {FORM: _named(stamp)})
    return edited(source.source, about, {"XObject": written})


def _box(file: File, page: Page) -> _Box:
    """What is shown of a page, in its own units: left, lower, right, upper."""
    for name in ("CropBox", "MediaBox"):
        held = file.resolved(page.value(name))
        every = [file.resolved(one) for one in held] if isinstance(held, list) else []
        numbers = [float(one) for one in every if isinstance(one, int | float) and abs(one) < _FARTHEST]
        if len(numbers) == 4:
            left, right = sorted((numbers[0], numbers[2]))
            lower, upper = sorted((numbers[1], numbers[3]))
            if right - left > 1 and upper - lower > 1:
                return left, lower, right, upper
    return _PAGE


def _turned(file: File, page: Page) -> int:
    """Quarter turns clockwise by which a page is shown."""
    value = file.resolved(page.value("Rotate"))
    return int(value) // 90 % 4 if isinstance(value, int | float) else 0


def _form(box: _Box, turned: int, font: Font, notice: Notice, letters: int) -> bytes:
    """The form of the notice for pages of this size and turn."""
    left, lower, right, upper = box
    wide, high = (right - left, upper - lower) if turned % 2 == 0 else (upper - lower, right - left)
    matrix = (
        (1, 0, 0, 1, left, lower), (0, 1, -1, 0, right, lower), (-1, 0, 0, -1, right, upper),
        (0, -1, 1, 0, left, upper),
    )[turned]  # fmt: skip
    content = _drawn(wide, high, font, notice)
    about = b"/Type /XObject /Subtype /Form /BBox [0 0 %s %s] /Matrix [%s] /Resources <</Font <</F %d 0 R>>>>" % (
        _figure(wide), _figure(high), b" ".join(map(_figure, matrix)), letters,
    )  # fmt: skip
    return _stream(content, about)


def _drawn(wide: float, high: float, font: Font, notice: Notice) -> bytes:
    """The plate and the words at the middle of the upper edge."""
    letters = font.letters(notice.words)
    run = sum(one.width for one in letters) / 1000
    size = min(max(min(wide, high) * _LETTERS, _LEAST), wide / (run + 2))
    plate, deep = (run + 1) * size, 1.6 * size
    left, lower = (wide - plate) / 2, high - deep - 0.4 * size
    codes = b"".join(b"%04x" % one.number for one in letters)
    spoken = (b"\xfe\xff" + notice.words.encode("utf-16-be")).hex().encode()
    return (
        b"q 0.91 g %s %s %s %s re f 0.1 g BT /F %s Tf %s %s Td /Span <</ActualText "
        b"<%s> /Lang (%s)>> BDC <%s> Tj EMC ET Q" % (
            *map(_figure, (left, lower, plate, deep, size, left + size / 2, lower + 0.42 * size)), spoken,
            notice.tag.encode(), codes,
        )
    )  # fmt: skip


def _figure(number: float) -> bytes:
    return f"{number:.3f}".rstrip("0").rstrip(".").encode()


def _named(place: Reference) -> bytes:
    return b"%d %d R" % (place.number, place.generation)


def _stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)
