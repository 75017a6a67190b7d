"""Which version of a pack is meant, in few characters, and what is said of versions that are not in use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from guiju.core.pack import Pack
from guiju.core.text import Text
from guiju.wiring import Unread

_SHORT = 8
_OTHER = Text(
    "{id}：随本软件附带的是另一版本（{cited}），现仍以已采用的版本为准；变化见 guiju law upgrade --dry-run",
    "{id}: another version is at hand ({cited}); the adopted one goes on binding. See guiju law upgrade --dry-run",
)
_UNREAD = Text(
    "{id}：随本软件附带的版本无法读取（{why}），现仍以已采用的版本为准；详见 guiju law check",
    "{id}: the pack at hand cannot be read ({why}); the adopted one goes on binding. See guiju law check",
)
_LOST = Text(
    "{id}：已采用版本的副本无法读取，以下为手头的版本（{why}）",
    "{id}: the copy of the adopted version cannot be read, so the one at hand is shown ({why})",
)
_MISSING = Text("{id}：无法读取（{why}）", "{id}: cannot be read ({why})")
_NOT_YET = Text(
    "尚未采用的法规包按手头版本判断（guiju serve 或 guiju law upgrade 会采用）：{ids}",
    "not adopted yet, judged by the version at hand (guiju serve or guiju law upgrade adopts it): {ids}",
)
_NONE_YET = Text(
    "尚未采用任何法规包，按手头版本判断（guiju serve 或 guiju law upgrade 会采用）",
    "no pack is adopted yet; judged by the versions at hand (guiju serve or guiju law upgrade adopts them)",
)
_LATER = Text(
    "{id}：{day:%Y-%m-%d} 才首次采用，此日期不予判断",
    "{id}: first adopted on {day:%Y-%m-%d}, so not judged for this date",
)


def cited(version: str, digest: str) -> str:
    """A version and the start of its digest: what a status cites."""
    return f"{version} {digest[:_SHORT]}"


def other_lines(packs: Iterable[Pack | Unread], lang: str) -> Iterator[str]:
    """One line for each pack that came with this software in another version than the one in use, or unreadable."""
    for pack in packs:
        if isinstance(pack, Unread):
            yield _UNREAD.of(lang).format(id=pack.id, why=pack.why)
        else:
            yield _OTHER.of(lang).format(id=pack.id, cited=cited(pack.version, pack.digest))


def lost_lines(lost: Iterable[Unread], unread: Iterable[Unread], known: Collection[str], lang: str) -> Iterator[str]:
    """One line for each copy and each pack at hand that cannot be read; ``known`` are the packs that are shown."""
    for one in lost:
        yield (_LOST if one.id in known else _MISSING).of(lang).format(id=one.id, why=one.why)
    for one in unread:
        yield (_UNREAD if one.id in known else _MISSING).of(lang).format(id=one.id, why=one.why)


def adoption_lines(packs: Iterable[Pack], adopted: Collection[str], lang: str) -> Iterator[str]:
    """Which of these packs are not adopted, in one line; none where all are."""
    if not adopted:
        yield _NONE_YET.of(lang)
    elif ids := [pack.id for pack in packs if pack.id not in adopted]:
        yield _NOT_YET.of(lang).format(ids=", ".join(ids))


def later_lines(first: Mapping[str, date], lang: str) -> Iterator[str]:
    """One line for each pack that was first adopted after the day that is judged."""
    for id, day in first.items():
        yield _LATER.of(lang).format(id=id, day=day)
