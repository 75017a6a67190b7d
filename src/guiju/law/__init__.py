"""Regulation packs: what the law says, as data, and which of it evidence shows met."""

from guiju.law.agreement.check import Summary, check, faulty_packs, summary
from guiju.law.clock.clock import Moved, Running, Shift, changed, clock
from guiju.law.clock.terms import Suspension
from guiju.law.exposure.exposure import Ceiling, Exposed, Exposure, Provision, Who, expose
from guiju.law.exposure.findings import BESIDE, Asked, Finding, read_findings
from guiju.law.exposure.fines import Money, Step
from guiju.law.exposure.record import exposure_computed
from guiju.law.lookup.diff import Diff, diff
from guiju.law.lookup.search import Hit, search
from guiju.law.lookup.texts import Official, file_of, supplied
from guiju.law.lookup.texts import read as read_text
from guiju.law.oscal.documents import documents
from guiju.law.reading.active import Packs
from guiju.law.reading.citing import cite
from guiju.law.reading.in_use import Adopted, InUse
from guiju.law.reading.loading import (
    FOLDER,
    available,
    chosen,
    default_ids,
    in_effect,
    load,
    read_file,
    read_pack,
    read_packs,
    usual_mode,
)
from guiju.law.reading.questions import Question, questions
from guiju.law.reading.words import words
from guiju.law.register.decisions import Decision
from guiju.law.register.headings import APPLIES, ENTERED, HEADINGS, Column
from guiju.law.register.reconciling import Exported, Outcome, marks, reconcile
from guiju.law.register.register import Applies, Entry, Unit, entries
from guiju.law.register.sheet import Row, Sheet, read_sheet
from guiju.law.register.wording import duty_digest
from guiju.law.register.workbook import Line, shown, workbook
from guiju.law.scope.contradictions import Contradiction, contradicted, contradictions
from guiju.law.scope.narrowing import Narrowing, narrowed, unnarrowed
from guiju.law.scope.profile import Profile, answered, read_profile
from guiju.law.scope.record import scope_decided
from guiju.law.scope.scope import DutyScope, PackScope, Reason, Scope, decide, open_facts, scope_of
from guiju.law.status import ControlStatus, ObligationStatus, status
from guiju.law.versions.adoption import Adoption, History, missing
from guiju.law.versions.archive import Archive
from guiju.law.versions.difference import Change, Difference, Side, compare, side
from guiju.law.versions.touched import TOUCHED, Assessment, Clock
from guiju.law.versions.upgrade import Effect, Plan, Renewal, clash, plan, refusals, untimely

__all__ = [
    "APPLIES",
    "BESIDE",
    "ENTERED",
    "FOLDER",
    "HEADINGS",
    "TOUCHED",
    "Adopted",
    "Adoption",
    "Applies",
    "Archive",
    "Asked",
    "Assessment",
    "Ceiling",
    "Change",
    "Clock",
    "Column",
    "Contradiction",
    "ControlStatus",
    "Decision",
    "Diff",
    "Difference",
    "DutyScope",
    "Effect",
    "Entry",
    "Exported",
    "Exposed",
    "Exposure",
    "Finding",
    "History",
    "Hit",
    "InUse",
    "Line",
    "Money",
    "Moved",
    "Narrowing",
    "ObligationStatus",
    "Official",
    "Outcome",
    "PackScope",
    "Packs",
    "Plan",
    "Profile",
    "Provision",
    "Question",
    "Reason",
    "Renewal",
    "Row",
    "Running",
    "Scope",
    "Sheet",
    "Shift",
    "Side",
    "Step",
    "Summary",
    "Suspension",
    "Unit",
    "Who",
    "answered",
    "available",
    "changed",
    "check",
    "chosen",
    "cite",
    "clash",
    "clock",
    "compare",
    "contradicted",
    "contradictions",
    "decide",
    "default_ids",
    "diff",
    "documents",
    "duty_digest",
    "entries",
    "expose",
    "exposure_computed",
    "faulty_packs",
    "file_of",
    "in_effect",
    "load",
    "marks",
    "missing",
    "narrowed",
    "open_facts",
    "plan",
    "questions",
    "read_file",
    "read_findings",
    "read_pack",
    "read_packs",
    "read_profile",
    "read_sheet",
    "read_text",
    "reconcile",
    "refusals",
    "scope_decided",
    "scope_of",
    "search",
    "shown",
    "side",
    "status",
    "summary",
    "supplied",
    "unnarrowed",
    "untimely",
    "usual_mode",
    "words",
    "workbook",
]
