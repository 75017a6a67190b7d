from __future__ import annotations

import io

import pytest

from guiju.labels.explicit.flac import FlacFile
from guiju.labels.explicit.sizes import Unfit
from tests.labels.explicit.test_sound import made


def block(kind: int, body: bytes) -> bytes:
    return bytes((kind,)) + len(body).to_bytes(3, "big") + body


INFO = bytes(34)


def test_blocks_are_carried_over_but_those_that_count_samples() -> None:
    source = b"fLaC" + b"".join(
        (
            block(0, INFO),
            block(3, b"seek"),
            block(4, b"tags"),
            block(5, b"cues"),
            block(6, b"picture"),
            block(0x81, b"\0"),
        )
    )
    target = io.BytesIO()
    FlacFile(target, io.BytesIO(source)).begin(INFO)
    assert target.getvalue() == b"fLaC" + block(0, INFO) + block(4, b"tags") + block(6, b"picture") + block(0x81, b"\0")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"ID3\4" + b"fLaC", "another format in front"),
        (b"fLaC" + block(0, INFO), "damaged"),
        (b"fLaC" + block(0x80, INFO[:12] + b"\1\xf0" + INFO[14:]), "more than 24 bits"),
    ],
)
def test_what_cannot_be_carried_over(data: bytes, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        FlacFile(io.BytesIO(), io.BytesIO(data))


def test_a_real_file() -> None:
    target = io.BytesIO()
    FlacFile(target, io.BytesIO(made("flac", "flac", 44100, "mono"))).begin(INFO)
    assert b"title=Guiju" in target.getvalue()
