"""The LiteLLM proxy as a peer, in its own environment: bare, or with its own filter of the same words.

As lean as it goes: one worker, no database, no cache, production mode, errors only in the log, no network look-ups.
"""

from __future__ import annotations

import hashlib
import secrets
import subprocess
import sys
import venv
from pathlib import Path

import yaml

from bench.ordinary import invented
from bench.process import Server, free_port
from bench.stub import PACE

_LOCK = Path(__file__).with_name("litellm.lock")
_ENV = {
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_LOG": "ERROR",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "DISABLE_ADMIN_UI": "True",
}


def environment(folder: Path) -> Path:
    """The folder of the peer's environment, made from the lock where it is missing or made from another lock.

    Raises CalledProcessError where the packages cannot be installed.
    """
    made_from, digest = folder / "made-from", hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if not made_from.exists() or made_from.read_text() != digest:
        print(f"making {folder} (about a minute)", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        options = ["--quiet", "--no-deps", "--require-hashes", "--disable-pip-version-check"]
        subprocess.run([folder / "bin/pip", "install", *options, "--requirement", _LOCK], check=True)
        made_from.write_text(digest)
    return folder


def proxy(folder: Path, work: Path, upstream: str, *, filtered: bool) -> Server:
    """A LiteLLM proxy in front of ``upstream``; ``filtered`` adds its content filter, before and after the call."""
    name = "LiteLLM + words" if filtered else "LiteLLM bare"
    config, port = work / f"litellm-{'words' if filtered else 'bare'}.yaml", free_port()
    config.write_text(yaml.safe_dump(_config(upstream, work if filtered else None)), encoding="utf-8")
    command = [folder / "bin/litellm", "--config", config, "--host", "127.0.0.1", "--port", port, "--num_workers", 1]
    key, words = f"sk-{secrets.token_hex(32)}", [str(part) for part in command]
    return Server(
        name, words, port, config.with_suffix(".log"), path="/health/liveliness",
        env={**_ENV, "LITELLM_MASTER_KEY": key}, headers={"authorization": f"Bearer {key}"},
    )  # fmt: skip


def _config(upstream: str, words_in: Path | None) -> dict[str, object]:
    models = [
        {"model_name": name, "litellm_params": {"model": f"openai/{name}", "api_base": upstream, "api_key": "none"}}
        for name in PACE
    ]
    config: dict[str, object] = {"model_list": models, "litellm_settings": {"telemetry": False}}
    if words_in is not None:
        config["guardrails"] = [{"guardrail_name": "words", "litellm_params": _filter(words_in)}]
    return config


def _filter(work: Path) -> dict[str, object]:
    words = work / "litellm-words-list.yaml"
    blocked = {"blocked_words": [{"keyword": word, "action": "BLOCK"} for word in invented()]}
    words.write_text(yaml.safe_dump(blocked, allow_unicode=True), encoding="utf-8")
    mode = ["pre_call", "post_call"]
    return {"guardrail": "litellm_content_filter", "mode": mode, "default_on": True, "blocked_words_file": str(words)}
