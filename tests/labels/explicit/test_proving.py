from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from guiju.labels.explicit.caption import Caption, caption
from guiju.labels.explicit.cutting import Key, Plan
from guiju.labels.explicit.display import Display
from guiju.labels.explicit.picture import Style
from guiju.labels.explicit.proving import Differs, Written, proved
from guiju.labels.explicit.wording import wordings
from tests.labels.explicit.films import Made, bodies, film

HOW = Made("p.mkv", "ffv1", seconds=3, size=(320, 180))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Caption]:
    """A film, the same with a label on its first 30 pictures, and the label."""
    folder = tmp_path_factory.mktemp("proving")
    source, target = film(folder, HOW), folder / "labelled.mkv"
    drawn = None
    with av.open(str(source)) as read, av.open(str(target), "w") as out:
        stream = out.add_stream("ffv1", 12)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for n, frame in enumerate(read.decode(video=0)):
            drawn = drawn or caption(frame, Display(320, 180), wordings("1", "zh"), Style(0.05))
            if n < 30:
                drawn.write(frame)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert drawn
    return source, target, drawn


def written(target: Path, head: int = 30) -> Written:
    told = Written()
    for n, (_, body) in enumerate(bodies(target, ("video",))):
        if n < head:
            told.coded(0)
        else:
            told.copied(0, body)
    return told


PLAN = Plan(Key(30, 2500, 2500))


def test_a_film_that_is_as_it_should_be(pair: tuple[Path, Path, Caption]) -> None:
    source, target, drawn = pair
    shares = proved(source, target, PLAN, drawn, written(target), 2, True)
    assert shares.first >= 0.05 and shares.later >= 0.05


def test_the_numbers_of_what_was_coded_are_ranges() -> None:
    told = Written()
    for part in ("coded", "coded", "copied", "coded"):
        told.coded(0) if part == "coded" else told.copied(0, b"x")
    assert told.spans == [range(2), range(3, 4)] and [told.anew(n) for n in range(5)] == [
        True,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda told: told.copied(0, b"one more"), "has 36 packets in place of 37"),
        (lambda told: told.digests[0].update(b"x"), "not copied as it was"),
    ],
)
def test_packets_that_are_not_there(
    change: Callable[[Written], None], why: str, pair: tuple[Path, Path, Caption]
) -> None:
    source, target, drawn = pair
    told = written(target)
    change(told)
    with pytest.raises(Differs, match=why):
        proved(source, target, PLAN, drawn, told, 2, True)


def test_pictures_that_are_not_the_films_own(pair: tuple[Path, Path, Caption]) -> None:
    source, target, drawn = pair
    with pytest.raises(Differs, match="is not the film's own"):
        proved(source, target, Plan(Key(28, 2333, 2333)), drawn, written(target), 2, True)


def test_a_label_that_is_not_there(pair: tuple[Path, Path, Caption], tmp_path: Path) -> None:
    source, _, drawn = pair
    copy = tmp_path / "copy.mkv"
    shutil.copy(source, copy)
    with pytest.raises(Differs, match="does not stand out"):
        proved(source, copy, PLAN, drawn, written(copy), 2, True)


def test_fewer_pictures(pair: tuple[Path, Path, Caption], tmp_path: Path) -> None:
    _, target, drawn = pair
    short = film(tmp_path, Made("s.mkv", "ffv1", seconds=1, size=(320, 180)))
    with pytest.raises(Differs, match="more or fewer"):
        proved(short, target, PLAN, drawn, written(target), 2, True)
