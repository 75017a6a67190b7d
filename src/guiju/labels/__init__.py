"""Labels: what marks generated content, for people (explicit) and for programs (implicit)."""

from guiju.labels.aigc import aigc, read_aigc
from guiju.labels.producer import DEMO_CODE, ProviderCode
from guiju.labels.text import TextLabeller, explicit, notice

__all__ = ["DEMO_CODE", "ProviderCode", "TextLabeller", "aigc", "explicit", "notice", "read_aigc"]
