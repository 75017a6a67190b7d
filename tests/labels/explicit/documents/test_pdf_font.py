from __future__ import annotations

import io
import zlib

from fontTools.ttLib import TTFont

from guiju.labels.explicit.documents.pdf_font import FONT, Font, objects

WORDS = "本内容由人工智能生成 AI-x"


def test_letters_are_those_of_the_font() -> None:
    font, other = Font(FONT.read_bytes()), TTFont(FONT)
    names, metrics = other.getBestCmap(), other["hmtx"]
    for char, letter in zip(WORDS, font.letters(WORDS), strict=True):
        name = names[ord(char)]
        assert letter.glyph == other.getGlyphID(name) and letter.width == metrics[name][0]
        assert f"cid{letter.number:05d}" == name


def test_what_is_cut_draws_the_same_and_no_more() -> None:
    font = Font(FONT.read_bytes())
    letters = font.letters("生成")
    whole, cut = TTFont(FONT), TTFont(io.BytesIO(FONT.read_bytes().replace(font.cff, font.cut(letters))))
    kept = {whole.getGlyphName(one.glyph) for one in letters}
    for name in whole.getGlyphOrder():
        drawn = [len(one["CFF "].cff[0].CharStrings[name].bytecode or b"") for one in (whole, cut)]
        assert drawn[0] == drawn[1]
        same = whole["CFF "].cff[0].CharStrings[name].bytecode == cut["CFF "].cff[0].CharStrings[name].bytecode
        assert same or name not in kept
    assert len(zlib.compress(font.cut(letters), 9)) < len(zlib.compress(font.cff, 9)) / 2


def test_it_is_five_objects() -> None:
    assert list(objects(Font(FONT.read_bytes()), WORDS, 7)) == [7, 8, 9, 10, 11]
