"""What the pages say in one language, as markup in which everything else is escaped."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from enum import Enum

    from wecomplish_cli.derive.health import Reason
    from wecomplish_cli.reports.mentorships import MentorshipsReport
    from wecomplish_cli.reports.site.program import Kpi
    from wecomplish_cli.reports.site.said import Said
    from wecomplish_cli.text.catalogue import Catalogue


@lru_cache(maxsize=1 << 16)
def safe(text: str) -> Markup:
    """Text as it is shown: escaped, and with what is invisible in it made visible."""
    return escape(visible(text))


marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Take text that is safe already as markup; `Markup` would ask it first whether it is."""
NONE = Markup("–")
VERDICTS = ("even", "helping", "helped")
"""In the order of the report."""


class Words:
    """The words of a page; the same for all pages of a language, and remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.language = catalogue.language
        self._months = catalogue.say("site", "short_months").split()
        self.day = cache(self._day)
        self._phrase = cache(self._escaped)
        self._counted = cache(self._filled)

    def say(self, section: str, key: str, n: int | None = None, /, **facts: Any) -> Markup:
        """Say a phrase; facts are text from the data, or markup, or numbers."""
        if not facts:
            return self._counted(section, key, n)
        phrase = self._phrase(section, key, n)
        for name, fact in facts.items():
            if type(fact) is str:
                facts[name] = safe(fact)
        facts.setdefault("n", n)
        return marked(phrase.format_map(facts))

    def _escaped(self, section: str, key: str, n: int | None) -> str:
        # As plain text: markup would escape what is put into it once more.
        return str(escape(self.catalogue.phrase(section, key, n)))

    def _filled(self, section: str, key: str, n: int | None) -> Markup:
        phrase = self._phrase(section, key, n)
        return marked(phrase if n is None else phrase.format_map({"n": n}))

    def _day(self, day: date | None) -> Markup:
        if day is None:
            return NONE
        facts = {"day": day.day, "month": self._months[day.month - 1], "year": day.year}
        said = self.say("site", "short_date", **facts)
        return Markup('<time datetime="{}">{}</time>').format(day, said)

    def month(self, day: date) -> Markup:
        """The month of a day."""
        return self.say("site", "month", month=self._months[day.month - 1], year=day.year)

    def days(self, number: int) -> Markup:
        """How many days somebody has waited."""
        return self.say("site", "days", number) if number else self.say("site", "today")

    def people(self, number: int) -> Markup:
        """A number of people."""
        return self.say("site", "people", number)

    def age(self, number: int) -> Markup:
        """How long something has been so, the longer the less exactly."""
        if number < 120:
            return self.say("site", "days", number)
        key, size = ("months", 30) if number < 730 else ("years", 365)
        return self.say("site", key, number // size)

    def percent(self, value: float | None, of: int = LEAST) -> Markup:
        """A share in percent; of fewer than five people there is none."""
        return NONE if value is None or of < LEAST else self.say("site", "percent", number=f"{value:.0f}")

    def decimal(self, value: float) -> Markup:
        """A number with one decimal, as readers of the language write it."""
        whole, tenth = f"{value:.1f}".split(".")
        return self.say("site", "decimal", whole=whole, tenth=tenth)

    def state(self, state: Enum | str) -> Markup:
        """How a mentorship is, or what is done about it."""
        return self.say("state", state if type(state) is str else state.name.lower())  # type: ignore[union-attr]

    def reason(self, reason: Reason) -> Markup:
        """Why a mentorship is doing no better."""
        facts = {"date": self.day(reason.day), "title": reason.title or ""}
        return self.say("reason", reason.kind.name.lower(), reason.days, **facts)

    def reasons(self, several: tuple[Reason, ...]) -> Markup:
        """Several reasons in a row."""
        return Markup("; ").join(map(self.reason, several))

    def why(self, said: Said) -> Markup:
        """Why something is so."""
        parts = Markup(", ").join(map(self.why, said.parts))
        return self.say("why", said.key, said.n, date=self.day(said.day), parts=parts)

    def kpi(self, kpi: Kpi) -> Markup:
        """What a programme wants to reach, and where it is."""
        wanted, reached = (
            None if value is None else self._kpi(kpi.kind, value) for value in (kpi.target, kpi.value)
        )
        if reached is not None:
            said = self.say("site", "reached", reached=Markup("<b>{}</b>").format(reached), wanted=wanted)
            mark = Markup('<b class="{}">{}</b>').format(*(("good", "✓") if kpi.good else ("bad", "✗")))
            said += Markup(' {} <span class="soft">({})</span>').format(mark, self._kpi_of(kpi))
        else:
            few = Markup('<span class="soft">({})</span>').format(self.say("site", "not_shown"))
            said = self.say("site", "wanted", wanted=wanted) + " " + few
        return self.say("site", "colon", text=self.say("site", f"kpi_{kpi.kind}")) + " " + said

    def _kpi_of(self, kpi: Kpi) -> Markup:
        """How many people it is measured of, and where the programme before it is."""
        said = self.people(kpi.of)
        if kpi.before is None:
            return said
        return said + "; " + self.say("site", "before_it", program=self._kpi(kpi.kind, kpi.before))

    def _kpi(self, kind: str, value: float) -> Markup:
        if kind == "gain":
            return self.say("site", "points", number=f"{value:+.0f}")
        return self.percent(value) if kind == "matched" else self.decimal(value)

    def verdict(self, report: MentorshipsReport, index: int) -> Markup:
        """What a verdict rests on, in a sentence or two."""
        verdict, counts, division = report.verdicts[index], report.counts, report.division
        kind, target = VERDICTS[index], self.percent(verdict.target)
        if kind == "even":
            parts = {part: _behind(part, number) for part, number in vars(counts).items()}
            said = self.say("verdict", "roles", **parts)
            numbers = {"whole": division.people, "most": division.maximum, "half": division.carry_half}
            facts: dict[str, Any] = {name: _behind("load", number) for name, number in numbers.items()}
            if division.gini is None:
                return said + " " + self.say("verdict", "undivided", whole=facts["whole"])
            facts |= {
                "mean": self.decimal(division.mean),
                "target": target,
                "gini": self.percent(division.gini),
            }
            return said + " " + self.say("verdict", "divided", **facts)
        if verdict.value is None:
            return self.say("manager", "too_few_to_say")
        number = round(verdict.value * report.people / 100)
        share = self.percent(verdict.value)
        told = {"n": _behind("parts", number), "whole": _behind("parts", report.people)}
        said = self.say("verdict", f"{kind}_share", number, **told, share=share, target=target)
        others = counts.both + (counts.mentor_only if kind == "helping" else counts.mentee_only) - number
        more = {"n": _behind("parts", others)}
        return said + " " + self.say("verdict", f"{kind}_others", others, **more) if others else said


def _behind(place: str, number: int) -> Markup:
    """A number as a link to the place on the page that names those it counts; nobody is named nowhere."""
    text = f'<a href="#{place}">{number}</a>' if number else str(number)
    return marked(text)
