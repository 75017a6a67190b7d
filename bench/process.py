"""A server under measurement: a child process, when it is ready, and the CPU time its whole tree has used."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import psutil

PATIENCE = 180.0


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server process; as a context it runs, and is ready once ``path`` answers with a status below 500.

    ``headers`` is what every request to it carries (its key).

    Raises RuntimeError with the end of its log where it ends or is not ready within ``PATIENCE`` seconds.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        port: int,
        log: Path,
        *,
        path: str = "/v1/models",
        env: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.port, self.url = name, port, f"http://127.0.0.1:{port}"
        self._command, self._path, self._log = list(command), path, log
        self.headers = dict(headers or {})
        self._env = {**os.environ, **(env or {})}
        self.process: psutil.Popen | None = None

    def __enter__(self) -> Server:
        with self._log.open("ab") as log:
            self.process = psutil.Popen(self._command, stdout=log, stderr=subprocess.STDOUT, env=self._env)
        try:
            self._await_ready()
        except RuntimeError:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _await_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.running.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.running.returncode}:\n{self.log_end()}")
            if self._answers():
                return
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} was not ready within {PATIENCE:.0f} s:\n{self.log_end()}")

    def _answers(self) -> bool:
        try:
            request = urllib.request.Request(self.url + self._path, headers=self.headers)
            with urllib.request.urlopen(request, timeout=5) as answer:
                return int(answer.status) < 500
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    @property
    def running(self) -> psutil.Popen:
        """The process. Raises RuntimeError before it was started."""
        if self.process is None:
            raise RuntimeError(f"{self.name} was not started")
        return self.process

    def log_end(self) -> str:
        """The last lines the server wrote."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])

    def cpu(self) -> float:
        """CPU seconds, user and system, of the process and its living children."""
        tree = [self.running, *self.running.children(recursive=True)]
        return float(sum(t.user + t.system for t in (process.cpu_times() for process in tree)))

    def resident(self) -> float:
        """Resident memory of the process and its children in MB."""
        tree = [self.running, *self.running.children(recursive=True)]
        return float(sum(process.memory_info().rss for process in tree)) / 1e6

    def kill(self) -> None:
        """Ends the process at once, as a crash would."""
        self.running.kill()
        self.running.wait(30)

    def stop(self) -> None:
        """Asks the process to end, and ends it after ten seconds."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
            self.kill()
