from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bench.manifest_files import FILES
from guiju.labels.provenance import Chain, create, manifested
from tests.labels.provenance.labels import LABEL


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return create(tmp_path_factory.mktemp("chain") / "keys", "示例公司")


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory, chain: Chain) -> Callable[[str], Path]:
    """A file of each kind with its manifest, made once."""
    folder = tmp_path_factory.mktemp("signed")

    def made(name: str) -> Path:
        path = folder / name
        if not path.exists():
            plain = folder / f"plain-{name}"
            plain.write_bytes(FILES[name]())
            manifested(plain, path, "", LABEL, chain)
        return path

    return made


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback, and every request that reached it."""
    met: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            met.append(self.path)
            self.send_error(404)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", met
        server.shutdown()
        thread.join()
