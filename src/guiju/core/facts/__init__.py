"""Every kind of evidence, one frozen dataclass each. Fields are only ever added; an old record stays readable."""

from guiju.core.facts.answer import AnswerClosed
from guiju.core.facts.clock import ClockChanged, ClockStarted, ClockStopped
from guiju.core.facts.exposure import ExposureComputed, RestsOn
from guiju.core.facts.key import KeyCreated, KeyRevoked
from guiju.core.facts.label import (
    Basis,
    FileLabelled,
    FilePassed,
    FilesExamined,
    LabelValue,
    Modality,
    WaiverAgreed,
    WaiverUsed,
    WordingTested,
)
from guiju.core.facts.ledger import CheckpointSigned, Head, RecordRedacted, WriterOpened
from guiju.core.facts.lexicon import RiskCount, WordsUpdated
from guiju.core.facts.pack import PackAdopted, StatusJudged
from guiju.core.facts.person import Erased, ErasureBlocked, ErasureComplete
from guiju.core.facts.register import DutyAssigned, DutyDecided
from guiju.core.facts.request import RequestAdmitted
from guiju.core.facts.scope import PackDecided, ScopeDecided
from guiju.core.facts.service import ServiceStarted, ServiceStopped
from guiju.core.facts.standing import StandingChanged
from guiju.core.facts.words import Digest, Facts, Hit, Id

KINDS: dict[str, type[Facts]] = {
    facts.kind: facts
    for facts in (
        AnswerClosed, CheckpointSigned, ClockChanged, ClockStarted, ClockStopped, DutyAssigned, DutyDecided, Erased,
        ErasureBlocked, ErasureComplete, ExposureComputed, FileLabelled, FilePassed, FilesExamined, KeyCreated,
        KeyRevoked, PackAdopted, RecordRedacted, RequestAdmitted, ScopeDecided, ServiceStarted, ServiceStopped,
        StandingChanged, StatusJudged, WaiverAgreed, WaiverUsed, WordingTested, WordsUpdated, WriterOpened,
    )
}  # fmt: skip

__all__ = [
    "KINDS", "AnswerClosed", "Basis", "CheckpointSigned", "ClockChanged", "ClockStarted", "ClockStopped", "Digest",
    "DutyAssigned", "DutyDecided", "Erased", "ErasureBlocked", "ErasureComplete", "ExposureComputed", "Facts",
    "FileLabelled", "FilePassed", "FilesExamined", "Head", "Hit", "Id", "KeyCreated", "KeyRevoked",
    "LabelValue", "Modality", "PackAdopted",
    "PackDecided", "RecordRedacted", "RequestAdmitted", "RestsOn", "RiskCount", "ScopeDecided", "ServiceStarted",
    "ServiceStopped", "StandingChanged", "StatusJudged", "WaiverAgreed", "WaiverUsed", "WordingTested",
    "WordsUpdated", "WriterOpened",
]  # fmt: skip
