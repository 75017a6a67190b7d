from __future__ import annotations

import base64
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("PIL", reason="needs the extra labels")
from guiju.labels.explicit.snippets import Snippets, page, style_sheet
from tests.labels.explicit.paintings import SIZES, coded, image, opened

ZH, EN = Snippets(SIZES), Snippets(SIZES, "en")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Markup(HTMLParser):
    """Elements that were opened, with their attributes, and the text between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def every(snippets: Snippets, text: str = "hello", source: str = "a.bin") -> list[str]:
    return [
        snippets.notice(), snippets.corner("AI"), snippets.answer(text, "both"), snippets.picture(source, text),
        snippets.film(source), snippets.sound(source), snippets.scene(), snippets.prompt(),
    ]  # fmt: skip


@pytest.mark.parametrize("snippets", (ZH, EN, Snippets(SIZES, "zh", "3"), Snippets(SIZES, "zh", own="图片由AI合成")))
def test_every_snippet_shows_both_elements_and_fits_a_strict_policy(snippets: Snippets) -> None:
    for one in every(snippets):
        markup = Markup(one)
        shown = markup.words + " ".join(str(attrs.get("title", "")) for _, attrs in markup.tags)
        assert snippets.words in shown
        assert not {tag for tag, _ in markup.tags} & {"script", "style"}
        assert not [name for _, attrs in markup.tags for name in attrs if name == "style" or name.startswith("on")]


@given(st.text(max_size=40), st.text(alphabet=st.characters(min_codepoint=32), max_size=30))
def test_nothing_that_is_shown_becomes_markup(text: str, source: str) -> None:
    plain = [[tag for tag, _ in Markup(one).tags if tag != "br"] for one in every(ZH, "hello", "a.bin")]
    try:
        made = every(ZH, text, source)
    except ValueError:
        assert re.match(r"\s*(java|vb)script", source, re.IGNORECASE)
        return
    assert [[tag for tag, _ in Markup(one).tags if tag != "br"] for one in made] == plain


@pytest.mark.parametrize(
    "source", ("javascript:alert(1)", " JavaScript:x", "java\nscript:x", "vbscript:x", "java script:x")
)
def test_an_address_that_is_run_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="address"):
        ZH.picture(source)


def test_the_notice_stands_where_it_is_asked_for() -> None:
    words = ZH.words
    assert Markup(ZH.answer("甲", "start")).words == f"{words}甲"
    assert Markup(ZH.answer("甲", "end")).words == f"甲{words}"
    assert Markup(ZH.answer("甲", "both")).words == f"{words}甲{words}"


def test_the_sheet_has_braces_in_pairs_and_no_import() -> None:
    sheet = style_sheet(SIZES)
    assert sheet.count("{") == sheet.count("}") and "{{" not in sheet
    assert "@import" not in sheet and "url(" not in sheet
    assert "max(7.576cqmin, 14px)" in sheet


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    return tmp_path_factory.mktemp("chromium")


def shot(browser: Path, body: str, width: int, height: int) -> np.ndarray:
    """What the browser shows of a page, RGB."""
    (browser / "page.html").write_text(page(ZH, [body]), encoding="utf-8")
    picture = browser / "shot.png"
    subprocess.run(
        [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={browser / 'profile'}", f"--window-size={width},{height}", f"--screenshot={picture}",
            f"file://{browser}/page.html",
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return np.asarray(opened(picture.read_bytes()).convert("RGB")).astype(int)


def ink_height(shown: np.ndarray) -> int:
    """Rows of the letters: white within what is darker than the picture."""
    white = (shown > 200).all(axis=-1)
    rows = np.flatnonzero(white.any(axis=1))
    return int(rows[-1] - rows[0] + 1)


@pytest.mark.parametrize(("width", "height"), ((640, 480), (300, 900), (1200, 240)))
def test_a_browser_shows_letters_as_high_as_asked(browser: Path, width: int, height: int) -> None:
    grey = base64.b64encode(coded(image("grey", height, width), "PNG")).decode()
    body = Snippets(SIZES, own="AI").picture(f"data:image/png;base64,{grey}")  # capitals are the lowest letters
    shown = shot(browser, body, width + 100, height + 200)
    where = np.argwhere((shown == 128).all(axis=-1))
    inside = shown[where[:, 0].min() : where[:, 0].max() + 1, where[:, 1].min() : where[:, 1].max() + 1]
    assert inside.shape[:2] == (height, width)
    assert ink_height(inside) >= SIZES.picture_share * min(width, height)


def test_the_prompt_goes_right_across_the_top_of_the_page(browser: Path) -> None:
    shown = shot(browser, ZH.prompt() + "<br>" * 200, 600, 300)
    dark = (shown[:60] < 60).all(axis=-1)
    assert dark.mean() > 0.2 and dark.any(axis=0).mean() > 0.9
    assert ".guiju-prompt {" in ZH.style_sheet() and "position: sticky" in ZH.style_sheet()
