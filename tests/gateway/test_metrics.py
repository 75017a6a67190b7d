"""What is counted, and that its labels come from closed vocabularies."""

from __future__ import annotations

from tests.gateway.conftest import BAD, Open


async def test_what_was_decided_is_counted(opened: Open) -> None:
    house = await opened()
    await house.chat(BAD)
    await house.chat(BAD)
    await house.chat("电话13800138000")
    await house.ask(b"{")
    async with house.http.get(house.url + "/metrics") as response:
        text = await response.text()
    for line in (
        'guiju_requests_total{action="STOP",refusal="content",surface="chat"} 2.0',
        'guiju_requests_total{action="MASK",refusal="",surface="chat"} 1.0',
        'guiju_findings_total{risk="pii.phone",stage="prompt"} 1.0',
        'guiju_faults_total{code="malformed_body"} 1.0',
        "guiju_ledger_healthy 1.0",
        "guiju_running 0.0",
    ):
        assert line in text or line.replace('"STOP"', '"REFUSE"') in text, line
