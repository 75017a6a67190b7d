"""What ``guiju run`` says, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from guiju.cli.tour import Door
from guiju.cli.version_text import cited
from guiju.core.evidence import Evidence
from guiju.core.text import Text
from guiju.law import ControlStatus, ObligationStatus

MODEL = Text(
    "正在载入内置模型 SmolLM2-135M-Instruct（很小，只会英语，是您自己模型的替身）",
    "loading the embedded model, SmolLM2-135M-Instruct (small, English only, a stand-in for yours)",
)
LEDGER = Text("正在打开台账", "opening the ledger")
STARTING = Text("正在启动网关", "starting the gateway")
BUSY = Text("端口已被占用，改用", "that port is taken; using")
STOPPED = Text("已停止，所有回答都已收尾并留证", "stopped; every answer is closed and in evidence")

QUESTION = Text("问题", "question")
ANSWER = Text("回答", "answer")
EVIDENCE = Text("证据", "evidence")
LAW = Text("法规", "law")
UP = Text("已就绪", "up")

STREAMED = Text("经网关流式返回", "streamed through the gateway, request")
NO_CONTENT = Text("只有事实，没有上面任何一个字；链在", "facts only, not a word of the above; chained in")
SHOWN = Text(
    "由这些记录满足的义务（全部见 guiju law status）", "obligations met by these records (all: guiju law status)"
)
MET = Text("已满足", "met")
DEMO = Text("已满足（演示）", "met (demo)")
NONE_MET = Text("还没有", "none yet")
ENDS = Text("按 Ctrl-C 结束", "Ctrl-C ends it")
KEY = Text("密钥（仅供演示，随本次运行失效）", "key (for demonstrations; it ends with this run)")

LONG = 40
WIDTH = 110

_ADDRESSES = (
    ("/v1", Text("接口", "API")),
    ("/", Text("状态页", "status page")),
    ("/metrics", Text("指标", "metrics")),
)


def headed(name: Text, told: str, lang: str) -> str:
    """The head of one part of the tour."""
    return f"\n── {name.of(lang)} ── {told}"


def evidence_lines(record: Evidence) -> Iterator[str]:
    """One record for a reader: its kind, place and time, and below every fact that it states."""
    writer, seq = record.place or ("", 0)
    demo = "  demo" if record.demo else ""
    yield f"{record.kind}  {record.at:%H:%M:%S.%f}  {writer}/{seq}  {record.user or ''}{demo}".rstrip()
    facts = [f"{name}={_told(value)}" for name, value in orjson.loads(orjson.dumps(record.facts)).items()]
    line = "   "
    for fact in facts:
        if len(line) + len(fact) > WIDTH:
            yield line
            line = "   "
        line += " " + fact
    yield line


def law_lines(found: Iterable[ObligationStatus], most: int, lang: str) -> Iterator[str]:
    """The first obligations that are met, by live records or by a demonstration's, with what shows it."""
    met = [row for row in found if "met" in (row.value, row.demo)]
    for row in met[:most]:
        word = MET if row.value == "met" else DEMO
        by = cited(row.version, row.digest)
        yield f"   {word.of(lang)}  {row.obligation.id}  [{by}]  {row.obligation.duty.of(lang)}"
        yield "      " + "   ".join(_shown(one, live=row.value == "met") for one in row.controls)
    if len(met) > most:
        yield f"   … +{len(met) - most}"
    if not met:
        yield f"   {NONE_MET.of(lang)}"


def _shown(one: ControlStatus, live: bool) -> str:
    tally = one.status.live if live else one.status.demo
    return f"{one.control.id} {tally.covered}/{tally.events}"


def address_lines(door: Door, model: str, lang: str) -> Iterator[str]:
    """Where everything is, and how a program uses it."""
    width = len(door.key)
    for path, name in _ADDRESSES:
        yield f"   {door.url + path:<{width}}   {name.of(lang)}"
    yield f"   {door.key}   {KEY.of(lang)}"
    yield ""
    yield "   from openai import OpenAI"
    yield f'   client = OpenAI(base_url="{door.url}/v1", api_key="{door.key}")'
    yield f'   client.chat.completions.create(model="{model}", messages=[{{"role": "user", "content": "Hello"}}])'


def _told(value: Any) -> str:
    """A fact in few characters: a long digest by its start, hits as risk and count."""
    if isinstance(value, str):
        return value if len(value) < LONG else f"{value[:12]}…"
    if isinstance(value, list):
        return "[" + ",".join(_told(item) for item in value) + "]"
    if isinstance(value, dict):
        return f"{value['risk']}×{value['count']}" if "risk" in value else _told(list(value.values()))
    return str(value).lower() if isinstance(value, bool) else str(value)
