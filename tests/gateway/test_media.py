"""Files that a model generates: labelled before they leave, or they stay."""

from __future__ import annotations

import asyncio
import base64
import io
import wave
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from openai import OpenAI, PermissionDeniedError
from PIL import Image

from guiju.core.check import Finding
from guiju.core.content import Content
from guiju.core.facts import AnswerClosed, Digest, FileLabelled, RequestAdmitted, WaiverUsed
from guiju.core.language import Lang
from guiju.labels import DEMO_CODE, FileLabels, Order, examine
from guiju.law import Packs
from guiju.ledger import open_ledger
from guiju.users import Waivers
from tests.gateway.conftest import BAD, House, parts_for, running
from tests.gateway.upstream_stub import Body, Script, Stub
from tests.labels.carriers.media import film

ASK = {"model": "model-a", "prompt": "a lighthouse at dusk"}
PLAIN = "/v1/images/generations"


def png(colour: tuple[int, int, int] = (10, 90, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (96, 64), colour).save(out, "PNG")
    return out.getvalue()


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(32_000))
    return out.getvalue()


def telling(raw: bytes) -> Script:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield raw

    return script


def pictures(*files: bytes, **more: Any) -> Script:
    return telling(
        orjson.dumps({"created": 1, "data": [{"b64_json": base64.b64encode(f).decode()} for f in files], **more})
    )


def clean(content: Content) -> list[Finding]:
    return []


Start = Callable[..., Any]


@pytest.fixture
async def start(tmp_path: Path, packs: Packs, checks: tuple[Any, ...]) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:
        ledger = stack.enter_context(open_ledger(f"sqlite:///{tmp_path / 'guiju.db'}", tmp_path / "keys"))

        async def starting(
            script: Script, seen: Callable[[Content], Sequence[Finding]] | None = clean, **settings: Any
        ) -> House:
            told: dict[Lang, Order] = {"zh": Order(way="client"), "en": Order(way="client")}
            labels = FileLabels(DEMO_CODE, told, Order(way="waived"))
            parts = replace(parts_for(ledger, packs, checks), labels=labels, pictures=seen)
            return await stack.enter_async_context(running(parts, ledger, Stub(script), **settings))

        yield starting


def facts_of(house: House, answered: Any, kind: type) -> list[Any]:
    return [one.facts for one in house.evidence(answered) if isinstance(one.facts, kind)]


async def test_every_picture_leaves_with_its_own_label(start: Start) -> None:
    house = await start(pictures(png(), png((1, 2, 3))))
    answered = await house.ask({**ASK, "n": 2}, PLAIN)
    assert answered.status == 200
    rows = answered.json["data"]
    labels = [examine(base64.b64decode(row["b64_json"])).label for row in rows]
    request = answered.headers["x-guiju-id"]
    assert [one.produce_id for one in labels if one] == [f"{request}-1", f"{request}-2"]
    assert [row["guiju"]["number"] for row in rows] == [f"{request}-1", f"{request}-2"]
    labelled = facts_of(house, answered, FileLabelled)
    assert [(f.way, f.modality, f.read_back, f.copies) for f in labelled] == [("images", "image", "compliant", 1)] * 2
    (closed,) = facts_of(house, answered, AnswerClosed)
    assert (closed.surface, closed.outcome, closed.choices, closed.judged) == ("images", "finished", 2, True)
    (admitted,) = facts_of(house, answered, RequestAdmitted)
    assert admitted.surface == "images"
    assert house.stub.seen[0]["response_format"] == "b64_json"


async def test_an_address_that_was_asked_for_leads_to_the_labelled_file(start: Start) -> None:
    house = await start(pictures(png()))
    answered = await house.ask({**ASK, "response_format": "url"}, PLAIN)
    url = answered.json["data"][0]["url"]
    async with house.http.get(url) as response:
        assert response.status == 200 and response.headers["content-type"] == "image/png"
        seen = examine(await response.read())
    assert seen.label is not None
    async with house.http.get(url[:-4] + "0000") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("script", "status", "code"),
    [
        (pictures(b"no picture at all"), 502, "not_labelled"),
        (pictures(png()[:-20]), 502, "not_labelled"),
        (pictures(wav()), 502, "not_labelled"),
        (telling(b'{"data": [{"url": "http://127.0.0.1/x.png"}]}'), 502, "no_file"),
        (telling(b'{"data": []}'), 502, "upstream_failed"),
        (pictures(png(), png()), 502, "upstream_failed"),
        (telling(b'{"data": [{"b64_json": "!!"}]}'), 502, "upstream_failed"),
        (telling(b"<html>"), 502, "upstream_failed"),
    ],
)
async def test_what_cannot_be_labelled_does_not_leave(start: Start, script: Script, status: int, code: str) -> None:
    house = await start(script)
    answered = await house.ask(ASK, PLAIN)
    assert (answered.status, answered.json["error"]["code"]) == (status, code)
    (closed,) = facts_of(house, answered, AnswerClosed)
    assert closed.outcome == "upstream_failed" and not facts_of(house, answered, FileLabelled)


async def test_a_prompt_is_judged_before_anything_is_made(start: Start) -> None:
    house = await start(pictures(png()))
    answered = await house.ask({**ASK, "prompt": f"画一张{BAD}"}, PLAIN)
    assert (answered.status, answered.json["error"]["code"]) == (403, "content_filter")
    assert house.stub.seen == []


async def test_a_picture_that_is_judged_badly_stays(start: Start) -> None:
    house = await start(pictures(png()), lambda content: [Finding("a1.a", 1.0, "image@1")])
    answered = await house.ask(ASK, PLAIN)
    assert (answered.status, answered.json["error"]["code"]) == (403, "content_filter")
    assert not facts_of(house, answered, FileLabelled)


async def test_without_a_judge_pictures_stay(start: Start) -> None:
    for seen in (None, lambda content: [Finding("check.not_run", 1.0, "image@2026.11")]):
        house = await start(pictures(png()), seen)
        answered = await house.ask(ASK, PLAIN)
        assert (answered.status, answered.json["error"]["code"]) == (501, "not_judged")
        assert not facts_of(house, answered, FileLabelled)


async def test_without_an_agreement_nobody_gets_a_file_without_an_explicit_label(start: Start) -> None:
    house = await start(pictures(png()))
    for headers in ({}, {"x_guiju_user": "customer-1"}):
        answered = await house.ask(ASK, PLAIN, x_guiju_unlabelled="1", **headers)
        assert (answered.status, answered.json["error"]["code"]) == (403, "no_agreement")
    user = house.parts.people.pseudonym("customer-1")
    waivers = Waivers(house.ledger)
    waivers.agree(user, Digest("a" * 64), ends=False, actor="officer:test", now=datetime.now(UTC))
    answered = await house.ask(ASK, PLAIN, x_guiju_unlabelled="1", x_guiju_user="customer-1")
    assert answered.status == 200
    (used,) = facts_of(house, answered, WaiverUsed)
    (labelled,) = facts_of(house, answered, FileLabelled)
    assert (used.terms, labelled.explicit, labelled.implicit) == ("a" * 64, "waived", True)
    waivers.agree(user, Digest("a" * 64), ends=True, actor="officer:test", now=datetime.now(UTC))
    again = await house.ask(ASK, PLAIN, x_guiju_unlabelled="1", x_guiju_user="customer-1")
    assert again.json["error"]["code"] == "no_agreement"


async def test_what_is_refused_on_the_way_is_on_record_with_its_reason(start: Start) -> None:
    house = await start(pictures(png()), lambda content: [Finding("a1.a", 1.0, "image@1")])
    assert (await edited(house, form(model="model-a", prompt="x", image=png())))[0] == 403
    assert house.stub.bodies == []
    unasked = await house.ask(ASK, PLAIN, x_guiju_unlabelled="1")
    assert unasked.json["error"]["code"] == "no_agreement"
    made = await house.ask(ASK, PLAIN)
    closed = [one.facts for one in house.ledger.find(kind=AnswerClosed.kind)]
    assert [(facts.outcome, [hit.risk for hit in facts.hits]) for facts in closed] == [
        ("refused", ["a1.a"]), ("refused", []), ("stopped", ["a1.a"]),
    ]  # fmt: skip
    assert len(list(house.ledger.find(kind=RequestAdmitted.kind))) == 3 and made.status == 403


async def test_speech_leaves_labelled(start: Start) -> None:
    house = await start(telling(wav()))
    answered = await house.ask(
        {"model": "model-a", "input": "你好", "voice": "a", "response_format": "wav"}, "/v1/audio/speech"
    )
    assert (answered.status, answered.headers.get("Content-Type")) == (200, "audio/wav")
    seen = examine(answered.raw)
    assert seen.label and seen.label.produce_id == answered.headers["x-guiju-id"]
    denied = await house.ask({"model": "model-a", "input": "x", "response_format": "pcm"}, "/v1/audio/speech")
    assert denied.status == 400


def form(**fields: Any) -> aiohttp.FormData:
    data = aiohttp.FormData()
    for name, value in fields.items():
        if isinstance(value, bytes):
            data.add_field(name, value, filename="secret-name.png", content_type="image/png")
        else:
            data.add_field(name, value)
    return data


async def edited(house: House, data: aiohttp.FormData) -> tuple[int, dict[str, Any]]:
    headers = {"authorization": f"Bearer {house.key}"}
    async with house.http.post(house.url + "/v1/images/edits", data=data, headers=headers) as response:
        return response.status, await response.json()


async def test_edits_go_through_as_a_form(start: Start) -> None:
    house = await start(pictures(png()))
    sent = png((200, 1, 1))
    house.stub.raw = True
    status, body = await edited(house, form(model="model-a", prompt="make it night", n="1", image=sent))
    assert status == 200 and examine(base64.b64decode(body["data"][0]["b64_json"])).label
    (raw,) = house.stub.bodies
    assert sent in raw and b"make it night" in raw and b"secret-name" not in raw
    assert (await edited(house, form(model="model-a", prompt=f"{BAD}", image=sent)))[0] == 403
    assert (await edited(house, form(model="model-a", prompt="x", mask=sent)))[0] == 400
    assert (await edited(house, form(model="model-a", prompt="x", image=sent, other=b"x")))[0] == 400


async def test_pictures_that_come_in_are_judged(start: Start) -> None:
    house = await start(pictures(png()), lambda content: [Finding("a1.a", 1.0, "image@1")])
    status, body = await edited(house, form(model="model-a", prompt="x", image=png()))
    assert (status, body["error"]["code"]) == (403, "content_filter")
    house = await start(pictures(png()), None)
    assert (await edited(house, form(model="model-a", prompt="x", image=png())))[1]["error"]["code"] == "not_judged"


def lying(name: str, data: bytes, purpose: str = "assistants_output") -> dict[str, bytes]:
    """A file at the upstream, and what it says of it."""
    told = orjson.dumps({"id": "f1", "purpose": purpose, "filename": name})
    return {"/v1/files/f1": told, "/v1/files/f1/content": data}


async def fetched(house: House, path: str = "/v1/files/f1/content", key: str = "") -> tuple[int, bytes]:
    headers = {"authorization": f"Bearer {key or house.key}"}
    async with house.http.get(house.url + path, headers=headers) as response:
        return response.status, await response.read()


async def test_what_a_model_made_is_downloaded_labelled(start: Start) -> None:
    house = await start(pictures(png()))
    house.stub.files = lying("plot.png", png())
    status, data = await fetched(house)
    assert status == 200 and examine(data).label
    house.stub.files = {"/v1/videos/v1/content": film("mp4")}
    status, data = await fetched(house, "/v1/videos/v1/content")
    assert status == 200 and examine(data).label
    assert (await fetched(house, key="gj-nobody"))[0] == 401


async def test_a_text_is_downloaded_by_its_name_or_not_at_all(start: Start) -> None:
    house = await start(pictures(png()))
    house.stub.files = lying("../notes.md", b"---\ntitle: T\n---\n\n# Text\n")
    status, data = await fetched(house)
    assert status == 200 and examine(data, "notes.md").label
    for name in ("", "notes.bin"):
        house.stub.files = lying(name, b"#!/bin/sh\necho 1\n")
        status, data = await fetched(house)
        assert (status, orjson.loads(data)["error"]["code"]) == (502, "not_labelled")


async def test_a_download_is_judged_as_what_was_generated(start: Start) -> None:
    house = await start(pictures(png()), lambda content: [Finding("a1.a", 1.0, "image@1")])
    house.stub.files = lying("plot.png", png())
    assert (await fetched(house))[0] == 403


async def test_what_users_put_there_is_not_given_out(start: Start) -> None:
    house = await start(pictures(png()))
    for purpose in ("user_data", "assistants", "vision", ""):
        house.stub.files = lying("private.png", png(), purpose)
        status, data = await fetched(house)
        assert (status, orjson.loads(data)["error"]["code"]) == (403, "not_generated")


@pytest.mark.parametrize("name", ["..", ".", "a/b", "%2e%2e", "a?x=1"])
async def test_no_other_address_of_the_upstream_is_reached(start: Start, name: str) -> None:
    house = await start(pictures(png()))
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    head = f"GET /v1/files/{name}/content HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {house.key}\r\n"
    writer.write(f"{head}connection: close\r\n\r\n".encode())
    status = (await reader.readline()).split(b" ")[1]
    writer.close()
    assert status in (b"400", b"404") and house.stub.asked == []


async def test_the_real_openai_client_gets_labelled_files(start: Start) -> None:
    house = await start(pictures(png()))

    def asking() -> None:
        with OpenAI(base_url=house.url + "/v1", api_key=house.key, max_retries=0, timeout=20) as client:
            made = client.images.generate(model="model-a", prompt="a lighthouse")
            assert made.data and examine(base64.b64decode(str(made.data[0].b64_json))).label
            with pytest.raises(PermissionDeniedError):
                client.images.generate(model="model-a", prompt=BAD)
            house.stub.raw = True
            edited = client.images.edit(model="model-a", prompt="night", image=("in.png", png(), "image/png"))
            assert edited.data and examine(base64.b64decode(str(edited.data[0].b64_json))).label
            house.stub.raw, house.stub.script = False, telling(wav())
            spoken = client.audio.speech.create(model="model-a", input="hello", voice="alloy", response_format="wav")
            assert examine(spoken.content).label

    await asyncio.to_thread(asking)
