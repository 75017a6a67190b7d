from __future__ import annotations

import sys
from importlib.util import find_spec

import numpy as np
import pytest

from guiju.labels.extra import Missing
from guiju.labels.marks import AudioSealMark, TrustMarkMark
from guiju.labels.marks.foreign import Foreign

PICTURE, SOUND = np.zeros((300, 300, 3), np.uint8), np.zeros(16000, np.float32)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An installed package of a name, without its weights."""

    def made(name):
        home = tmp_path / "site" / name
        (home / "models").mkdir(parents=True)
        (home / "__init__.py").write_text("")
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
        monkeypatch.delitem(sys.modules, name, raising=False)
        return home

    return made


@pytest.mark.skipif(find_spec("trustmark") is not None, reason="trustmark is installed")
def test_without_its_package_trustmark_says_so():
    mark: Foreign = TrustMarkMark()
    assert not mark.present().ready
    assert "pip install trustmark" in mark.present().why
    with pytest.raises(Missing, match="trustmark"):
        mark.write(PICTURE, 5)
    with pytest.raises(Missing, match="trustmark"):
        mark.read(PICTURE)


@pytest.mark.skipif(find_spec("audioseal") is not None, reason="audioseal is installed")
def test_without_its_package_audioseal_says_so(tmp_path):
    mark: Foreign = AudioSealMark(tmp_path)
    assert "pip install audioseal" in mark.present().why


def test_a_package_without_weights_is_not_ready(package):
    home = package("trustmark")
    presence = TrustMarkMark().present()
    assert not presence.ready
    assert str(home / "models") in presence.why
    assert "encoder_Q.ckpt" in presence.why
    for name in ("trustmark_Q.yaml", "encoder_Q.ckpt", "decoder_Q.ckpt"):
        (home / "models" / name).write_bytes(b"" if name.startswith("decoder") else b"weights")
    assert TrustMarkMark().present().why.endswith("decoder_Q.ckpt")  # an empty file is a fetch that broke off
    (home / "models" / "decoder_Q.ckpt").write_bytes(b"weights")
    assert TrustMarkMark().present().ready
    assert not TrustMarkMark("P").present().ready


def test_weights_elsewhere_are_told_where_they_belong(package, tmp_path):
    home = package("trustmark")
    why = TrustMarkMark(weights=tmp_path).present().why
    assert str(tmp_path) in why
    assert str(home / "models") in why


def test_audioseal_without_weights_is_not_ready(package, tmp_path):
    package("audioseal")
    assert "generator_base.pth, detector_base.pth" in AudioSealMark(tmp_path).present().why
    with pytest.raises(Missing, match="detector_base"):
        AudioSealMark(tmp_path).read(SOUND)


@pytest.mark.parametrize("mark", [TrustMarkMark(), AudioSealMark.__new__(AudioSealMark)])
def test_a_number_that_does_not_fit_is_refused(mark):
    with pytest.raises(ValueError, match=f"{mark.bits} bits"):
        mark.write(PICTURE, 1 << mark.bits)
