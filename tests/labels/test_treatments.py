from __future__ import annotations

import shutil
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from guiju.core.content import Kind
from guiju.core.text import Text
from guiju.labels.carriers import CARRIERS, carrier_of
from guiju.labels.handling import Refused
from guiju.labels.treatments import TREATMENTS, Treatment, treated
from tests.cli.labelling import workbook
from tests.labels.carriers.media import film
from tests.labels.cases.made_documents import page_of, pdf_of, word_of
from tests.labels.cases.made_pictures import png_of, svg_of

QUICK = [one for one in TREATMENTS if one.tool != "LibreOffice"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A file of each kind that treatments ask for, the likeliest first."""
    folder = tmp_path_factory.mktemp("in")
    for ending in ("png", "gif", "avif"):
        Image.linear_gradient("L").convert("RGB").save(folder / f"a.{ending}")
    made = {
        "a.wav": film("wav", video="", audio="pcm_s16le", frames=90), "a.pdf": pdf_of("{}"), "a.html": page_of("{}"),
        "a.docx": word_of("{}"), "a.svg": svg_of("{}"), "a.txt": "文".encode(),
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).write_bytes(data)
    moving(folder / "a.mp4")
    workbook(folder / "a.xlsx")
    return sorted(folder.iterdir(), key=lambda path: path.suffix == ".gif")


def moving(path: Path) -> None:
    """Six seconds of film and sound."""
    with av.open(str(path), "w") as box:
        picture, sound = box.add_stream("mpeg4", rate=4), box.add_stream("aac", rate=8000, layout="mono")
        picture.width, picture.height, picture.pix_fmt = 48, 32, "yuv420p"
        for n in range(24):
            box.mux(picture.encode(av.VideoFrame.from_ndarray(np.full((32, 48, 3), 9 * n, np.uint8), "rgb24")))
        for n in range(0, 48000, 1024):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 8000, n
            box.mux(sound.encode(frame))
        for stream in (picture, sound):
            box.mux(stream.encode(None))


def fitting(treatment: Treatment, files: list[Path]) -> Path:
    for path in files:
        carrier = carrier_of(path.read_bytes(), path.name)
        if carrier and treatment.fits(path, carrier.name, carrier.kind):
            return path
    raise AssertionError(f"no sample for {treatment}")


def test_what_a_treatment_applies_to_is_there() -> None:
    known = {carrier.name for carrier in CARRIERS} | set(Kind) | {end for one in CARRIERS for end in one.endings}
    for one in TREATMENTS:
        assert one.applies and one.applies <= known, one


def test_what_only_text_is_put_through_no_document_is(files: list[Path]) -> None:
    (recoded,) = (one for one in TREATMENTS if one.tool == "iconv")
    carriers = [(path, carrier_of(path.read_bytes(), path.name)) for path in files]
    fitted = {path.suffix for path, one in carriers if one and recoded.fits(path, one.name, one.kind)}
    assert fitted == {".txt", ".html"}


def test_no_treatment_is_there_twice() -> None:
    named = [(one.tool, one.what, one.ending) for one in TREATMENTS]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("treatment", QUICK, ids=lambda one: f"{one.tool}, {one.what.en}")
def test_a_tool_makes_a_file_of_the_format_that_it_names(
    treatment: Treatment, files: list[Path], tmp_path: Path
) -> None:
    if not treatment.there:
        pytest.skip(f"{treatment.tool} is not installed")
    source = fitting(treatment, files)
    before = source.read_bytes()
    made = treated(treatment, source, tmp_path)
    carrier = carrier_of(made.read_bytes(), made.name)
    assert carrier and made.suffix in carrier.endings, made
    assert source.read_bytes() == before


@pytest.mark.parametrize("tool", ["Pillow", "OpenCV", "ffmpeg", "qpdf"])
def test_a_tool_that_does_not_take_a_file_says_so(tool: str, tmp_path: Path) -> None:
    treatment = next(one for one in TREATMENTS if one.tool == tool)
    if not treatment.there:
        pytest.skip(f"{tool} is not installed")
    (tmp_path / "a.png").write_bytes(png_of(None)[:40])
    (tmp_path / "out").mkdir()
    with pytest.raises(Refused):
        treated(treatment, tmp_path / "a.png", tmp_path / "out")


def test_a_program_that_is_not_there_is_known_not_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Treatment("ffmpeg", Text("", ""), frozenset(("mp4",)), shutil.copyfile)
    monkeypatch.setenv("PATH", "")
    assert not one.there
    assert Treatment("Pillow", Text("", ""), frozenset(("png",)), shutil.copyfile).there


@pytest.mark.skipif(shutil.which("convert") is None, reason="ImageMagick is not installed")
def test_a_name_is_never_an_option_of_the_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (8, 8), "red").save("-resize.png")
    before = Path("-resize.png").read_bytes()
    for tool in ("ImageMagick", "cwebp", "ffmpeg"):
        for treatment in TREATMENTS:
            if treatment.tool == tool and treatment.there and treatment.fits(Path("a.png"), "png", Kind.IMAGE):
                (folder := tmp_path / f"{tool}{TREATMENTS.index(treatment)}").mkdir()
                assert treated(treatment, Path("-resize.png"), folder).stat().st_size
    assert Path("-resize.png").read_bytes() == before
