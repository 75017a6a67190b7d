"""A guard model that answers what a test wants, behind the wire format of the API."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Guard:
    """What it says, and what it was asked."""

    def __init__(self) -> None:
        self.says = "Safety: Safe\nCategories: None"
        self.status, self.raw, self.delay, self.drip, self.to = 200, b"", 0.0, 0.0, ""
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.paths: list[str] = []
        self.at_once = self.most = 0
        self.url = ""


@contextmanager
def guard() -> Iterator[Guard]:
    told, lock = Guard(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append({"redirected": True})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                told.at_once += 1
                told.most = max(told.most, told.at_once)
                told.asked.append(json.loads(body))
                told.paths.append(self.path)
                told.keys.append(self.headers.get("Authorization", ""))
            time.sleep(told.delay)
            reply = (
                told.raw or json.dumps({"choices": [{"message": {"role": "assistant", "content": told.says}}]}).encode()
            )
            with lock:
                told.at_once -= 1
            try:
                self.send_response(told.status)
                if told.to:
                    self.send_header("Location", told.to)
                self.end_headers()
                step = 1 if told.drip else len(reply) or 1
                for at in range(0, len(reply), step):
                    self.wfile.write(reply[at : at + step])
                    time.sleep(told.drip)
            except OSError:
                return

        def log_message(self, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
