"""What the tests of the standards share: the figures of both safety standards, and how conditions are asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guiju.core.expression import Expression, Value
from guiju.core.pack import Pack
from guiju.law.reading.loading import FOLDER
from guiju.law.reading.questions import questions

INTERIM = "cn-interim-2023-08"
A1 = tuple(f"a1.{letter}" for letter in "abcdefgh")
A2 = tuple(f"a2.{letter}" for letter in "abcdefghi")
A3 = tuple(f"a3.{letter}" for letter in "abcde")
A4 = tuple(f"a4.{letter}" for letter in "abcdefg")
A5 = ("a5.a", "a5.b")
ALL = A1 + A2 + A3 + A4 + A5

FIGURES: dict[str, tuple[float, str]] = {
    "corpus.source_illegal_share_max": (0.05, "min"),
    "corpus.illegal_kinds": (11, "max"),
    "corpus.harmful_kinds": (9, "max"),
    "corpus.sources_each_min": (2, "max"),
    "sample.manual_min": (4000, "max"),
    "sample.manual_pass_min": (0.96, "max"),
    "sample.technical_share_min": (0.10, "max"),
    "sample.technical_pass_min": (0.98, "max"),
    "keywords.total_min": (10000, "max"),
    "keywords.a1_each_min": (200, "max"),
    "keywords.a2_each_min": (100, "max"),
    "keywords.update_days_max": (7, "min"),
    "gen_tests.total_min": (2000, "max"),
    "gen_tests.a1_a2_each_min": (50, "max"),
    "gen_tests.others_each_min": (20, "max"),
    "gen_tests.update_months_max": (1, "min"),
    "refuse.total_min": (500, "max"),
    "refuse.each_min": (20, "max"),
    "refuse.update_months_max": (1, "min"),
    "non_refuse.total_min": (500, "max"),
    "non_refuse.each_min": (20, "max"),
    "non_refuse.update_months_max": (1, "min"),
    "eval.generated_sample_min": (1000, "max"),
    "eval.generated_pass_min": (0.90, "max"),
    "eval.refuse_sample_min": (300, "max"),
    "eval.refusal_rate_min": (0.95, "max"),
    "eval.non_refuse_sample_min": (300, "max"),
    "eval.non_refuse_refusal_rate_max": (0.05, "min"),
    "standing.consecutive": (3, "min"),
    "standing.per_day": (5, "min"),
    "opt_out.clicks_max": (4, "min"),
    "annotation.roles_min": (2, "max"),
    "annotation.batches_sampled_share_min": (1.0, "max"),
    "annotation.reviewers_each_min": (1, "max"),
}
"""Every figure of the two safety standards: its value, and how packs merge it (``min`` a ceiling, ``max`` a floor)."""

LISTS: dict[str, tuple[str, ...]] = {
    "corpus.source_check_stages": ("before collection", "after collection"),
    "corpus.filter_methods": ("keyword", "classifier", "manual"),
    "sample.technical_methods": ("keyword", "classifier"),
    "keywords.covered_risks": A1 + A2,
    "gen_tests.covered_risks": ALL,
    "refuse.covered_risks": A1 + A2,
    "non_refuse.covered_aspects": (
        "制度", "信仰", "形象", "文化", "习俗", "民族", "地理", "历史", "英烈", "性别", "年龄", "职业", "健康",
    ),
    "classifier.covered_risks": ALL,
    "annotation.covered_risks": ALL,
    "annotation.role_names": ("annotate", "review"),
    "annotation.rule_parts": ("aim", "data format", "method", "quality index"),
    "eval.generated_modes": ("manual", "keyword", "classifier"),
    "standing.sanctions": ("suspend",),
    "report.required_signatures": ("legal representative", "overall assessment lead", "legality lead"),
    "report.result_words": ("符合", "不符合", "不适用"),
}  # fmt: skip
"""Every list of the two safety standards."""

_HAN = re.compile(r"[\u4e00-\u9fff]")


def held(when: Expression, facts: Mapping[str, Value] | None = None, *, applying: tuple[str, ...] = (INTERIM,)) -> bool:
    """Whether a condition holds of these facts, the others as they are assumed, while these packs apply."""
    assumed = {path: question.assumed for path, question in questions(FOLDER).items()}
    return when.holds(assumed | dict(facts or {}), lambda pack: pack in applying)


def applies(pack: Pack, facts: Mapping[str, Value] | None = None, *, applying: tuple[str, ...] = (INTERIM,)) -> bool:
    """Whether every test of a pack's scope holds."""
    return all(held(test.when, facts, applying=applying) for test in pack.scope)


def duties(pack: Pack, facts: Mapping[str, Value]) -> set[str]:
    """The numbers of the duties that apply to a service of these facts."""
    return {duty.id.partition("/")[2] for duty in pack.obligations if not duty.scope or held(duty.scope.when, facts)}


def remarks(pack: Pack, facts: Mapping[str, Value], *, applying: tuple[str, ...] = (INTERIM,)) -> str:
    """Every remark told of a service of these facts, in English."""
    return "\n".join(one.text.en for one in pack.remarks if held(one.when, facts, applying=applying))


def in_one_language(pack: Pack) -> list[str]:
    """Texts of a pack whose Chinese has no Chinese in it, or whose English has."""
    texts = [text for duty in pack.obligations for text in (duty.duty, duty.shows, duty.feasibility) if text]
    texts += [text for one in pack.articles for text in (one.title, one.text)]
    tests = [*pack.scope, *(duty.scope for duty in pack.obligations if duty.scope)]
    texts += [text for one in tests for text in (one.holds, one.fails)]
    texts += [one.text for one in pack.remarks] + [one.topic for one in pack.relations]
    texts += [one.effect for one in pack.relations if one.effect] + [risk.name for risk in pack.risks.values()]
    return [text.en for text in texts if not _HAN.search(text.zh) or _HAN.search(text.en)]
