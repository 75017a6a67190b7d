from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pypdf
import pytest
from PIL import Image

from guiju.labels import examine
from guiju.labels.explicit.documents.pdf_font import Unwritten
from guiju.labels.explicit.sizes import Unfit
from tests.labels.carriers.pages import PAGE, SHOWN, hybrid, objects, saved, stream, streamed, table
from tests.labels.explicit.documents.samples import EN, MAYBE, ZH, read, told

FILES = {
    "table": lambda: table(objects()),
    "no Info": lambda: table(objects(None)),
    "stream": lambda: streamed(objects()),
    "all in an object stream": lambda: streamed(objects(), (1, 2, 3, 5), predictor=True),
    "hybrid": hybrid,
    "linearised": lambda: saved(table(objects()), linearize=True),
}


def paged(count: int, **about: object) -> bytes:
    """Pages that share what is theirs with the tree above them."""
    made, out = pikepdf.new(), io.BytesIO()
    for n in range(count):
        page = made.add_blank_page(page_size=(300 + 10 * (n % 2), 200))
        page.Contents = made.make_stream(b"0.5 g 10 10 50 50 re f")
        for name, value in about.items():
            page[f"/{name}"] = value
    made.Root.Pages.Resources = made.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary()))
    for page in made.pages:
        if "/Resources" in page:
            del page["/Resources"]
    made.save(out)
    return out.getvalue()


def pixels(data: bytes, folder: Path) -> list[np.ndarray]:
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("pdftoppm is not installed")
    (folder / "a.pdf").write_bytes(data)
    for old in folder.glob("p*.png"):
        old.unlink()
    subprocess.run([program, "-cropbox", "-r", "72", "-png", folder / "a.pdf", folder / "p"], timeout=60, check=True)
    return [np.asarray(Image.open(one).convert("L")) for one in sorted(folder.glob("p*.png"))]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_read_beside_what_was_there(name: str, lang: str, tmp_path: Path) -> None:
    before = FILES[name]()
    made = told(before, "a.pdf", lang=lang)
    assert made.startswith(before), "nothing that was there changes"
    with pikepdf.open(io.BytesIO(made)) as file:
        assert not file.check_pdf_syntax()
    shown = read(made, tmp_path)
    assert (ZH if lang == "zh" else EN) in shown and "Hello" in shown
    assert (ZH if lang == "zh" else "AI-generated content") in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_it_is_on_every_page_whatever_its_size_and_turn(tmp_path: Path) -> None:
    for turn in (0, 90, 180, 270):
        data = paged(3, Rotate=turn, CropBox=pikepdf.Array([20, 10, 290, 190]))
        made = told(data, "a.pdf")
        for before, after in zip(pixels(data, tmp_path), pixels(made, tmp_path), strict=True):
            changed = np.argwhere(before != after)
            top, left = changed.min(axis=0)
            bottom, right = changed.max(axis=0)
            high, wide = before.shape
            assert top < 0.05 * high and bottom < 0.2 * high, "it is at the upper edge as the page is shown"
            assert abs((left + right) / 2 - wide / 2) < 3 and right - left > 2 * (bottom - top)
    assert read(told(paged(3), "a.pdf"), tmp_path).count(ZH) == 3


def test_what_pages_share_is_added_once() -> None:
    one, many = (len(told(paged(count), "a.pdf")) - len(paged(count)) for count in (2, 42))
    assert many - one < 40 * 400


def test_another_takes_its_place(tmp_path: Path) -> None:
    made = told(told(paged(3), "a.pdf"), "a.pdf", "2")
    shown = read(made, tmp_path)
    assert shown.count(MAYBE) == 3 and ZH not in shown
    assert MAYBE in [remark.detail for remark in examine(made, "a.pdf").remarks]


def test_what_is_left_open_does_not_move_it(tmp_path: Path) -> None:
    turned = table({**objects(), 4: stream(b"q 0 1 -1 0 300 0 cm " + SHOWN)})
    plain, moved = (pixels(told(data, "a.pdf"), tmp_path)[0] for data in (table(objects()), turned))
    assert plain.shape == moved.shape


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace(b"/Contents 4 0 R", b""),
        PAGE.replace(b"/Contents 4 0 R", b"/Contents [4 0 R 4 0 R]"),
        PAGE.replace(b"/Resources", b"/Other"),
        PAGE.replace(b"/Resources <<", b"/Resources <</XObject <</X 4 0 R>>"),
        PAGE.replace(b"/MediaBox [0 0 200 100]", b"/MediaBox [200 100 0 0]"),
        PAGE.replace(b"/MediaBox [0 0 200 100]", b"/MediaBox 7"),
    ],
)
def test_pages_of_other_builds(page: bytes, tmp_path: Path) -> None:
    made = told(table({**objects(), 3: page}), "a.pdf")
    assert read(made, tmp_path).count(ZH) == 1
    assert told(made, "a.pdf") == made


def test_what_is_signed_or_locked_is_refused() -> None:
    signed = table({**objects(), 6: b"<</Type /Sig /ByteRange [0 1 2 3]>>"})
    with pytest.raises(Unfit, match="signed"):
        told(signed, "a.pdf")
    for user in ("", "secret"):
        locked = saved(table(objects()), encryption=pikepdf.Encryption(owner="own", user=user))
        with pytest.raises(Unfit, match="encrypted|password"):
            told(locked, "a.pdf")


def test_letters_that_the_font_has_not_are_refused() -> None:
    with pytest.raises(Unwritten, match="龘"):
        told(table(objects()), "a.pdf", words="AI生成龘")
