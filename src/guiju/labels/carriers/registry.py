"""Every carrier, in the order in which a file is tried."""

from __future__ import annotations

from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import Buffer, Carrier
from guiju.labels.carriers.avi import AVI
from guiju.labels.carriers.epub import EPUB
from guiju.labels.carriers.flac import FLAC
from guiju.labels.carriers.flv import FLV
from guiju.labels.carriers.gif import GIF
from guiju.labels.carriers.gltf import GLTF
from guiju.labels.carriers.heif import AVIF, HEIC
from guiju.labels.carriers.html import HTML
from guiju.labels.carriers.id3 import MP3
from guiju.labels.carriers.jpeg import JPEG
from guiju.labels.carriers.markdown import Markdown
from guiju.labels.carriers.matroska import MKV, WEBM
from guiju.labels.carriers.mp4 import M4A, MOV, MP4
from guiju.labels.carriers.odf import ODF
from guiju.labels.carriers.ogg import OGG, OGV
from guiju.labels.carriers.ooxml import OOXML
from guiju.labels.carriers.pdf import PDF
from guiju.labels.carriers.plain import TEXTS
from guiju.labels.carriers.png import PNG
from guiju.labels.carriers.source import SOURCES, XML
from guiju.labels.carriers.svg import SVG
from guiju.labels.carriers.tiff import TIFF
from guiju.labels.carriers.wav import WAV
from guiju.labels.carriers.webp import WebP

CARRIERS: Final[tuple[Carrier, ...]] = (
    PNG(),
    PDF(),
    OOXML(),
    ODF(),
    EPUB(),
    JPEG(),
    WebP(),
    GIF(),
    TIFF(),
    FLAC(),
    MP3(),
    FLV(),
    MKV,
    WEBM,
    HEIC,
    AVIF,
    M4A,
    MOV,
    MP4(),
    WAV(),
    AVI(),
    OGG(),
    OGV,
    Markdown(),
    GLTF(),
    *SOURCES,
    HTML(),
    SVG(),
    XML,
    *TEXTS,
)
"""Formats with a signature stand before those that are known by the name of the file alone."""


def carrier_of(data: Buffer, name: str = "") -> Carrier | None:
    """The format of a file by its bytes, and by its name where bytes do not tell; None for a format not known."""
    return next((carrier for carrier in CARRIERS if carrier.knows(data, name)), None)


def kind_of_file(data: Buffer, name: str = "") -> Kind | None:
    """What a file is, by its format; None for a format not known."""
    carrier = carrier_of(data, name)
    return carrier.kind if carrier else None
