"""The embedded model: a small real model beside the gateway, for demonstrations and tests."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from guiju.models.weights import weights

NAME = "smollm2-135m-instruct"
SCRIPT = Path(__file__).with_name("serving.py")
GRACE = 5.0
"""Seconds a server gets to end by itself."""


class EmbeddedModel:
    """SmolLM2-135M-Instruct behind an OpenAI-compatible server in a process of its own; a stand-in for a real model.

    It speaks English only. ``threads`` are its cores, ``slots`` how many conversations it holds at once, ``patience``
    the seconds it may take to load. Use it as a context manager, or call ``start`` and ``stop``.
    """

    name = NAME

    def __init__(self, *, threads: int = 1, slots: int = 2, patience: float = 60.0) -> None:
        self._threads, self._slots, self._patience = threads, slots, patience
        self._process: subprocess.Popen[bytes] | None = None
        self._address = ""

    @property
    def url(self) -> str:
        """Where it answers, as an upstream is named: ``http://127.0.0.1:PORT/v1``. Raises RuntimeError before start."""
        if not self._address:
            raise RuntimeError("the embedded model is not started")
        return self._address + "/v1"

    def start(self) -> Self:
        """Loads the model and waits until it answers.

        Raises LookupError where it is not installed, ConnectionError where it does not come up in time.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-P", SCRIPT, weights(), NAME, str(self._threads), str(self._slots)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "OMP_NUM_THREADS": str(self._threads)},
            start_new_session=True,  # Ctrl-C is for the gateway, which still needs its model while it drains
        )
        self._address = self._announced()
        return self

    def _announced(self) -> str:
        assert self._process is not None and self._process.stdout is not None
        deadline = time.monotonic() + self._patience
        said = ""
        while select.select([self._process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
            line = self._process.stdout.readline().decode(errors="replace")
            if line.startswith("http://"):
                return line.strip()
            if not line:
                break
            said = line.strip() or said
        self.stop()
        raise ConnectionError(f"the embedded model did not start: {said or f'not loaded in {self._patience:.0f} s'}")

    def stop(self) -> None:
        """Ends the server and its process; may be called more than once."""
        process, self._process, self._address = self._process, None, ""
        if process is not None:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.close()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
