"""Names of other languages in Han characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks import Pii
from guiju.checks.pii import foreign
from guiju.checks.pii.phrase import phrase_ends
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful
from tests.checks.pii.numbers import found

KIND = "pii.person"
PIECES = [*"阿尔德克斯·马里奥王，。的我在", "安切洛蒂", "姆巴佩", "·", "说", "、", "特朗普·", "a", " "]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("英国首相苏纳克发表讲话", "苏纳克"), ("球员哈兰德打进两球", "哈兰德"), ("法国总统马克龙说", "马克龙"),
        ("教练佩特科维奇表示", "佩特科维奇"), ("作家托尔金写的小说", "托尔金"), ("莫扎特的音乐", "莫扎特"),
        ("生成阿尔伯特·爱因斯坦的一句话", "阿尔伯特·爱因斯坦"), ("詹姆斯·卡梅隆执导的电影", "詹姆斯·卡梅隆"),
        ("听劳拉·史密斯博士讲课", "劳拉·史密斯"), ("迈克尔·乔丹", "迈克尔·乔丹"),
    ],
)  # fmt: skip
def test_a_name_is_found(text: str, name: str) -> None:
    assert [piece for risk, piece in found(text) if risk == KIND] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "我去巴塞罗那旅游", "在阿尔巴尼亚", "麦克风坏了", "俄罗斯队赢了", "奥林匹克精神", "利多卡因注射液",
        "西红柿炒蛋", "巴基斯坦的首都", "可口可乐和巧克力", "比特币价格", "特别的爱", "阿里巴巴集团",
        "来自马来西亚的榴莲", "多米诺骨牌", "傅里叶变换", "贝叶斯定理", "洛杉矶湖人队", "吃一片布洛芬",
        "马赛克瓷砖",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert [piece for risk, piece in found(text) if risk == KIND] == []


@given(text=st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_names_stand_in_one_phrase_and_not_over_another(text: str) -> None:
    ends, last = phrase_ends(text), 0
    for start, end, chance in sorted(foreign.names(text, ends, 0.3)):
        assert last <= start < end <= len(text)
        assert chance >= 0.3
        assert not any(start < at < end for at in ends)
        last = end


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40), split=st.integers(0, 40))
def test_a_stream_finds_what_the_whole_finds(pieces: list[str], split: int) -> None:
    check = Pii("words")
    assert_chunks_agree(check, pieces)
    assert_cut_is_lawful(check, "".join(pieces[:split]), "".join(pieces[split:]))
