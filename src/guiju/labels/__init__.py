"""Labels: what marks generated content, for people (explicit) and for programs (implicit)."""

from guiju.labels.aigc import aigc, aigc_fields, read_aigc
from guiju.labels.examining import Examined, Verdict, examine
from guiju.labels.explicit import Sizes, Tellings, Unfit, checked
from guiju.labels.files import FileLabels
from guiju.labels.labeller import FileLabeller, Unlabelled
from guiju.labels.marking import Marked, Order, Way, mark
from guiju.labels.mending import mended, passed_on
from guiju.labels.producer import DEMO_CODE, ProviderCode
from guiju.labels.remark import Remark
from guiju.labels.splices import opened
from guiju.labels.text import TextLabeller, around, notice
from guiju.labels.wishes import Wishes

__all__ = [
    "DEMO_CODE",
    "Examined",
    "FileLabeller",
    "FileLabels",
    "Marked",
    "Order",
    "ProviderCode",
    "Remark",
    "Sizes",
    "Tellings",
    "TextLabeller",
    "Unfit",
    "Unlabelled",
    "Verdict",
    "Way",
    "Wishes",
    "aigc",
    "aigc_fields",
    "around",
    "checked",
    "examine",
    "mark",
    "mended",
    "notice",
    "opened",
    "passed_on",
    "read_aigc",
]
