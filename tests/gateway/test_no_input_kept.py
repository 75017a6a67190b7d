"""A secret in every field, header and answer; then every log, metric, error, record and table is searched for it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from guiju.gateway.quiet import Quiet
from tests.gateway.conftest import BAD, Open
from tests.gateway.requests import FIELDS, request_with
from tests.gateway.upstream_stub import DONE, Body, Cut, chunk, event, whole

SECRET = "zq7Xmarker"


def files_with(folder: Path, text: str) -> list[str]:
    """The files below a folder that hold a text."""
    return [f.name for f in folder.rglob("*") if f.is_file() and text.encode() in f.read_bytes()]


async def test_nothing_that_was_said_is_kept_anywhere(
    opened: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    mode = "good"

    async def script(body: Body) -> AsyncIterator[bytes]:
        said = {"broken": f"{SECRET} ", "bad": f"{SECRET} {BAD}"}.get(mode, f"the model says {SECRET}")
        if "input" in body:
            yield (
                b'{"data": [{"embedding": "%s"}]}' % SECRET.encode()
                if mode == "bad"
                else b'{"data": [{"embedding": [1]}]}'
            )
        elif not body.get("stream"):
            yield whole({"content": said}) if mode != "lying" else whole({"content": said, SECRET: SECRET})
        else:
            yield event(chunk({"content": said}))
            if mode == "broken":
                raise Cut
            yield event(chunk({SECRET: SECRET} if mode == "lying" else {}, finish="stop")) + DONE

    house = await opened(script)
    answers = []
    for mode in ("good", "bad", "broken", "lying"):
        for name in FIELDS:
            surface, body = request_with(name, f"{SECRET} {BAD}" if name == "user" else SECRET)
            path = "/v1/chat/completions" if surface == "chat" else "/v1/embeddings"
            asked = {**body, "user": SECRET} | ({"stream": mode != "bad"} if surface == "chat" else {})
            answers.append(await house.ask(asked, path, x_guiju_user=f"{SECRET}@x", user_agent=SECRET, x_more=SECRET))
    for body in ({SECRET: 1}, {"model": SECRET, "messages": [{"role": "user", "content": SECRET}]}, SECRET, [SECRET]):
        answers += [await house.ask(body)]
    answers.append(await house.ask(SECRET.encode()))
    answers.append(await house.ask({}, f"/{SECRET}?{SECRET}"))
    answers.append(await house.ask({}, authorization=f"Bearer {SECRET}"))
    errors = [a for a in answers if a.status != 200]
    assert errors and not any(SECRET.encode() in a.raw or SECRET in str(a.headers) for a in errors)
    for path in ("/metrics", "/status.json"):
        async with house.http.get(house.url + path) as response:
            assert SECRET not in await response.text()
    assert len(list(house.ledger.find())) > 2 * len(FIELDS)
    shown = capfd.readouterr()
    ours = "\n".join(
        r.getMessage() for r in caplog.records if r.name.startswith(("guiju", "uvicorn", "aiohttp", "asyncio"))
    )
    assert SECRET not in ours + shown.out + shown.err
    await house.stop()
    assert files_with(tmp_path, SECRET) == []


def test_a_traceback_shows_places_and_no_values() -> None:
    logger, handler = logging.Logger("x"), logging.Handler()
    shown: list[str] = []
    handler.emit = lambda record: shown.append(Quiet().format(record))  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        {}[SECRET]
    except KeyError:
        logger.exception("failed")
    assert "KeyError" in shown[0] and "test_no_input_kept.py" in shown[0] and SECRET not in shown[0]
