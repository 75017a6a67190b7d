"""The libraries of the extra ``labels``: what writes into pixels, sound and manifests needs them, the rest does not."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Missing(ValueError):
    """A library that is not installed, and how to get it."""


def library(name: str) -> Any:
    """The library of this module name. Raises Missing."""
    try:
        return import_module(name)
    except ImportError:
        raise Missing(f"this needs {name}, which is not installed: pip install 'guiju[labels]'") from None
