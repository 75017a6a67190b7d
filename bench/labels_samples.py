"""Files of every format as a service would give them out: photographs, a film, speech-like sound, documents."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import openpyxl
from PIL import Image
from sklearn.datasets import load_sample_image

_SAVED: dict[str, dict[str, Any]] = {
    "png": {}, "jpeg": {"quality": 90}, "webp": {"quality": 85}, "gif": {}, "tiff": {},
}  # fmt: skip
WORDS = "今天的天气很好，河边的老街上很热闹。The old street by the river was busy. "


def samples(folder: Path) -> dict[str, Path]:
    """Writes one file of each format into a folder: name of the format → file. What needs a program that is not on this
    machine is left out."""
    found = {**_pictures(folder), **_sounds(folder), **_films(folder), **_texts(folder), **_documents(folder)}
    return {name: path for name, path in found.items() if path.is_file()}


def photograph() -> Image.Image:
    """A photograph of 640 by 427 pixels that comes with scikit-learn, doubled in size: 1.1 megapixels."""
    image = Image.fromarray(load_sample_image("china.jpg"))
    return image.resize((image.width * 2, image.height * 2), Image.Resampling.LANCZOS)


def _pictures(folder: Path) -> dict[str, Path]:
    image = photograph()
    made = {}
    for name, options in _SAVED.items():
        made[name] = folder / f"picture.{name}"
        image.save(made[name], **options)
    if shutil.which("heif-enc"):
        for name, told in (("heic", ()), ("avif", ("-A",))):
            made[name] = folder / f"picture.{name}"
            _run("heif-enc", *told, "-o", str(made[name]), str(made["png"]))
    svg = folder / "drawing.svg"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle r="30"/></svg>')
    return made | {"svg": svg}


def _sounds(folder: Path) -> dict[str, Path]:
    rate, seconds = 24_000, 10
    times = np.arange(rate * seconds) / rate
    rng = np.random.default_rng(3)
    loudness = 0.4 + 0.4 * np.sin(2 * np.pi * 3 * times)
    sound = np.sin(2 * np.pi * 180 * times) * loudness + rng.normal(0, 0.05, len(times))
    samples = (np.clip(sound, -1, 1) * 20_000).astype("<i2")
    source = folder / "speech.wav"
    with wave.open(str(source), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    made = {"wav": source}
    for name, codec in (("mp3", "libmp3lame"), ("flac", "flac"), ("m4a", "aac"), ("opus", "libopus")):
        made[name] = folder / f"speech.{name}"
        _coded(source, made[name], codec)
    return made


def _coded(source: Path, target: Path, codec: str) -> None:
    with av.open(str(source)) as read, av.open(str(target), "w") as write:
        stream: Any = write.add_stream(codec, rate=24_000)
        stream.layout = "mono"
        change = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=24_000,
                                   frame_size=stream.codec_context.frame_size or 1024)  # fmt: skip
        for frame in read.decode(audio=0):
            for one in change.resample(frame):
                write.mux(stream.encode(one))
        for one in change.resample(None):
            write.mux(stream.encode(one))
        write.mux(stream.encode(None))


def _films(folder: Path) -> dict[str, Path]:
    made = {}
    for name, codec in (("mp4", "libx264"), ("mov", "libx264"), ("mkv", "libx264"), ("webm", "libvpx-vp9"),
                        ("avi", "mpeg4"), ("flv", "libx264")):  # fmt: skip
        made[name] = folder / f"film.{name}"
        _filmed(made[name], codec)
    return made


def _filmed(target: Path, codec: str, seconds: int = 6, size: tuple[int, int] = (640, 360)) -> None:
    still = np.asarray(photograph())
    with av.open(str(target), "w") as write:
        stream: Any = write.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = *size, "yuv420p", 25
        if codec == "libvpx-vp9":
            stream.options = {"deadline": "realtime", "cpu-used": "8"}
        for n in range(25 * seconds):
            view = np.ascontiguousarray(still[2 * n : 2 * n + size[1], 3 * n : 3 * n + size[0]])
            write.mux(stream.encode(av.VideoFrame.from_ndarray(view, format="rgb24")))
        write.mux(stream.encode(None))


def _texts(folder: Path) -> dict[str, Path]:
    page = folder / "page.html"
    body = f"<body><p>{WORDS * 40}</p></body>"
    page.write_text(f"<!doctype html><html><head><title>T</title></head>{body}</html>", "utf-8")
    mark = folder / "page.md"
    mark.write_text(f"# 标题\n\n{WORDS * 40}\n", "utf-8")
    plain = folder / "page.txt"
    plain.write_text(WORDS * 40, "utf-8")
    code = folder / "tool.py"
    code.write_text("def one() -> int:\n    return 1\n" * 40, "utf-8")
    return {"html": page, "markdown": mark, "text": plain, "code": code}


def _documents(folder: Path) -> dict[str, Path]:
    book = openpyxl.Workbook()
    rows = book.create_sheet("rows", 0)
    for row in range(400):
        rows.append([row, WORDS, row * 2])
    sheet = folder / "table.xlsx"
    book.save(sheet)
    made = {"xlsx": sheet}
    if shutil.which("soffice"):
        for name, source in (("docx", "page.html"), ("odt", "page.html"), ("pdf", "table.xlsx"), ("ods", "table.xlsx")):
            with tempfile.TemporaryDirectory() as home:
                _run("soffice", "--headless", f"-env:UserInstallation=file://{home}", "--convert-to",
                     {"docx": "docx:MS Word 2007 XML", "odt": "odt:writer8"}.get(name, name), "--outdir", str(folder),
                     str(folder / source))  # fmt: skip
            made[name] = folder / f"{Path(source).stem}.{name}"
    return made


def _run(*told: str) -> None:
    subprocess.run(told, capture_output=True, check=False, timeout=120)


def bytes_of(image: Image.Image, form: str) -> bytes:
    """A picture as a file of a format."""
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()
