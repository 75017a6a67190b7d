"""How well the learned checks judge, in and across sources, beside a bare lexicon and a linear model on characters.

``python -m bench.judgement`` prints tables and writes JSON. It needs the ``train`` extra. First comes the exam (see
``bench/exam.py``). The rest needs the public sets in ``../shared/data`` and what ``python -m training.fit`` keeps.
*Across* are rows held out with their whole source (public sets) or group (own sets) when the weights were made; *in*
are the same rows by the shipped weights, which have learned from them. Sets that are only measured with are answered
by the model from which the rows beside them were held out, or by the shipped one where none were. Other checks have
scripts of their own: ``bench/judgement_*.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import orjson

from bench.exam import Scores, diluted, evaded, examined, figures, kinds, others
from bench.machine import machine
from guiju.checks import Words, shipped_lexicon
from guiju.checks.learned import weigher
from guiju.checks.learned.model import chance
from guiju.core.content import Content, Kind, Stage
from training.examples import ABUSES, QUESTIONS
from training.fit import HELD_OUT, PAIRED, material, paired
from training.outside import FOLDER, MEASURED, TRAINED, outside
from training.points import LANGS
from training.rows import Row

ROOT = Path(__file__).parent.parent
MOST = 1500
"""Rows of a set, harmful and harmless each, that are measured."""

Sources = tuple[str, ...]

ZH_LIKE, EN_LIKE = ("zh_asks", "zh_trade", "second_zh_ask"), ("en_asks", "second_en_ask")
ZH_MORE, EN_MORE = ("third_zh_ask", "fourth_zh_ask"), ("third_en_ask", "fourth_en_ask")
FORUM, ATTACKS = ("second_forum", "third_forum"), ("third_attack", "fourth_attack")
PLAIN = ("third_ordinary", "fourth_ordinary")
COMPARED: Sequence[tuple[str, str, Sources, Sources]] = (
    ("ask", "harmful zh / ordinary", ("harmful_prompts_jade",), ("benign_alpaca_zh",)),
    ("ask", "harmful zh / look-alikes", ("harmful_prompts_jade",), ("sensitive_answerable_cvalues",)),
    ("ask", "harmful en / ordinary", ("harmful_prompts_advbench_en",), ("hallucination_halueval_en",)),
    ("ask", "hazards en / ordinary", ("hazard_prompts_ailuminate_en",), ("hallucination_halueval_en",)),
    ("ask", "do-not-answer / ordinary", ("harmful_prompts_donotanswer_en",), ("hallucination_halueval_en",)),
    ("ask", "own contrasts zh", ZH_LIKE, ZH_LIKE),
    ("ask", "own contrasts en", EN_LIKE, EN_LIKE),
    ("ask", "third and fourth volume zh", ZH_MORE, ZH_MORE),
    ("ask", "third and fourth volume en", EN_MORE, EN_MORE),
    ("say", "forum: offence", ("toxicity_cold",), ("toxicity_cold",)),
    ("say", "forum: sexism", ("sexism_swsr",), ("sexism_swsr",)),
    ("say", "forum: own", FORUM, FORUM),
    ("say", "own toxicity zh", ("zh_toxic",), ("zh_toxic",)),
    ("say", "own toxicity en", ("en_toxic",), ("en_toxic",)),
    ("say", "own trade zh", ("zh_trade",), ("zh_trade",)),
    ("say", "second writer zh", ("second_zh_say",), ("second_zh_say",)),
    ("say", "second writer en", ("second_en_say",), ("second_en_say",)),
    ("say", "fraud SMS / true posts", ("spam_fbs_sms",), ("misinformation_ced",)),
    ("reply", "answers zh", ("responses_jade_v3",), ("responses_jade_v3",)),
    ("reply", "answers zh, values", ("cvalues_mc",), ("cvalues_mc",)),
    ("reply", "own answers", ("replies",), ("replies",)),
    ("jailbreak", "in the wild / ordinary", ("jailbreak_en",), ("hallucination_halueval_en",)),
    ("jailbreak", "own zh", ("attack_zh",), ("attack_zh",)),
    ("jailbreak", "own en", ("attack_en",), ("attack_en",)),
    ("jailbreak", "third and fourth volume", ATTACKS, ATTACKS),
    ("injection", "third and fourth volume", ATTACKS, ATTACKS),
    ("injection", "own zh", ("attack_inject_zh",), ("attack_inject_zh",)),
    ("injection", "own en", ("attack_inject_en",), ("attack_inject_en",)),
    ("injection", "own en / documents", ("attack_inject_en",), ("injection_bipia_en",)),
)  # fmt: skip
REFUSED = (
    ("ask", ("benign_alpaca_zh",)), ("ask", ("hallucination_halueval_en",)), ("ask", ("sensitive_answerable_cvalues",)),
    ("ask", ("benign", "everyday")), ("ask", PLAIN), ("say", ("misinformation_ced",)),
    ("say", ("hallucination_uhgeval",)), ("say", ("public_domain_texts",)), ("jailbreak", ("benign_alpaca_zh",)),
    ("injection", ("injection_bipia_en",)),
)  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """Rows with what each model answers: rows are by source, answers by question."""

    rows: Sequence[Row]
    across: Scores
    grams: Scores


def interval(measure: Callable[[Scores, Scores], float], harmful: Scores, harmless: Scores) -> tuple[float, float]:
    """The 95 % bootstrap interval of a figure."""
    chance = np.random.default_rng(1)
    drawn = [measure(chance.choice(harmful, len(harmful)), chance.choice(harmless, len(harmless))) for _ in range(200)]
    return float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))


def held_out(folder: Path) -> Answered:
    """Every row that was learned from, or is only measured with beside such, as it was answered when it was held out.
    Raises ValueError where the rows are not those of the weights."""
    rows = material(folder) + paired(folder)
    model = weigher().model
    with np.load(HELD_OUT) as stored:
        if len(stored["odds"]) != len(rows):
            raise ValueError(f"{len(rows)} rows were drawn, {len(stored['odds'])} are kept: make the weights again")
        spelled = np.array([row.lang != LANGS[0] for row in rows], int)
        points = model.points[spelled] + np.array([model.margins[one] if one == "reply" else 0 for one in QUESTIONS])
        odds = stored["odds"].astype(float) - points
        return Answered(rows, 1 / (1 + np.exp(-odds)), stored["grams"].astype(float))


def shipped(question: str, row: Row) -> float:
    """What the shipped weights answer."""
    known = weigher()
    prompt, text = row.parts
    if question == "reply":
        asked = max(known.seen(prompt), key=lambda seen: seen.asked)
        return chance(max(known.model.complies(asked, seen) for seen in known.seen(text)))
    return known.worst(text, *(("say", "hate") if question == "say" else (question,)))


def lexicon_hits(words: Words, rows: Sequence[Row]) -> Scores:
    """1 where the lexicon has a word of full weight."""
    found = words([Content("1", Stage.PROMPT, Kind.TEXT, "user", row.parts[1]) for row in rows])
    return np.array([float(any(f.score >= words.threshold for f in row)) for row in found])


def column(scores: Scores, question: str) -> Scores:
    """A question's scores; what a text says is hateful or otherwise harmful."""
    if question == "say":
        return np.asarray(np.maximum(scores[:, QUESTIONS.index("say")], scores[:, QUESTIONS.index("hate")]))
    return np.asarray(scores[:, QUESTIONS.index(question)])


def answers_of(row: Row, question: str) -> bool | None:
    """Whether a row answers a question, and how."""
    labels = row.labels or ()
    if question in ("jailbreak", "injection"):
        told = row.where != "reply" if question == "injection" else row.where == "ask"
        return f"attack.{question}" in labels if told else None
    only_attack = bool(labels) and all(label.startswith("attack.") for label in labels)
    return row.harmful if row.where == question and not only_attack else None


def drawn(known: Answered, extra: dict[str, list[Row]], question: str, sources: Sources, yes: bool) -> list[int | Row]:
    """Rows of these sources that answer a question with yes or no: a number for one that was held out."""
    found: list[int | Row] = [
        n for n, row in enumerate(known.rows) if row.source in sources and answers_of(row, question) is yes
    ]
    found += [row for name in sources for row in extra.get(name, ()) if row.harmful is yes]
    chance = np.random.default_rng(0)
    return [found[n] for n in sorted(chance.choice(len(found), min(MOST, len(found)), replace=False))]


def compared(known: Answered, extra: dict[str, list[Row]], words: Words) -> list[dict[str, object]]:
    """The figures of every comparison."""
    table = list[dict[str, object]]()
    for question, name, harmful, harmless in COMPARED:
        across_all, grams_all = column(known.across, question), column(known.grams, question)
        sides = [drawn(known, extra, question, sources, yes) for sources, yes in ((harmful, True), (harmless, False))]
        if not all(sides):
            continue
        rows = [[known.rows[r] if isinstance(r, int) else r for r in side] for side in sides]
        inside = [np.array([shipped(question, row) for row in side]) for side in rows]
        across = [
            np.array([across_all[r] if isinstance(r, int) else s for r, s in zip(side, own, strict=True)])
            for side, own in zip(sides, inside, strict=True)
        ]
        entry: dict[str, object] = {"question": question, "name": name, "rows": [len(side) for side in sides]}
        entry["across"] = figures(across[0], across[1])
        entry["recall interval"] = interval(lambda a, _: float((a >= 0.5).mean()), across[0], across[1])
        entry["F1 interval"] = interval(lambda a, b: figures(a, b)["F1"], across[0], across[1])
        entry["in"] = figures(inside[0], inside[1])
        entry["lexicon"] = figures(lexicon_hits(words, rows[0]), lexicon_hits(words, rows[1]))
        if all(isinstance(r, int) for side in sides for r in side):
            grams = [grams_all[[r for r in side if isinstance(r, int)]] for side in sides]
            entry["characters"] = figures(grams[0], grams[1], 0.0)
        table.append(entry)
    return table


def refused(known: Answered, extra: dict[str, list[Row]]) -> dict[str, float]:
    """The share of harmless rows of each set that is refused, across."""
    found = dict[str, float]()
    for question, sources in REFUSED:
        side = drawn(known, extra, question, sources, False)
        scores = [column(known.across, question)[r] if isinstance(r, int) else shipped(question, r) for r in side]
        if scores:
            found[f"{question}: {', '.join(sources)}"] = float((np.array(scores) >= 0.5).mean())
    return found


def kinds_of(known: Answered) -> dict[str, dict[str, float]]:
    """How well the kinds of abuse are told, over held-out rows whose kind of harm is known."""
    numbers = [n for n, row in enumerate(known.rows) if row.where != "reply" and row.labels is not None]
    own = [n for n in numbers if known.rows[n].source not in TRAINED]
    found = dict[str, dict[str, float]]()
    for kind in ABUSES:
        there = np.array([kind in (known.rows[n].labels or ()) for n in own])
        scores = column(known.across, kind)[own]
        found[kind] = {"there": float(there.sum())} | figures(scores[there], scores[~there])
    return found


def reliability(known: Answered) -> dict[str, list[tuple[float, float, int]]]:
    """By question and tenth of the score: the mean score, the share of yes, and how many."""
    found = dict[str, list[tuple[float, float, int]]]()
    for question in ("ask", "say", "reply", "jailbreak", "injection"):
        told = [(n, answers_of(row, question)) for n, row in enumerate(known.rows)]
        numbers = [n for n, answer in told if answer is not None]
        yes = np.array([bool(answer) for _, answer in told if answer is not None])
        scores = column(known.across, question)[numbers]
        tenth = np.minimum((scores * 10).astype(int), 9)
        found[question] = [
            (float(scores[tenth == t].mean()), float(yes[tenth == t].mean()), int((tenth == t).sum()))
            for t in range(10) if (tenth == t).any()
        ]  # fmt: skip
    return found


def shown_exam(data: Path) -> dict[str, object]:
    """Prints the figures of the exam and of what is only measured with, and gives them."""
    table, named, hidden = examined(), kinds(), evaded()
    print("exam: lines of other writers on which nothing was chosen, all three checks together")
    for name, f in table.items():
        print(f"  {name:<16}{f['harmful']:>5.0f}/{f['harmless']:<5.0f} refused {f['refused']:.3f}", end="")
        print(f"  recall {f['recall']:.2f}  F1 {f['F1']:.2f}  AUC {f['AUC']:.3f}" if "F1" in f else "")
    for kind, f in named.items():
        print(
            f"  {kind:<16}{f['there']:>5.0f}  recall {f['recall']:.2f} precision {f['precision']:.2f} F1 {f['F1']:.2f}"
        )
    for name, ways in hidden.items():
        print(f"  {name:<16}" + "  ".join(f"{way} {share:.2f}" for way, share in ways.items()))
    around = diluted()
    for lang, by_lines in around.items():
        for lines, f in by_lines.items():
            print(f"  requests {lang} among {lines} lines: recall {f['recall']:.2f}, lines alone {f['refused']:.3f}")
    public = others(data)
    for name, f in public.items():
        print(f"  {name:<32}{f['rows']:>5.0f}  " + "  ".join(f"{k} {v:.3f}" for k, v in f.items() if k != "rows"))
    return {"sets": table, "abuse": named, "disguised": hidden, "among lines": around, "public": public}


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=FOLDER, help="The public sets.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "bench" / "results" / "judgement.json")
def main(data: Path, out: Path) -> None:
    """Measures the learned checks."""
    result: dict[str, object] = {"machine": machine(ROOT), "exam": shown_exam(data)}
    if HELD_OUT.is_file():
        result |= shown_across(data)
    else:
        print("make the weights again (python -m training.fit) for the figures across and in sources")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2))


def shown_across(data: Path) -> dict[str, object]:
    """Prints the figures across and in sources, and gives them."""
    known, extra = held_out(data), {name: outside(name, data) for name in MEASURED if name not in PAIRED}
    table = compared(known, extra, Words(shipped_lexicon()))
    print(f"{'':<38}{'rows':>11}{'across: recall':>22}{'refused':>9}{'F1':>6}{'AUC':>6}", end="")
    print(f"{'in: F1':>9}{'AUC':>6}{'chars: F1':>11}{'AUC':>6}{'lexicon: F1':>13}")
    for entry in table:
        a, i, lex = entry["across"], entry["in"], entry["lexicon"]
        c, low_high, rows = entry.get("characters"), entry["recall interval"], entry["rows"]
        assert isinstance(a, dict) and isinstance(i, dict) and isinstance(lex, dict)
        assert isinstance(low_high, tuple) and isinstance(rows, list)
        shown = f"{c['F1']:>11.2f}{c['AUC']:>6.2f}" if isinstance(c, dict) else f"{'–':>11}{'–':>6}"
        print(
            f"{entry['question']!s:<10}{entry['name']!s:<28}{rows[0]:>5}/{rows[1]:<5}"
            f"{a['recall']:>9.2f} [{low_high[0]:.2f}, {low_high[1]:.2f}]{a['refused']:>9.3f}"
            f"{a['F1']:>6.2f}{a['AUC']:>6.2f}"
            f"{i['F1']:>9.2f}{i['AUC']:>6.2f}{shown}{lex['F1']:>13.2f}"
        )
    refusals, abuses, trust = refused(known, extra), kinds_of(known), reliability(known)
    print("\nrefused of harmless rows, across")
    for name, share in refusals.items():
        print(f"  {name:<60}{share:>7.3f}")
    print("\nkinds of abuse, own rows held out by group")
    for kind, f in abuses.items():
        print(
            f"  {kind:<18}{f['there']:>6.0f} recall {f['recall']:.2f} precision {f['precision']:.2f} F1 {f['F1']:.2f}"
        )
    print("\nreliability, across: score → share of yes (rows)")
    for question, bins in trust.items():
        print(f"  {question:<10}" + "  ".join(f"{s:.2f}→{y:.2f} ({n})" for s, y, n in bins))
    return {"compared": table, "refused": refusals, "abuse": abuses, "reliability": trust}


if __name__ == "__main__":
    main()
