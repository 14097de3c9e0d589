"""Prometheus metrics: requests, replies, banks, handoffs, and lines of the journal written and lost.

No label contains what a person typed: routes, banks, kinds and reasons are from fixed lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.metrics_core import Metric
    from prometheus_client.registry import Collector as _Collector

    from footnote.dialogue import Reply

    from .banks import Banks
else:
    _Collector = object

MEDIA_TYPE = CONTENT_TYPE_LATEST
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)


class JournalCounters(Protocol):
    """The counters of a journal."""

    written: int
    lost: int
    unmatched: int
    failing: bool

    @property
    def waiting(self) -> int: ...


class DeskCounters(Protocol):
    """The counters of what goes to the desk; `waiting` is None where the database fails."""

    @property
    def sent(self) -> int: ...
    @property
    def failed(self) -> int: ...
    @property
    def waiting(self) -> int | None: ...


class Metrics:
    """The metrics of one service, in a registry of its own."""

    def __init__(
        self,
        banks: Banks,
        journal: JournalCounters,
        desk: DeskCounters | None = None,
        answering: DeskCounters | None = None,
    ) -> None:
        """`desk` counts what is handed over, `answering` what the bot does in the desk that it works in."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "footnote_requests", "Requests served.", ["route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "footnote_request_seconds",
            "Seconds from request to response.",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._replies = Counter(
            "footnote_replies", "Replies given.", ["bank", "kind", "reason"], registry=self.registry
        )
        self._handoffs = Counter(
            "footnote_handoffs", "Conversations handed over.", ["outcome"], registry=self.registry
        )
        self._refused = Counter(
            "footnote_requests_refused",
            "Requests of clients that sent too many.",
            ["limit"],
            registry=self.registry,
        )
        self._request_metrics: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self._reply_counters: dict[tuple[str, str, str], Counter] = {}
        self.in_progress = Gauge("footnote_requests_in_work", "Requests in progress.", registry=self.registry)
        self.registry.register(_BankAndJournalCollector(banks, journal))
        if desk:
            self.registry.register(_DeskCollector("footnote_desk", "Messages", desk))
        if answering:
            self.registry.register(_DeskCollector("footnote_answers", "Events and steps", answering))

    def count_request(self, route: str, status: int, seconds: float) -> None:
        """Count a finished request and its duration."""
        cached = self._request_metrics.get((route, status))
        if cached is None:  # looking up labels takes longer than counting
            cached = self._request_metrics[route, status] = (
                self._requests.labels(route, status),
                self._seconds.labels(route),
            )
        cached[0].inc()
        cached[1].observe(seconds)

    def count_refused(self, limit: str) -> None:
        """Count a request that was one too many for a limit: that of an `address` or of a `key`."""
        self._refused.labels(limit).inc()

    def count_reply(self, reply: Reply) -> None:
        """Count a reply by bank, kind and reason."""
        labels = reply.bank.id, reply.kind, reply.reason or ""
        cached = self._reply_counters.get(labels)
        if cached is None:
            cached = self._reply_counters[labels] = self._replies.labels(*labels)
        cached.inc()

    def count_handoff(self, outcome: str) -> None:
        """Count a handoff: `accepted`, or `nobody` where no help desk is configured."""
        self._handoffs.labels(outcome).inc()

    def render(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self.registry)


class _BankAndJournalCollector(_Collector):
    """Values that the banks and the journal count themselves, read when Prometheus scrapes."""

    def __init__(self, banks: Banks, journal: JournalCounters) -> None:
        self._banks = banks
        self._journal = journal

    def collect(self) -> Iterator[Metric]:
        banks, journal = self._banks, self._journal
        usable = GaugeMetricFamily("footnote_bank_usable", "Whether a bank can answer.", labels=["bank"])
        changed = CounterMetricFamily(
            "footnote_bank_changes", "Changes of a bank's files.", labels=["bank", "outcome"]
        )
        for name, is_usable in banks.usable().items():
            usable.add_metric([name], is_usable)
            changed.add_metric([name, "taken-up"], banks.reloads[name])
            changed.add_metric([name, "left-alone"], banks.failed_reloads[name])
        yield from (usable, changed)
        yield CounterMetricFamily("footnote_journal_written", "Journal lines written.", value=journal.written)
        yield CounterMetricFamily("footnote_journal_lost", "Journal lines lost.", value=journal.lost)
        yield CounterMetricFamily(
            "footnote_journal_unmatched",
            "Feedback on replies that are not in the journal.",
            value=journal.unmatched,
        )
        yield GaugeMetricFamily(
            "footnote_journal_waiting", "Journal lines that wait to be written.", value=journal.waiting
        )
        yield GaugeMetricFamily(
            "footnote_journal_failing", "Whether the last write of the journal failed.", value=journal.failing
        )


class _DeskCollector(_Collector):
    """What goes to a desk: `what`, in metrics that begin with `name`."""

    def __init__(self, name: str, what: str, desk: DeskCounters) -> None:
        self._name = name
        self._what = what
        self._desk = desk

    def collect(self) -> Iterator[Metric]:
        """The metrics now."""
        name, what, desk = self._name, self._what, self._desk
        yield CounterMetricFamily(f"{name}_sent", f"{what} that are done.", value=desk.sent)
        yield CounterMetricFamily(f"{name}_failed", "Tries that the desk did not take.", value=desk.failed)
        waiting = desk.waiting
        if waiting is not None:
            yield GaugeMetricFamily(f"{name}_waiting", f"{what} that wait for the desk.", value=waiting)
