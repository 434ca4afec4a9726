"""`wecomplish report network`: what the network of mentors and mentees looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import reads
from wecomplish_cli.cli.options import ReportOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Network:
    """Report what the network of mentors and mentees looks like.

    Which groups there are, how many pairs are across teams and who bridges them, how many people both mentor
    and are mentored, the longest chain, how concentrated it is, and how it was month by month, from git.
    """

    def answer(self, request: Request) -> Answer:
        """Report on the network."""
        from wecomplish_cli.render import network as layout
        from wecomplish_cli.render.site.months import months
        from wecomplish_cli.reports.network import Month, network_report

        past = months(request.dataset, request.today, request.at)
        trend = tuple(Month(each.day, each.people, *each.values) for each in past)
        return Answer("report", network_report(request.view, trend), layout.network)


network = reads(Network, ReportOptions)
