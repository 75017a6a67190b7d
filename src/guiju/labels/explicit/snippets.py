"""Snippets: the explicit labels that the client's interface shows, as HTML and one style sheet (GB 45438-2025, 5.1 to
5.6).

What a page needs is ``style_sheet`` once, in a file or a ``<style>`` with a nonce, and a snippet where content is.
There is no script and no inline style, so they stand under a content security policy without ``unsafe-inline``. Heights
of letters hang on the container: a letter's ink is a share of the shortest side, whatever the size of the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from guiju.core.language import Lang
from guiju.labels.explicit.sizes import Sizes
from guiju.labels.explicit.wording import Tongue, wordings

Place = Literal["start", "end"]

_CAPITAL: Final = 0.66
"""Own number: the least height of a capital against its font size among the fonts that systems set Latin letters in; an
ideograph is higher in every one of them. What is shown in letters of share / this is at least as high as the share."""

_LEAST_PIXELS: Final = 14  # own number: below that font size an ideograph is not read on a screen
_ASIDE: Final[dict[Lang, str]] = {"zh": "内容标识", "en": "Content label"}

_SHEET: Final = """\
.guiju-label, .guiju-notice, .guiju-corner, .guiju-prompt {{
  box-sizing: border-box; margin: 0; color: #fff; background: #262626; border-radius: .2em; padding: .15em .4em;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; font-weight: 700;
  line-height: 1.3; font-style: normal; text-transform: none; letter-spacing: normal; visibility: visible; opacity: 1;
}}
.guiju-notice {{ display: block; width: fit-content; font-size: max(1em, {least}px); margin: .5em 0; }}
.guiju-corner {{ display: inline-block; font-size: max(.75em, {least}px); vertical-align: super; margin: 0 .2em; }}
.guiju-frame {{ position: relative; display: inline-block; max-width: 100%; container-type: normal; }}
.guiju-frame > img, .guiju-frame > video, .guiju-frame > canvas, .guiju-frame > model-viewer {{
  display: block; max-width: 100%; height: auto;
}}
.guiju-over {{
  position: absolute; inset: 0; container-type: size; pointer-events: none; overflow: hidden;
  display: flex; align-items: flex-end; justify-content: flex-end;
}}
.guiju-film {{ align-items: flex-start; }}
.guiju-over > .guiju-label {{ margin: 2cqmin; max-width: calc(100% - 4cqmin); overflow-wrap: anywhere; }}
.guiju-label {{ text-wrap: balance; }}
.guiju-picture > .guiju-label {{ font-size: max({picture}cqmin, {least}px); }}
.guiju-film > .guiju-label {{ font-size: max({film}cqmin, {least}px); }}
.guiju-scene {{ align-items: center; justify-content: center; }}
.guiju-scene > .guiju-label {{ font-size: max({scene}cqmin, {least}px); }}
.guiju-sound {{ display: inline-flex; flex-wrap: wrap; align-items: center; gap: .5em; }}
.guiju-sound > .guiju-label {{ font-size: max(1em, {least}px); }}
.guiju-prompt {{
  display: block; position: sticky; inset-block-start: 0; z-index: 2147483647; width: 100%; text-align: center;
  border-radius: 0; font-size: max(1em, {least}px);
}}
@media (forced-colors: active) {{
  .guiju-label, .guiju-notice, .guiju-corner, .guiju-prompt {{ border: 1px solid; }}
}}
@media print {{
  .guiju-label, .guiju-notice, .guiju-corner, .guiju-prompt {{ print-color-adjust: exact; position: static; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Snippets:
    """The snippets of one service: in which language, for which value of the label, of which sizes, in whose words."""

    sizes: Sizes
    lang: Lang = "zh"
    value: str = "1"
    own: str = ""
    tongue: Tongue | None = None

    @property
    def words(self) -> str:
        """What the label reads. Raises ValueError for a value other than 1, 2 and 3."""
        return wordings(self.value, self.tongue or self.lang, self.own)[0]

    def style_sheet(self) -> str:
        """The style sheet that all snippets need, the same for every language and value."""
        return style_sheet(self.sizes)

    def notice(self) -> str:
        """The words in front of an answer, behind it or between its parts (5.1)."""
        return f'<p class="guiju-notice" role="note" lang="{self._tag()}">{escape(self.words)}</p>'

    def corner(self, mark: str) -> str:
        """A corner mark beside an answer (5.1); ``mark`` is what the pack lets it read (label.corner_mark_words)."""
        words = escape(self.words, quote=True)
        return f'<sup class="guiju-corner" role="note" title="{words}" aria-label="{words}">{escape(mark)}</sup>'

    def answer(self, text: str, place: Place | Literal["both"] = "start") -> str:
        """An answer of plain text with its notice at ``place``; lines are kept."""
        front = self.notice() if place in ("start", "both") else ""
        back = self.notice() if place in ("end", "both") else ""
        body = "<br>".join(escape(line) for line in text.split("\n"))
        return f'<div class="guiju-answer">{front}<div class="guiju-text">{body}</div>{back}</div>'

    def picture(self, source: str, description: str = "") -> str:
        """A picture with the label over its corner (5.2), for a file that does not have it drawn in."""
        alternative = escape(f"{description} ({self.words})" if description else self.words, quote=True)
        return self._frame(f'<img src="{_address(source)}" alt="{alternative}">', "guiju-picture")

    def film(self, source: str, kind: str = "video/mp4") -> str:
        """A player with the label over its picture before, during and after playback (5.4). In a full screen or a
        window of its own the browser would show the film alone: the player offers neither."""
        track = f'<source src="{_address(source)}" type="{escape(kind, quote=True)}">'
        kept = 'controlslist="nofullscreen" disablepictureinpicture playsinline'
        return self._frame(f'<video controls {kept} preload="metadata">{track}</video>', "guiju-film")

    def sound(self, source: str, kind: str = "audio/mpeg") -> str:
        """A player of sound with the label beside it (5.6); it stands in for no label in the sound itself (5.3)."""
        track = f'<source src="{_address(source)}" type="{escape(kind, quote=True)}">'
        return f'<span class="guiju-sound"><audio controls>{track}</audio>{self._label()}</span>'

    def scene(self, inner: str = "<canvas></canvas>") -> str:
        """The start frame of a virtual scene (5.5): ``inner`` is the client's own markup and goes in as it is."""
        return self._frame(inner, "guiju-scene")

    def prompt(self) -> str:
        """The words that an interface shows all the while (5.6): first in what scrolls, it stays at its top."""
        tag, name = self._tag(), escape(_ASIDE[self.lang], quote=True)
        return f'<aside class="guiju-prompt" role="note" aria-label="{name}" lang="{tag}">{escape(self.words)}</aside>'

    def _frame(self, content: str, kind: str) -> str:
        return f'<div class="guiju-frame">{content}<div class="guiju-over {kind}">{self._label()}</div></div>'

    def _label(self) -> str:
        return f'<span class="guiju-label" role="note" lang="{self._tag()}">{escape(self.words)}</span>'

    def _tag(self) -> str:
        return "en" if (self.tongue or self.lang) == "en" else "zh-CN"


def style_sheet(sizes: Sizes) -> str:
    """The style sheet of all snippets for these sizes."""
    shares = {"picture": sizes.picture_share, "film": sizes.video_share, "scene": sizes.scene_share}
    return _SHEET.format(least=_LEAST_PIXELS, **{name: _percent(share / _CAPITAL) for name, share in shares.items()})


def page(snippets: Snippets, body: Sequence[str], nonce: str = "") -> str:
    """A whole page of snippets, to be looked at; its own content security policy allows no script and no inline style
    but the sheet's."""
    policy = f"default-src 'none'; img-src * data:; media-src *; style-src 'nonce-{nonce or 'guiju'}'"
    inner = "\n".join(body)
    return (
        f'<!doctype html>\n<html lang="{snippets.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=True)}">\n'
        f"<title>{escape(snippets.words)}</title>\n"
        f'<style nonce="{escape(nonce or "guiju", quote=True)}">\n{snippets.style_sheet()}</style>\n</head>\n'
        f"<body>\n{inner}\n</body>\n</html>\n"
    )


def _address(source: str) -> str:
    """An address as an attribute. Raises ValueError for one that a browser would run."""
    scheme = source.strip().partition(":")[0].lower()
    if "".join(scheme.split()) in ("javascript", "vbscript") or any(char < " " for char in source):
        raise ValueError("the address of a picture, film or sound: a scheme that is run, or a control character in it")
    return escape(source, quote=True)


def _percent(share: float) -> str:
    return f"{share * 100:.3f}".rstrip("0").rstrip(".")
