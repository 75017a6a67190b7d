from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.explicit import Unfit, pictured
from guiju.labels.explicit.lettering import Unwritable
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, image, opened

FILES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "png": ("PNG", "RGB", {}),
    "png of a palette": ("PNG", "P", {}),
    "png of one bit": ("PNG", "1", {}),
    "jpeg": ("JPEG", "RGB", {"quality": 70}),
    "jpeg of inks": ("JPEG", "CMYK", {}),
    "webp": ("WEBP", "RGB", {"quality": 60}),
    "webp without loss": ("WEBP", "RGBA", {"lossless": True}),
    "gif": ("GIF", "P", {}),
    "tiff": ("TIFF", "RGB", {"compression": "tiff_lzw"}),
    "tiff of floats": ("TIFF", "F", {}),
    "avif": ("AVIF", "RGB", {"quality": 60}),
}


def file(name: str, kind: str = "sky") -> bytes:
    form, mode, how = FILES[name]
    return coded(image(kind, mode=mode), form, **how)


@pytest.mark.parametrize("name", FILES)
def test_the_label_is_seen_in_a_file_of_the_same_format(name: str) -> None:
    before = file(name)
    after = pictured(before, "1", "zh", SIZES)
    assert opened(after).format == opened(before).format
    assert opened(after).size == opened(before).size
    assert opened(after).mode == opened(before).mode
    assert looked(before, SIZES.picture_share) is None
    remark = looked(after, SIZES.picture_share)
    assert remark is not None and remark.code == "explicit_seen"


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("jpeg", "jpeg of inks", "webp", "avif")])
def test_without_loss_nothing_outside_the_label_changes(name: str) -> None:
    before, after = (np.asarray(opened(one).convert("RGBA"), np.int16) for one in (file(name), _labelled(name)))
    changed = (before != after).any(axis=-1)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert np.ptp(rows) + 1 <= 0.15 * 180 and np.ptp(columns) + 1 <= 0.75 * 260


def _labelled(name: str) -> bytes:
    return pictured(file(name), "1", "zh", SIZES)


def test_own_words_and_those_that_cannot_be_written() -> None:
    own = "图片由AI合成"
    remark = looked(pictured(file("png"), "1", "zh", SIZES, own), SIZES.picture_share, own)
    assert remark is not None and own in remark.detail
    with pytest.raises(Unwritable, match="鼉"):
        pictured(file("png"), "1", "zh", SIZES, "AI生成鼉")


def test_a_value_of_no_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="1, 2 or 3"):
        pictured(file("png"), "4", "zh", SIZES)


@pytest.mark.parametrize(
    ("data", "told"), ((b"BM" + bytes(60), "a BMP cannot"), (b"hello", "of this format"), (b"", "of this format"))
)
def test_what_is_no_picture_of_ours_is_told(data: bytes, told: str) -> None:
    with pytest.raises(Unfit, match=told):
        pictured(data, "1", "zh", SIZES)


@pytest.mark.parametrize("name", FILES)
def test_half_a_file_is_told(name: str) -> None:
    data = file(name)
    with pytest.raises(Unfit):
        pictured(data[: len(data) // 2], "1", "zh", SIZES)


@settings(max_examples=60)
@given(st.sampled_from(sorted(set(FILES) - {"avif"})), st.data())
def test_damage_is_told_and_nothing_else_is_raised(name: str, data: st.DataObject) -> None:
    whole = bytearray(file(name, "white"))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        pictured(bytes(whole[:cut] if data.draw(st.booleans()) else whole), "1", "zh", SIZES)
    except Unfit:
        pass


def test_too_small_a_picture_is_told() -> None:
    with pytest.raises(Unfit, match="12 by 9 pixels has no room"):
        pictured(coded(image("white", 9, 12), "PNG"), "1", "zh", SIZES)


def test_without_the_libraries_it_is_told_how_to_get_them() -> None:
    tried = (
        "import sys; sys.modules.update(dict.fromkeys(('PIL', 'cv2')))\n"
        "from guiju.labels.explicit import Sizes, pictured\n"
        "from guiju.labels.extra import Missing\n"
        "try: pictured(bytes.fromhex('ffd8ff'), '1', 'zh', Sizes(.05, .05, .05, 2, 120, 160))\n"
        "except Missing as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert "pip install 'guiju[labels]'" in done.stdout
