from __future__ import annotations

from pathlib import Path

import av
import pytest

from guiju.labels.explicit.cutting import Film, Key, Plan, surveyed
from guiju.labels.explicit.sizes import Unfit
from tests.labels.explicit.films import Made, film

QUICK = (("preset", "ultrafast"),)


def survey(path: Path, seconds: float = 2, ending: bool = False) -> Film:
    with av.open(str(path)) as read:
        return surveyed(read, seconds, ending=ending)


@pytest.mark.parametrize("between", [0, 2])
@pytest.mark.parametrize(("seconds", "number"), [(0.5, 10), (2, 30), (2.5, 30), (2.6, 40)])
def test_the_first_picture_behind_that_stands_for_itself(
    between: int, seconds: float, number: int, tmp_path: Path
) -> None:
    found = survey(film(tmp_path, Made("c.mp4", "libx264", between=between, options=QUICK)), seconds)
    assert found.start and found.start.number == number and found.timed and found.sets
    assert found.start.pts - found.start.dts >= 0 and found.begins == 0


def test_an_open_group_is_no_place_to_cut(tmp_path: Path) -> None:
    options = (*QUICK, ("x264-params", "open-gop=1"))
    assert survey(film(tmp_path, Made("o.mp4", "libx264", between=2, options=options))).start is None
    assert survey(film(tmp_path, Made("m.mkv", "mpeg2video", between=2))).start is None


def test_nothing_behind(tmp_path: Path) -> None:
    assert survey(film(tmp_path, Made("s.mp4", "libx264", seconds=1, options=QUICK))).start is None


def test_the_last_place_before_the_end(tmp_path: Path) -> None:
    found = survey(film(tmp_path, Made("e.mp4", "libx264", between=2, seconds=9, options=QUICK)), ending=True)
    assert found.count == 108 and found.ends == 9
    assert found.start and found.end and found.start.number == 30 and found.end.number == 80


@pytest.mark.parametrize(
    ("plan", "coded"),
    [
        (Plan(None), [0, 1, 2, 3, 4, 5]),
        (Plan(Key(2, 1, 2)), [0, 1]),
        (Plan(Key(2, 1, 2), Key(5, 4, 6)), [0, 1, 5]),
    ],
)
def test_what_is_coded_anew(plan: Plan, coded: list[int]) -> None:
    assert [number for number in range(6) if plan.coded(number)] == coded
    assert plan.delay(0) == (1 if plan.start else 0) and plan.delay(5) == (2 if plan.end else 0)


def test_two_pictures_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    with av.open(str(path), "w") as out:
        for _ in range(2):
            stream = out.add_stream("mpeg4", 5)
            stream.width = stream.height = 32
        for stream in out.streams.video:
            out.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
            out.mux(stream.encode(None))
    with pytest.raises(Unfit, match="2 streams of pictures"):
        survey(path)
