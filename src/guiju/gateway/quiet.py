"""Logs that say where something failed and of what kind, and never what was being read."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

_Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Quiet(logging.Formatter):
    """A formatter whose tracebacks hold places and kinds of errors; a message of an error may quote input."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: _Info) -> str:  # noqa: N802 - the name is the standard library's
        """The frames and the kind of the error."""
        kind, _, trace = ei
        frames = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return "\n".join([*frames, kind.__name__ if kind else ""])


def quiet_logs(level: int = logging.WARNING) -> None:
    """Sends what is logged to standard error through Quiet, in place of what was set before."""
    handler = logging.StreamHandler()
    handler.setFormatter(Quiet())
    logging.basicConfig(level=level, handlers=[handler], force=True)
