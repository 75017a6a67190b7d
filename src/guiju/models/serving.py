"""The process of the embedded model: an OpenAI-compatible server on the loopback that ends when its parent does.

Run as a script, never imported: ``serving.py WEIGHTS NAME THREADS SLOTS``. It prints its address on stdout once the
model is loaded, and stays until stdin is closed.
"""

from __future__ import annotations

import os
import sys

import xllamacpp

CONTEXT = 2048
"""Tokens that one conversation may take."""
SILENT = -1


def parameters(weights: str, name: str, threads: int, slots: int) -> xllamacpp.CommonParams:
    """What the server is started with: loopback only, any free port, nothing logged."""
    chosen = xllamacpp.CommonParams()
    chosen.model.path = weights
    chosen.model_alias = {name}
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = 0
    chosen.cpuparams.n_threads = threads
    chosen.cpuparams_batch.n_threads = threads
    chosen.n_parallel = slots
    chosen.n_ctx = CONTEXT * slots
    chosen.ui = False
    chosen.verbosity = SILENT
    return chosen


def main(weights: str, name: str, threads: str, slots: str) -> None:
    """Serves until the parent closes stdin or dies."""
    server = xllamacpp.Server(parameters(weights, name, int(threads), int(slots)))
    print(server.listening_address, flush=True)  # noqa: T201  the parent reads it, and nothing after it
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
