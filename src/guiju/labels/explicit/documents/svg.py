"""SVG: the notice is text on a plate at the lower edge, over all that is drawn.

It stands in a drawing of its own whose shortest side is a thousand, laid over the whole, so its letters are as high
as a share of the shortest side whatever the units of the drawing; ``textLength`` keeps it as wide as its plate in every
font.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from guiju.labels.carrier import Buffer, Damaged, Splice
from guiju.labels.carriers.svg import Drawing, drawn
from guiju.labels.explicit.documents.notice import INK, NAME, PLATE, Notice
from guiju.labels.explicit.lettering import lines_of
from guiju.labels.explicit.sizes import Unfit

_SIDE: Final = 1000
_CAPITAL: Final = 0.66  # own number: the least height of a capital against its font size, as for the client's interface
_LEADING: Final = 1.35  # own number: from line to line, in sizes of the letters
_EDGE: Final = 0.25  # own number: from the plate to the edge, in sizes
_BESIDE: Final = 0.3  # own number: from the words to the sides of their plate, in sizes
_LINES: Final = 3
_VIEW: Final = re.compile(r"\s*,?\s+|,")
_OTHER: Final = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)


def told(data: Buffer, notice: Notice) -> bytes | None:
    """The drawing with the notice. Raises Damaged; Unfit where the words are too long to be so high."""
    drawing = drawn(data)
    root = drawing.root
    if root.closing == root.start:
        raise Damaged("the drawing is empty", root.start)
    cuts = [Splice(one.start, one.end, b"") for one in root.within if one.attributes.get("class") == NAME]
    written = _label(drawing, notice)
    coding = "ascii" if _OTHER.match(drawing.data[:200]) else "utf-8"
    cuts.append(Splice(root.closing, root.closing, written.encode(coding, "xmlcharrefreplace")))
    out, last = list[bytes](), 0
    for cut in cuts:
        out += [data[last : cut.start], cut.data]
        last = cut.end
    return b"".join([*out, data[last:]])


def _label(drawing: Drawing, notice: Notice) -> str:
    """The drawing of the notice."""
    size = notice.share * _SIDE / _CAPITAL
    lines = _lines(notice, size)
    wide, name = max(map(_width, lines)) * size, drawing.root.prefix
    room, high = wide + 2 * _BESIDE * size, (len(lines) * _LEADING + _BESIDE) * size
    left, top = _SIDE - _EDGE * size - room, _SIDE - _EDGE * size - high
    told = "".join(_line(name, line, n, left + _BESIDE * size, top, size) for n, line in enumerate(lines))
    return (
        f'<{name}svg class="{NAME}" role="note" {_over(drawing)} viewBox="0 0 {_SIDE} {_SIDE}" '
        f'preserveAspectRatio="xMaxYMax meet"><{name}rect x="{left:.1f}" y="{top:.1f}" width="{room:.1f}" '
        f'height="{high:.1f}" style="fill:#{PLATE};fill-opacity:1;stroke:none"/>{told}</{name}svg>'
    )


def _line(name: str, line: str, n: int, left: float, top: float, size: float) -> str:
    wide, down = _width(line) * size, top + ((n + 1) * _LEADING - 0.15) * size
    return (
        f'<{name}text x="{left:.1f}" y="{down:.1f}" textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs" '
        f'style="font:bold {size:.2f}px sans-serif;fill:#{INK};fill-opacity:1;stroke:none;text-anchor:start;'
        f'display:inline;visibility:visible">{escape(line)}</{name}text>'
    )


def _lines(notice: Notice, size: float) -> tuple[str, ...]:
    """The words on as few lines as fit. Raises Unfit."""
    room = _SIDE / size - 2 * (_EDGE + _BESIDE)
    for words in (notice.words, notice.least):
        for count in range(1, _LINES + 1):
            lines = lines_of(words, count)
            if lines and max(map(_width, lines)) <= room:
                return lines
    raise Unfit(
        f"the words of the label are too long for a drawing, in letters as high as they have to be: {notice.words}"
    )


def _width(line: str) -> float:
    """Sizes that a line is wide."""
    return sum(1.0 if char >= "\u2e80" else 0.62 for char in line)


def _over(drawing: Drawing) -> str:
    """Where the whole drawing lies."""
    view = _VIEW.split(drawing.root.attributes.get("viewBox", "").strip())
    try:
        left, top, wide, high = map(float, view)
    except ValueError:
        return 'x="0" y="0" width="100%" height="100%"'
    if wide <= 0 or high <= 0:
        raise Unfit("the drawing has no size: its viewBox is empty")
    return f'x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}"'
