"""pii.address: where somebody lives or is reached, down to a road, a house or a village."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from guiju.checks.pii.identifier import Identifier

RISK = "pii.address"

EXACT, COARSE = 0.9, 0.5
"""Scores: down to a road, a house or a village · a region of a region alone."""

_HAN = "\u4e00-\u9fff"
_COUNT = "0-9\uff10-\uff19A-Za-z一二三四五六七八九十百"
_NUMBER = rf"[{_COUNT}]{{1,6}}(?:[-－—~][{_COUNT}]{{1,6}}){{0,3}}"
_HOUSE = "号院|号楼|号门|号|弄|栋|幢|座|单元|室|楼|层|组|队|期|巷|房|门|#|户"
_ROAD = "大道|大街|胡同|公路|路|街|巷|弄|道|里弄"
_SITE = (
    "小区|花园|家园|公寓|大厦|大楼|广场|新村|山庄|名邸|名苑|佳苑|嘉园|华庭|豪庭|花苑|雅苑|别墅|"
    "宿舍|商厦|写字楼|工业园区?|科技园区?|产业园区?|创业园区?|创意园区?|工业区|园区|商贸城|市场|"
    "商城|酒店|宾馆|医院|学校|大院|里|苑|庭|府|湾|居|城(?![东西南北中])|厦|邸|院|厂|中心|"
    "超市|店|公司|银行|大学|学院|中学|小学|幼儿园|物流|驿站|门卫|仓库|对面|旁边?|隔壁|附近|门口|"
    "楼下|楼上|前台|大厅|办公室|财务部|人力资源部|经营部|服务部|邮政局|供电所|派出所|卫生院|纺织|"
    "汽修|餐饮|会所|会馆|诊所|药房|酒楼|饭店|餐厅|百货|商行|汽配|集团|半岛|国际|名城|商住楼|"
    "居民楼|综合楼|教学楼"
)
_TOWN = "街道|镇|乡|村|社区|屯|苏木|开发区|新区"
_REGION = "特别行政区|自治区|自治州|自治县|地区|省|市|区|县|旗|盟"
_MAY_BE_PART = _COUNT + "".join({kind[0] for kind in "|".join((_SITE, _TOWN, _ROAD, _REGION)).split("|")})
_PART = re.compile(
    rf"(?=[{_MAY_BE_PART}])(?:(?P<house>(?<![{_COUNT}]){_NUMBER}(?:{_HOUSE}))"
    rf"|(?P<number>(?<![0-9A-Za-z\uff10-\uff19])[0-9\uff10-\uff19]{{1,5}}(?:[-－—~][0-9A-Za-z]{{1,5}}){{0,3}}"
    r"(?![0-9A-Za-z年月日时点元个人名次万亿%天岁分米]))"
    rf"|(?P<site>{_SITE})|(?P<town>{_TOWN})|(?P<road>{_ROAD})|(?P<region>{_REGION}))"
)
_WORTH = re.compile("[省市区县镇乡村路街巷弄道号栋幢室苑厦园府庄]")
_CUE = re.compile(
    "(?:地址|住址|住所|居住地|户籍地?|籍贯|现居|现住|家住|住在|居住在|住|位于|坐落于|坐落在|寄到|寄往|送到|送往|发往|发到|邮寄|快递|"
    "搬到|地点|收货|前往|来到|在|到|于|从|往|至|去|来自|是|和|与)[：:为]?|[：:]"
)
_COMMON = re.compile(
    "(?:(?:道|公|铁|马|思|网|线|套|半|一|同|出|活|走|让|带|有|电|陆|水|航|知|味|报|频|渠|轨|赛|管|通|逛|歧|之|顺|迷|问|养|修|铺|拦|开|领|"
    "道路交通|高速公)[路街道巷]|[农乡][村镇]|(?:小|城|乡|重|新型城)镇|(?:全|我|省|本|城|门|上|超|都)市|(?:社|小|地|景|校|灾|市|山|禁|误|专|特|战|专)区|家里|这里|那里|公里|心里|手里|"
    "府城)\\Z"
)
_COMMON_LONGEST, _COMMON_ENDS = 5, frozenset("路街道巷村镇市区里心城")
_LOOSE = re.compile("有(?!限)|[将对为与等或把被:：]|政府|法院|公安")
_MAY_LEAD = re.compile("[0-9\uff10-\uff19一二三四五六七八九十]|[道镇乡村].{1,8}[路街道巷弄]")
_GAP, _LAST_GAP = 8, 14
_COUNTED = frozenset(["house", "number"])
_FOLLOWED = re.compile("[东西南北中]?[一二三四五六七八九]?[路街道巷弄]|大道|大街")


@cache
def regions() -> frozenset[str]:
    """The names of provinces, cities, counties and districts, and of the first two without their kind."""
    return frozenset((files("guiju.checks") / "data" / "pii_regions.txt").read_text(encoding="utf-8").split())


@cache
def _heads() -> frozenset[str]:
    return frozenset(name[:2] for name in regions())


@cache
def _may_begin() -> re.Pattern[str]:
    """Two characters of which the first begins a region's name and the second follows in one."""
    first, second = ("".join(sorted(set(chars))) for chars in zip(*_heads(), strict=True))
    return re.compile(f"[{first}](?=[{second}])")


def prepare() -> None:
    """Reads the names of regions, so that the first text need not wait for them."""
    _may_begin()


def region_at(text: str, at: int) -> int:
    """The length of the longest region's name that begins there, or 0."""
    if text[at : at + 2] not in _heads():
        return 0
    known = regions()
    return next((size for size in range(min(11, len(text) - at), 1, -1) if text[at : at + size] in known), 0)


def addresses(text: str, at: int) -> Iterator[Identifier]:
    """The address of a piece of text that begins at ``at``, as far as its parts follow each other.

    It begins with the first region's name, or after what leads to the first part.
    """
    if len(text) < 4 or not _WORTH.search(text):
        return
    start, end, known = _first_region(text)
    if not known and not _MAY_LEAD.search(text):
        return
    parts = [part for part in _PART.finditer(text) if part.lastgroup in _COUNTED or not _is_common(text, part.end())]
    if not known:
        named = [part for part in parts if part.lastgroup not in _COUNTED]
        if not named:
            return
        start = end = _opening(text, named[0].start())
    kinds = set[str | None]()
    for part in parts:
        if part.end() <= end:
            continue
        gap = text[end : part.start()]
        if len(gap) > (_LAST_GAP if kinds & _COUNTED and part.lastgroup == "site" else _GAP) or _LOOSE.search(gap):
            break
        if part.lastgroup in ("road", "region") and not gap:
            continue
        kinds.add(part.lastgroup)
        end = part.end()
    exact = _is_exact(kinds, known)
    if end - start >= 4 and (exact or known > 1):
        yield Identifier(RISK, at + start, at + end, EXACT if exact else COARSE)


def _is_common(text: str, end: int) -> bool:
    return text[end - 1] in _COMMON_ENDS and bool(_COMMON.search(text, max(0, end - _COMMON_LONGEST), end))


def _is_exact(kinds: set[str | None], known: int) -> bool:
    """Whether the parts lead to a door: with regions before them one fine part does, without any it takes two."""
    counted, named = bool(kinds & {"house", "number"}), bool(kinds & {"road", "town", "site"})
    if known:
        return bool(kinds & {"road", "town", "house"}) or ("site" in kinds and (counted or known > 1))
    by_road = {"town", "road"} <= kinds or ({"region", "house"} <= kinds and bool(kinds & {"number", "town"}))
    return (counted and named) or by_road


def _first_region(text: str) -> tuple[int, int, int]:
    """Where the first region's name begins, where those that follow each other from there end, and their number."""
    for found in _may_begin().finditer(text):
        at = found.start()
        size = region_at(text, at)
        if size and not _FOLLOWED.match(text, at + size):
            end, seen = at + size, {text[at : at + size]}
            while more := region_at(text, end + (text[end : end + 1] in ("_", "-"))):
                end += text[end : end + 1] in ("_", "-")
                seen.add(text[end : end + more])
                end += more
            return at, end, len(seen)
    return 0, 0, 0


def _opening(text: str, part: int) -> int:
    """The start of an address without a region: after the last word that leads to one."""
    return max((cue.end() for cue in _CUE.finditer(text, 0, part) if cue.end() < part), default=0)
