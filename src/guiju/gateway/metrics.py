"""What the gateway counts, for Prometheus. Labels are closed vocabularies; none ever holds input."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from guiju.core.facts import AnswerClosed, RequestAdmitted

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """Counters of one gateway."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._known: dict[tuple[Counter, tuple[str, ...]], Counter] = {}
        self._requests = self._counter(
            "guiju_requests", "Requests judged, by what was decided.", "surface", "action", "refusal"
        )
        self._answers = self._counter(
            "guiju_answers", "Answers that ended, by how.", "surface", "stream", "outcome", "action"
        )
        self._findings = self._counter("guiju_findings", "Findings by stage and risk.", "stage", "risk")
        self._faults = self._counter("guiju_faults", "Requests that ended in an error, by its code.", "code")
        self._retries = self._counter("guiju_upstream_retries", "Times that the upstream was asked again.")
        self._first = Histogram(
            "guiju_first_byte_seconds", "From a request's admission to the first byte of its answer.",
            registry=self._registry, buckets=_SECONDS,
        )  # fmt: skip
        self._running = self._gauge("guiju_running", "Requests that run now.")
        self._healthy = self._gauge("guiju_ledger_healthy", "1 where evidence can be kept.")
        self._reachable = self._gauge(
            "guiju_upstream_reachable", "1 where the upstream answered when it was last asked."
        )

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(name, told, labels, registry=self._registry)

    def _gauge(self, name: str, told: str) -> Gauge:
        return Gauge(name, told, registry=self._registry)

    def _of(self, counter: Counter, *labels: str) -> Counter:
        """The counter of these labels, found once and kept: they are few."""
        key = counter, labels
        return self._known.get(key) or self._known.setdefault(key, counter.labels(*labels))

    def admitted(self, facts: RequestAdmitted) -> None:
        """A request was judged."""
        self._of(self._requests, facts.surface, facts.action, facts.refusal).inc()
        for hit in facts.hits:
            self._of(self._findings, "prompt", hit.risk).inc(hit.count)

    def closed(self, facts: AnswerClosed) -> None:
        """An answer ended."""
        self._of(self._answers, facts.surface, str(facts.stream), facts.outcome, facts.action).inc()
        self._first.observe(facts.first_byte_ms / 1000)
        for hit in facts.hits:
            self._of(self._findings, "answer", hit.risk).inc(hit.count)
        if facts.retries:
            self._retries.inc(facts.retries)

    def fault(self, code: str) -> None:
        """A request ended in an error."""
        self._faults.labels(code).inc()

    def text(self, running: int, healthy: bool, reachable: bool) -> bytes:
        """Everything counted, as Prometheus reads it."""
        self._running.set(running)
        self._healthy.set(healthy)
        self._reachable.set(reachable)
        return generate_latest(self._registry)
