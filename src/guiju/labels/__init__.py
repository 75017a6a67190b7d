"""Labels: what marks generated content, for people (explicit) and for programs (implicit)."""

from guiju.labels.aigc import aigc, read_aigc
from guiju.labels.examining import Examined, examine
from guiju.labels.labeller import FileLabeller, Unlabelled
from guiju.labels.producer import DEMO_CODE, ProviderCode
from guiju.labels.remark import Remark
from guiju.labels.text import TextLabeller, around, notice

__all__ = [
    "DEMO_CODE",
    "Examined",
    "FileLabeller",
    "ProviderCode",
    "Remark",
    "TextLabeller",
    "Unlabelled",
    "aigc",
    "around",
    "examine",
    "notice",
    "read_aigc",
]
