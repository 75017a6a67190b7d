"""Models: so far the small one that comes along for demonstrations and tests."""

from guiju.models.embedded import EmbeddedModel

__all__ = ["EmbeddedModel"]
