"""Every control that this version rests on: met, not met, stale and no evidence, each from its own records."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from guiju.core.facts import Hit, Id
from guiju.law import load
from tests.law.records import (
    ADMITTED,
    ADOPTED,
    CHECKPOINT,
    CLOSED,
    ERASED,
    ERASURE_COMPLETE,
    EXAMINED,
    EXPOSURE,
    LABELLED,
    NOW,
    PASSED,
    SCOPE,
    STARTED,
    SUSPENDED,
    TESTED,
    WAIVED,
    WORDS,
    ago,
    record,
)  # fmt: skip

IDS = ["cn-draft-2023-04", "cn-gbt-45654-2025", "cn-labels-2025-09", "cn-algorithm-2022-03"]
PACKS = load(IDS, on=date(2026, 11, 22)).all
BUILT = {name: control for pack in PACKS for name, control in pack.controls.items() if not control.planned}


FAILED = Hit(Id("check.failed"), Id("pii@1"), 1, 1.0)


def asked(at: datetime, **changed):
    return [record(ADMITTED, at, **changed)]


def closed(at: datetime, **changed):
    return [record(CLOSED, at, **changed)]


def answered(at: datetime, **changed):
    return [*asked(at), record(CLOSED, at + timedelta(seconds=2), **changed)]


def overdue(at: datetime):
    return [*asked(at - timedelta(hours=2)), *closed(at)]


def suspended(at: datetime, after: str = "suspended"):
    turns = [
        record(ADMITTED, at + timedelta(seconds=i), f"r-{i}", turn=f"{i:064x}", counted=True, refusal="content")
        for i in range(3)
    ]
    return [*turns, record(SUSPENDED, at + timedelta(seconds=3), "u-1", after=after)]


def sealed(at: datetime, **changed):
    return [*asked(at), record(CHECKPOINT, at + timedelta(seconds=5), "checkpoint-1", None, **changed)]


def unsealed(at: datetime):
    return [*asked(at - timedelta(days=2)), record(CHECKPOINT, at, "checkpoint-1", None)]


def erased(at: datetime):
    return [record(ERASED, at), record(ERASURE_COMPLETE, at + timedelta(seconds=5))]


def adopted(at: datetime, **changed):
    return [record(ADOPTED, at, "cn-draft-2023-04", None, **changed)]


def started(at: datetime, **changed):
    return [record(STARTED, at, "service-1", None, **changed)]


def scoped(at: datetime, **changed):
    return [record(SCOPE, at, "scope", None, **changed)]


def exposed(at: datetime, **changed):
    return [record(EXPOSURE, at, "exposure", None, **changed)]


def updated(at: datetime, **changed):
    return [record(WORDS, at, "words", None, **changed)]


def labelled(at: datetime, **changed):
    return [record(LABELLED, at, **changed)]


def labels_of(modality: str):
    """A labelled file of a modality, and what its control takes for a fault."""

    def good(at: datetime, **changed):
        return labelled(at, **{"modality": modality, **changed})

    return good, [
        lambda at: good(at, explicit="none"),
        lambda at: good(at, explicit="notice"),
        lambda at: good(at, implicit=False),
        lambda at: good(at, producer=""),
        lambda at: good(at, number=""),
    ]


def place_of(carrier: str):
    def good(at: datetime, **changed):
        return labelled(at, carrier=carrier, **changed)

    return good, [
        lambda at: good(at, read_back="noncompliant"),
        lambda at: good(at, copies=2),
        lambda at: good(at, implicit=False),
    ]


def gave(at: datetime, **changed):
    """An answer with a file, and the record of that file."""
    return [*given(at), record(LABELLED, at + timedelta(seconds=1), **changed)]


def given(at: datetime):
    return [record(CLOSED, at, surface="images", choices=1, spoken=False)]


def passed(at: datetime, **changed):
    return [record(PASSED, at, **changed)]


def examined(at: datetime, **changed):
    return [record(EXAMINED, at, "labels", None, **changed)]


def measured(at: datetime, **changed):
    return [record(TESTED, at, "wording-image-height", None, **changed)]


def waived(at: datetime, **changed):
    return [record(WAIVED, at, **changed)]


CARRIERS = {
    "jpeg": "jpeg", "png": "png", "webp": "webp", "gif": "gif", "tiff": "tiff", "heif": "avif", "xmp": "svg",
    "mp4": "mov", "flv": "flv", "matroska": "webm", "avi": "avi", "wav": "wav", "mp3": "mp3", "vorbis": "flac",
    "m4a": "m4a", "ooxml": "ooxml", "pdf": "pdf", "markdown": "markdown", "others": "html",
}  # fmt: skip


CASES = {
    "prompt-check": (asked, [
        lambda at: asked(at, checks=()),
        lambda at: asked(at, checks=("words@1",)),
        lambda at: asked(at, policy=""),
        lambda at: asked(at, refusal="check", action="REFUSE"),
        lambda at: asked(at, hits=(FAILED,)),
    ]),
    "answer-check": (answered, [
        lambda at: answered(at, judged=False),
        lambda at: answered(at, hits=(FAILED,)),
        lambda at: answered(at, checks=("pii@1",)),
        asked,
        closed,
        overdue,
    ]),
    "answer-filter": (closed, [lambda at: closed(at, released_before=True)]),
    "standing": (suspended, [lambda at: suspended(at)[:-1], lambda at: suspended(at, "good")]),
    "explicit-label": (closed, [
        lambda at: closed(at, explicit_label="none"),
        lambda at: closed(at, explicit_label="none", outcome="stopped"),
    ]),
    "implicit-label": (closed, [
        lambda at: closed(at, implicit_label=False),
        lambda at: closed(at, producer=""),
    ]),
    "evidence-complete": (answered, [asked, closed, overdue]),
    "no-input-kept": (asked, [lambda at: asked(at, turn="")]),
    "access-keys": (asked, [lambda at: asked(at, application="")]),
    "ledger-checkpoint": (sealed, [lambda at: sealed(at, records=0), unsealed]),
    "erasure": (erased, [lambda at: erased(at)[:-1]]),
    "scope-record": (scoped, [
        lambda at: scoped(at, assumed=1),
        lambda at: scoped(at, profile=""),
        lambda at: scoped(at, packs=()),
        lambda at: [*scoped(at - timedelta(hours=1)), *scoped(at, assumed=1)],
    ]),
    "classifier-cover": (started, [
        lambda at: started(at, weighed=STARTED.weighed[1:]),
        lambda at: started(at, checks=("words@1", "pii@1")),
    ]),
    "input-attack-watch": (asked, [
        lambda at: asked(at, checks=("words@1",)),
        lambda at: asked(at, hits=(FAILED,)),
    ]),
    "abuse-detection": (asked, [
        lambda at: asked(at, checks=("words@1",)),
        lambda at: asked(at, hits=(FAILED,)),
    ]),
    "modality-register": (scoped, [lambda at: scoped(at, modalities=())]),
    "source-registry": (adopted, [lambda at: adopted(at, digest=""), lambda at: adopted(at, version="")]),
    "opinion-attribute": (scoped, [lambda at: scoped(at, opinion=""), lambda at: scoped(at, opinion="unknown")]),
    "keyword-library": (updated, [
        lambda at: updated(at, short=1),
        lambda at: updated(at, digest=""),
        lambda at: updated(at, counts=()),
        lambda at: [*updated(at - timedelta(hours=1)), *updated(at, short=2)],
    ]),
    "media-labels": labels_of("image"),
    "image-labels": labels_of("image"),
    "audio-labels": labels_of("audio"),
    "video-labels": labels_of("video"),
    "scene-labels": labels_of("virtual_scene"),
    **{f"place-{name}": place_of(carrier) for name, carrier in CARRIERS.items()},
    "label-export": (gave, [given, lambda at: gave(at, explicit="none")]),
    "label-read-back": (labelled, [lambda at: labelled(at, read_back="none"), lambda at: labelled(at, copies=2)]),
    "label-wording": (measured, [lambda at: measured(at, holds=False), lambda at: measured(at, elements=False)]),
    "label-integrity": (examined, [lambda at: examined(at, altered=1), lambda at: examined(at, doubled=1)]),
    "label-before-spread": (passed, [
        lambda at: passed(at, written=False),
        lambda at: passed(at, read_back="noncompliant"),
    ]),
    "unlabelled-log": (waived, [lambda at: waived(at, terms="")]),
    "platform-label-check": (passed, [lambda at: passed(at, met=""), lambda at: passed(at, basis="")]),
    "platform-label-write": (passed, [
        lambda at: passed(at, written=False),
        lambda at: passed(at, read_back="none"),
        lambda at: passed(at, propagator=""),
    ]),
    "label-declaration": (passed, [lambda at: passed(at, value="1"), lambda at: passed(at, written=False)]),
    "exposure": (exposed, [
        lambda at: exposed(at, profile=""),
        lambda at: exposed(at, packs=()),
        lambda at: [*exposed(at - timedelta(hours=1)), *exposed(at, packs=())],
    ]),
}  # fmt: skip

RECENT = {"erasure": ago(days=50)}


def test_every_built_control_is_tried():
    assert set(CASES) == set(BUILT)


@pytest.mark.parametrize("name", BUILT)
def test_met(name):
    good, _ = CASES[name]
    status = BUILT[name].status(good(RECENT.get(name, ago(hours=1))), NOW)
    assert (status.value, status.reason) == ("met", "covered")
    assert status.live.covered == status.live.events == 1
    assert status.demo.value == "no_evidence"


@pytest.mark.parametrize("name", BUILT)
def test_not_met(name):
    good, bad = CASES[name]
    at = RECENT.get(name, ago(hours=1))
    for records in (make(at) for make in bad):
        status = BUILT[name].status(records, NOW)
        assert status.value == "not_met"
        assert status.reason in ("failed", "missing")
        assert status.live.faults
        other = [record(r.facts, r.at, f"other-{r.subject}", "u-2") for r in good(at)]
        assert BUILT[name].status([*records, *other], NOW).value == "not_met"


@pytest.mark.parametrize("name", BUILT)
def test_stale(name):
    good, _ = CASES[name]
    reading = BUILT[name].reading
    status = BUILT[name].status(good(NOW - reading.window + timedelta(seconds=10)), NOW)
    assert (status.value, status.reason) == ("not_met", "stale")


@pytest.mark.parametrize("name", BUILT)
def test_no_evidence(name):
    good, _ = CASES[name]
    outside = good(NOW - BUILT[name].reading.window - timedelta(days=40))
    for records in ([], outside):
        status = BUILT[name].status(records, NOW)
        assert (status.value, status.reason) == ("no_evidence", "no_events")


@pytest.mark.parametrize("name", BUILT)
def test_a_demonstration_never_counts(name):
    good, _ = CASES[name]
    shown = [record(r.facts, r.at, r.subject, r.user, demo=True) for r in good(RECENT.get(name, ago(hours=1)))]
    status = BUILT[name].status(shown, NOW)
    assert (status.value, status.demo.value) == ("no_evidence", "met")


def test_a_refused_request_needs_no_label_and_no_judged_answer():
    refused = [
        *asked(ago(hours=1), refusal="content", action="REFUSE"),
        record(
            CLOSED,
            ago(hours=1),
            outcome="refused",
            checks=(),
            explicit_label="none",
            implicit_label=False,
            characters=0,
        ),
    ]
    for name in ("answer-check", "answer-filter", "explicit-label", "implicit-label"):
        assert BUILT[name].status(refused, NOW).value == "no_evidence", name
    assert BUILT["evidence-complete"].status(refused, NOW).value == "met"
