"""A folder of packs with terms and penalties of every form, for tests of clocks and exposure."""

from __future__ import annotations

from pathlib import Path

from guiju.core.pack import Pack
from guiju.law.reading.loading import read_packs
from tests.law.packs import folder

_HEAD = """\
id: {id}
title: {{zh: 试, en: Test}}
version: "{version}"
jurisdiction: cn
since: {since}
{until}instruments:
  test: {{title: {{zh: 试, en: Test}}, kind: measures, issuers: {{zh: 署, en: Body}}, status: {status}}}
articles:
  - {{number: "1", title: {{zh: 一, en: One}}, text: {{zh: 文, en: Text}}}}
  - {{number: "2", title: {{zh: 二, en: Two}}, text: {{zh: 文, en: Text}}}}
  - {{number: "3", title: {{zh: 三, en: Three}}, text: {{zh: 文, en: Text}}}}
scope:
  tests:
    - {{clause: "1", when: {{service.users_in_mainland: true}}, holds: {{zh: 是, en: In}}, fails: {{zh: 否, en: Out}}}}
controls:
  later: {{planned: true, text: {{zh: 后, en: Later}}}}
"""
_DUTY = """\
  - id: "{id}"
    clause: "{id}"
    duty: {{zh: 责, en: Duty}}
    trigger: continuous
    controls: [later]
    shows: {{zh: 证, en: Evidence}}
"""
LAW = (
    _HEAD.format(id="test-law", version="2026-01-01", since="2026-01-01", until="", status="in_force")
    + "obligations:\n"
    + _DUTY.format(id="1.1")
    + """\
    deadlines:
      - {after: service_started, within: P10D, days: working}
      - {after: service_ended, within: P20D, days: working}
      - {after: violation_found, open: at_once}
      - {after: review_done, open: before, grace: {before: 2026-03-01, by: 2026-07-01}}
    penalties: [tiers, civil]
"""
    + _DUTY.format(id="1.2")
    + """\
    deadlines:
      - {after: service_started, within: P3M}
      - {after: log_written, within: P6M, keep: true, unverified: true}
    penalties: [turnover, test-old/old]
"""
    + _DUTY.format(id="2.1")
    + """\
    scope: {when: {users.minors: true}, holds: {zh: 是, en: In}, fails: {zh: 否, en: Out}}
    deadlines:
      - {after: service_started, within: P1Y, when: {users.registered: {at_least: 1000}}}
    penalties: [euro]
"""
    + _DUTY.format(id="2.2")
    + """\
penalties:
  tiers:
    clause: "3"
    text: {zh: 罚, en: Fine}
    tiers:
      - {severity: base, fine: {min: 10, max: 50, may: true}, measures: [warn]}
      - severity: refused
        harm: [network_security]
        fine: {min: 50, max: 500}
        person: {min: 5, max: 50}
        measures: [correct]
        unverified: true
      - severity: serious
        harm: [mass_leak, cii_partial]
        needs_harm: true
        fine: {min: 500, max: 2000}
        measures: [suspend_business]
      - {severity: grave, harm: [cii_main], needs_harm: true, fine: {min: 2000, max: 9000}, person: {min: 50, max: 900}}
  turnover:
    clause: "3"
    text: {zh: 罚, en: Fine}
    tiers:
      - {severity: base, measures: [correct]}
      - {severity: serious, fine: {min: 0, max: 5000, turnover: 0.05}, person: {min: 10, max: 100}}
  euro:
    clause: "3"
    currency: EUR
    text: {zh: 罚, en: Fine}
    tiers:
      - {severity: base, fine: {min: 0, max: 700, turnover: 0.03}}
  civil:
    clause: "3"
    kind: civil
    text: {zh: 赔, en: Damages}
    tiers:
      - {severity: base, fine: {min: 0, max: 99999}, measures: [damages]}
cites: {one_fine_per_act: "2", first_minor_offence: "3"}
"""
)
DRAFT = (
    _HEAD.format(id="test-draft", version="1", since="2025-01-01", until="", status="draft")
    + "obligations:\n"
    + _DUTY.format(id="1")
    + """\
    deadlines: [{after: service_started, within: P3M}]
    penalties: [draft]
penalties:
  draft:
    clause: "3"
    text: {zh: 罚, en: Fine}
    tiers: [{severity: base, fine: {min: 1, max: 50}}]
"""
)
OLD = (
    _HEAD.format(id="test-old", version="1", since="2020-01-01", until="until: 2025-01-01\n", status="superseded")
    + "obligations:\n"
    + _DUTY.format(id="1")
    + """\
    penalties: [old]
penalties:
  old:
    clause: "3"
    text: {zh: 罚, en: Fine}
    tiers: [{severity: base, fine: {min: 1, max: 1000000}}]
"""
)


def packs(place: Path) -> dict[str, Pack]:
    """The packs ``test-law`` (from 2026), ``test-draft`` (from 2025) and ``test-old`` (until 2025)."""
    return read_packs(folder(place, test_law=LAW, test_draft=DRAFT, test_old=OLD))
