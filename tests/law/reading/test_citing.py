"""A clause is cited as a lawyer cites it: never by a slug, and by its law where a pack has several."""

from __future__ import annotations

import re

import pytest

from guiju.law import cite, read_packs

PACKS = read_packs()


@pytest.mark.parametrize(
    ("pack", "clause", "zh", "en"),
    [
        ("cn-statutes", "49", "网络安全法第49条", "Cybersecurity Law art. 49"),
        ("cn-statutes", "dsl-29", "数据安全法第29条", "Data Security Law art. 29"),
        ("cn-statutes", "pipl-57", "个人信息保护法第57条", "PIPL art. 57"),
        ("cn-statutes", "crim-286.1", "刑法第286条之一", "Criminal Law art. 286-1"),
        ("cn-minors", "mode-3.1", "未成年人模式建设指南 3.1", "Guide to the Mode for Minors 3.1"),
        ("cn-labels-2025-09", "GB 45438 E.j", "GB 45438 E.j", "GB 45438 E.j"),
        ("cn-labels-2025-09", "gb45438-5", "GB 45438 5", "GB 45438 5"),
        ("cn-labels-2025-09", "TC260-PG-20258A 6.5", "TC260-PG-20258A 6.5", "TC260-PG-20258A 6.5"),
        ("cn-labels-2025-09", "4(2)", "标识办法第4条(2)", "Labelling Measures art. 4(2)"),
        ("eu-ai-act-2024", "50(2)", "欧盟人工智能法第50条(2)", "AI Act art. 50(2)"),
        ("cn-algorithm-2022-03", "24", "第 24 条", "clause 24"),
        ("cn-interim-2023-08", "4(2)", "第 4 条(2)", "clause 4(2)"),
        ("cn-gbt-45654-2025", "5.1 a)", "第 5.1 条 a)", "clause 5.1 a)"),
        ("cn-gbt-45654-2025", "A.1", "附录 A.1", "annex A.1"),
    ],
)
def test_as_a_lawyer_cites_it(pack: str, clause: str, zh: str, en: str) -> None:
    assert cite(PACKS[pack], clause) == (zh, en)


def test_no_clause_of_any_pack_shows_a_slug() -> None:
    for pack in PACKS.values():
        clauses = {one.clause for one in (*pack.obligations, *pack.penalties.values())}
        clauses |= {one.number for one in pack.articles}
        slugs = "|".join(pack.instruments)
        for clause in clauses:
            assert not re.search(rf"\b({slugs})-", f"{cite(pack, clause).zh} {cite(pack, clause).en}")


def test_where_a_pack_has_several_instruments_every_citation_names_one() -> None:
    for pack in PACKS.values():
        names = [(one.short or one.title).en for one in pack.instruments.values()]
        for one in pack.obligations if len(names) > 1 else ():
            assert any(cite(pack, one.clause).en.startswith(name) for name in names)
