"""Guiju as it is measured: every check of text as shipped, 10,000 invented words more, durable evidence, key, user."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.ordinary import lexicon
from bench.process import Server, free_port
from bench.stub import PACE
from guiju.labels import DEMO_CODE

RISK = "a1.a"


class Gateway:
    """One installation of Guiju below ``work``, in front of ``upstream``."""

    def __init__(self, work: Path, upstream: str, python: Sequence[str] = (sys.executable,)) -> None:
        work.mkdir(parents=True, exist_ok=True)
        self.work, self.port, self._python = work, free_port(), list(python)
        self._config = work / "guiju.toml"
        words = lexicon(work / "words.txt", RISK)
        told = {"home": work / "home", "upstream": upstream, "host": "127.0.0.1", "producer": DEMO_CODE}
        lines = [f'{name} = "{value}"' for name, value in told.items()]
        lines += [f'words = ["{words}"]', f"port = {self.port}", "demo = true", f"models = {list(PACE)}"]
        self._config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.headers = {"authorization": f"Bearer {self.guiju('keys', 'create', 'bench').split()[-1]}"}

    def _command(self, python: Sequence[str], *arguments: str) -> list[str]:
        return [*python, "-c", "from guiju.cli.main import main; main()", "--config", str(self._config), *arguments]

    def guiju(self, *arguments: str) -> str:
        """What one command prints. Raises RuntimeError with its message where it does not end with 0."""
        done = subprocess.run(
            self._command([sys.executable], *arguments), capture_output=True, text=True, env=environment()
        )
        if done.returncode:
            raise RuntimeError(f"guiju {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def server(self, name: str = "Guiju") -> Server:
        """The gateway's process, to be entered."""
        command, log = self._command(self._python, "serve"), self.work / "serve.log"
        return Server(name, command, self.port, log, path="/readyz", env=environment(), headers=self.headers)


def environment() -> dict[str, str]:
    """The environment of a child that imports this working tree."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src"), "LANG": "C.UTF-8"}
