"""Titles: what people call the formats that carriers name for programs."""

from __future__ import annotations

from typing import Final

_TITLES: Final = {
    "ooxml": "Office (DOCX, XLSX, PPTX)", "odf": "OpenDocument (ODT, ODS, ODP)", "epub": "EPUB", "webp": "WebP",
    "ogg": "Ogg (Vorbis, Opus)", "ogv": "Ogg with pictures", "mkv": "Matroska", "webm": "WebM", "mov": "QuickTime",
    "markdown": "Markdown", "gltf": "glTF", "code-hash": "code with # comments", "code-slash": "code with // comments",
    "code-dash": "code with -- comments", "code-semicolon": "code with ; comments", "code-css": "CSS",
    "code-percent": "TeX and other code with % comments", "code-markup": "Vue, Svelte and XSLT", "code-xml": "XML",
    "code-php": "PHP", "code-fortran": "Fortran", "code-basic": "Visual Basic", "code-batch": "batch files",
    "code-vtt": "WebVTT", "text": "plain text", "table": "CSV and TSV",
}  # fmt: skip

_REFUSED: Final = {
    (".json", ".geojson", ".ipynb", ".jsonl", ".ndjson"):
        "JSON has no comments, so it has no place for a label or a notice, and one more key may break what reads it: "
        "tell people where the file is shown, or pack it with a labelled file, such as a README.md",
    (".srt", ".ass", ".ssa"):
        "these subtitles have no comments, and a cue of words would be shown over the film: label the film itself, "
        "or convert them to WebVTT (.vtt)",
}  # fmt: skip
"""Ordinary files without a place for a label, and what to do about them, by the ending of their names."""


def title(name: str) -> str:
    """What people call the format of a carrier of this name."""
    return _TITLES.get(name, name)


def refused(name: str) -> str:
    """Why a file of this name cannot be labelled, and what to do; empty where that is not known."""
    last = name.lower()
    return next((why for endings, why in _REFUSED.items() if last.endswith(endings)), "")
