"""What Prometheus scrapes: requests, replies, banks, handoffs, and what the journal wrote and lost.

No label holds what a person typed; routes and names are those we know.
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
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)


class Losses(Protocol):
    """The counters of a journal."""

    written: int
    lost: int
    unmatched: int
    failing: bool

    @property
    def waiting(self) -> int: ...


class Metrics:
    """The counters of one service, in a registry of its own."""

    def __init__(self, banks: Banks, journal: Losses) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "footnote_requests", "Requests served.", ["route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "footnote_request_seconds",
            "How long they took.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._replies = Counter(
            "footnote_replies", "Replies given.", ["bank", "kind", "reason"], registry=self.registry
        )
        self._handoffs = Counter(
            "footnote_handoffs", "Talks for a person.", ["outcome"], registry=self.registry
        )
        self._served: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self._given: dict[tuple[str, str, str], Counter] = {}
        self.in_work = Gauge("footnote_requests_in_work", "Requests in work now.", registry=self.registry)
        self.registry.register(_Standing(banks, journal))

    def served(self, route: str, status: int, seconds: float) -> None:
        """A request is done."""
        known = self._served.get((route, status))
        if known is None:  # looking labels up takes longer than counting
            known = self._served[route, status] = (
                self._requests.labels(route, status),
                self._seconds.labels(route),
            )
        known[0].inc()
        known[1].observe(seconds)

    def replied(self, reply: Reply) -> None:
        """The bot has said something."""
        labels = reply.bank.id, reply.kind, reply.reason or ""
        known = self._given.get(labels)
        if known is None:
            known = self._given[labels] = self._replies.labels(*labels)
        known.inc()

    def handed(self, outcome: str) -> None:
        """A talk was `delivered`, could not be (`failed`), or there is no desk (`nobody`)."""
        self._handoffs.labels(outcome).inc()

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)


class _Standing(_Collector):
    """What others count: asked for when somebody scrapes."""

    def __init__(self, banks: Banks, journal: Losses) -> None:
        self._banks = banks
        self._journal = journal

    def collect(self) -> Iterator[Metric]:
        banks, journal = self._banks, self._journal
        usable = GaugeMetricFamily("footnote_bank_usable", "Whether a bank can be asked.", labels=["bank"])
        changed = CounterMetricFamily(
            "footnote_bank_changes", "Changes of a bank's files.", labels=["bank", "outcome"]
        )
        for name, can in banks.usable().items():
            usable.add_metric([name], can)
            changed.add_metric([name, "taken-up"], banks.taken_up[name])
            changed.add_metric([name, "left-alone"], banks.left_alone[name])
        yield from (usable, changed)
        yield CounterMetricFamily("footnote_journal_written", "Journal lines written.", value=journal.written)
        yield CounterMetricFamily("footnote_journal_lost", "Journal lines lost.", value=journal.lost)
        yield CounterMetricFamily(
            "footnote_journal_unmatched",
            "Feedback to replies that the journal does not have.",
            value=journal.unmatched,
        )
        yield GaugeMetricFamily(
            "footnote_journal_waiting", "Journal lines to be written.", value=journal.waiting
        )
        yield GaugeMetricFamily(
            "footnote_journal_failing", "Whether the last write of the journal failed.", value=journal.failing
        )
