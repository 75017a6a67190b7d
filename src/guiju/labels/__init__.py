"""Labels: what marks generated content, for people (explicit) and for programs (implicit)."""

from guiju.labels.aigc import aigc, aigc_fields, read_aigc
from guiju.labels.carriers import kind_of_file
from guiju.labels.examining import Examined, Verdict, examine
from guiju.labels.explicit import Measurement, Sizes, Snippets, Tellings, Unfit, checked, measurements, snippet_page
from guiju.labels.files import FileLabels
from guiju.labels.inspecting import Inspection
from guiju.labels.labeller import FileLabeller, Unlabelled
from guiju.labels.marking import Marked, Order, Way, mark
from guiju.labels.mending import mended
from guiju.labels.passing import Decision, decided
from guiju.labels.producer import DEMO_CODE, ProviderCode
from guiju.labels.provenance import create as create_chain
from guiju.labels.provenance import renew as renew_chain
from guiju.labels.remark import Remark
from guiju.labels.sealing import Manifests, Seals
from guiju.labels.sidecar import place as beside_of
from guiju.labels.sidecar import write_beside
from guiju.labels.signing import ALGORITHMS, Algorithm
from guiju.labels.signing import generate as generate_key
from guiju.labels.signing import save as save_key
from guiju.labels.splices import opened
from guiju.labels.stamping import Stamps, mark_reader
from guiju.labels.survival import Survival, survivals
from guiju.labels.text import TextLabeller, around, notice
from guiju.labels.titles import title
from guiju.labels.wishes import Wishes

__all__ = [
    "ALGORITHMS",
    "DEMO_CODE",
    "Algorithm",
    "Decision",
    "Examined",
    "FileLabeller",
    "FileLabels",
    "Inspection",
    "Manifests",
    "Marked",
    "Measurement",
    "Order",
    "ProviderCode",
    "Remark",
    "Seals",
    "Sizes",
    "Snippets",
    "Stamps",
    "Survival",
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
    "beside_of",
    "checked",
    "create_chain",
    "decided",
    "examine",
    "generate_key",
    "kind_of_file",
    "mark",
    "mark_reader",
    "measurements",
    "mended",
    "notice",
    "opened",
    "read_aigc",
    "renew_chain",
    "save_key",
    "snippet_page",
    "survivals",
    "title",
    "write_beside",
]
