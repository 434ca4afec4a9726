"""Templates to pages: escaped always, with a policy that allows this page's own style and script alone."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize
from urllib.parse import quote

from markupsafe import Markup, escape

from wecomplish_cli.derive.lookup import fold
from wecomplish_cli.model.addresses import on_the_wire
from wecomplish_cli.render.site.links import allowed
from wecomplish_cli.render.site.tables import heads, labels
from wecomplish_cli.render.site.words import NONE, Words, marked, safe
from wecomplish_cli.text import catalogue
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from hashlib import _Hash

    from jinja2 import Environment

    from wecomplish_cli.derive.confidant import Confidant
    from wecomplish_cli.derive.health import Reason, State
    from wecomplish_cli.render.site.links import Links
    from wecomplish_cli.render.site.months import Month
    from wecomplish_cli.reports.site.board import Able, Lane
    from wecomplish_cli.reports.site.roster import Row


@cache
def environment(words: Words) -> Environment:
    """The templates: what they show of the data is escaped, and a name that is not known is an error."""
    from jinja2 import PackageLoader, StrictUndefined

    from wecomplish_cli.render.site.direct import Templates

    found = Templates(
        loader=PackageLoader("wecomplish_cli.render.site"),
        # Always: by its file name, a template called `.html.j2` would not be escaped.
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        # They do not change while pages are written.
        auto_reload=False,
    )
    found.filters |= {
        "day": words.day,
        "days": words.days,
        "month": words.month,
        "people": words.people,
        "age": words.age,
        "percent": words.percent,
        "state": words.state,
        "reasons": words.reasons,
        "why": words.why,
        "finds": finds,
        "href": allowed,
    }
    found.globals |= {each.__name__: partial(each, words) for each in PIECES}
    found.globals |= {"say": words.say, "plain": words.catalogue.say, "language": words.language}
    found.globals |= {"kpi": words.kpi, "verdict_said": words.verdict, "bar": bar}
    return found


@cache
def words_of(language: str) -> Words:
    """What pages say in a language."""
    return Words(catalogue.of([language]))


def page(
    words: Words,
    template: str,
    rows: str = "",
    *,
    title: str,
    trusted: Confidant | None,
    script: bool = True,
    **said: Any,
) -> str:
    """Render a page; `rows` are more rules of style, and `trusted` can be written to in confidence."""
    code = own("page.js") if script else ""
    body = environment(words).get_template(template).render(said)
    return (
        environment(words)
        .get_template("base.html.j2")
        .render(
            title=title,
            body=marked(body),
            style=marked(_style(words) + rows),
            script=marked(code),
            policy=_policy(words, rows, code),
            trusted=trusted,
            trusted_at=f"mailto:{quote(on_the_wire(trusted.address) or '', safe='@+')}" if trusted else None,
        )
    )


@cache
def _style(words: Words) -> str:
    return own("page.css").replace("/* labels */", labels(words))


@lru_cache(maxsize=1 << 12)
def _policy(words: Words, rows: str, code: str) -> str:
    style = _begun(_style(words)).copy()
    style.update(rows.encode())
    hashes = f"style-src {_named(style)}" + (f"; script-src {_named(_begun(code))}" if code else "")
    return f"default-src 'none'; {hashes}; base-uri 'none'; form-action 'none'"


def _shown(value: object) -> Markup:
    """What an expression shows: text escaped, with what is invisible made visible; a dash for nothing."""
    if type(value) is Markup:
        return value
    if isinstance(value, str):
        return safe(value)
    return NONE if value is None else escape(value)


MOST_DOTS = 6


def folded(texts: Iterable[str]) -> str:
    """What a search must know of texts beside their letters: words as the command line folds them.

    Only those that a browser could not make by taking marks off letters, such as `skjaervo` for `Skjærvø`.
    """
    return " ".join(dict.fromkeys(word for text in texts for word in _folded(text)))


def finds(texts: Iterable[str]) -> Markup:
    """The attribute that tells a search what it must know of texts, if anything."""
    known = folded(texts)
    return Markup(' data-f="{}"').format(safe(known)) if known else Markup("")


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> tuple[str, ...]:
    if text.isascii():
        return ()
    bare = "".join(c for c in normalize("NFKD", text) if not combining(c)).casefold()
    return tuple(word for word in fold(text).split() if word not in bare.split())


@cache
def bar(part: int, whole: int, label: str) -> Markup:
    """A picture of a number against what it is of."""
    picture = (
        '<svg class="bar" role="img"><title>{}</title><rect class="{}" width="{:g}%" height="100%"/></svg>'
    )
    share = round(100 * part / max(whole, part, 1), 1)
    return Markup(picture).format(label, "over" if part > whole else "part", share)  # noqa: S704 - our own


def sparkline(words: Words, question: str, months: Sequence[Month], which: int, target: int) -> Markup:
    """A line through a verdict's months, with its target dashed; nothing where fewer than two are known."""
    values = [(at, value) for at, month in enumerate(months) if (value := month.values[which]) is not None]
    if len(values) < 2:
        return Markup("")
    points = " ".join(f"{at * 100 / (len(months) - 1):.1f},{100 - value:.1f}" for at, value in values)
    first, last = (words.percent(value) for _, value in (values[0], values[-1]))
    picture = (
        '<svg class="spark" viewBox="0 0 100 100" preserveAspectRatio="none" role="img"><title>{}</title>'
        '<desc>{}</desc><path class="target" d="M0 {}H100"/><polyline points="{}"/></svg>'
    )
    facts = {"first": first, "last": last, "target": words.percent(target)}
    said = words.say("site", "line_said", len(months), **facts)
    title = words.say("site", "line_months", question=question)
    return Markup(picture).format(  # noqa: S704 - our own; what is put in is escaped
        title, said, 100 - target, points
    )


@cache
def dots(words: Words, load: int, places: int, away: bool) -> Markup:
    """A mentor's places, taken and free; of many, their numbers."""
    label = places_said(words, load, places)
    if away:
        label = label + ", " + words.say("site", "away")
    few = max(load, places) <= MOST_DOTS
    shown = "●" * load + "○" * (places - load) if few else f"{load}/{places}"
    return Markup('<span class="dots" role="img" aria-label="{}">{}</span>').format(label, shown)


@cache
def taken(words: Words, load: int, places: int) -> Markup:
    """How many of a mentor's places are taken, as a bar."""
    return bar(load, places, places_said(words, load, places))


def places_said(words: Words, load: int, places: int) -> Markup:
    """How many of a mentor's places are taken, or how many mentorships there are for too few places."""
    if load > places:
        return words.say("site", "more_than_places", load, places=places)
    return words.say("site", "places_taken", places, load=load)


@cache
def steps(words: Words, rank: int, of: int, level: str | None) -> Markup:
    """A level among all that there are."""
    picture = "●" * rank + "○" * (of - rank)
    said = Markup('<span class="dots" aria-hidden="true">{}</span> {}')
    return said.format(picture, visible(level) if level else words.say("site", "nothing_yet"))


@cache
def label(words: Words, section: str, key: str) -> Markup:
    """What stands before what it names."""
    return Markup("<b>{}</b>").format(words.say("site", "colon", text=words.say(section, key)))


@cache
def doing(words: Words, state: State, overdue: bool, reasons: tuple[Reason, ...]) -> Markup:
    """How a mentorship is doing, and why no better."""
    late, usual = Markup('<b class="bad word">{}</b>'), Markup('<span class="word">{}</span>')
    why = Markup('<br><span class="soft">{}</span>').format(words.reasons(reasons)) if reasons else Markup("")
    return (late if overdue else usual).format(words.state(state)) + why


def mentored_by(words: Words, to: Links, row: Row) -> Markup:
    """The mentors of a mentorship, with a word after those who are only asked."""
    if not row.only_asked:
        return to.people(row.mentors)
    asked = Markup(' <span class="soft">({})</span>').format(words.say("state", "proposed"))
    return _listed(to.person(who) + (asked if who.id in row.only_asked else "") for who in row.mentors)


def able(words: Words, to: Links, several: Iterable[Able]) -> Markup:
    """Who could mentor, with their free places."""
    return _listed(
        f'{to.person(each.who)} <span class="soft">({words.say("site", "free_places", each.free)})</span>'
        for each in several
    )


def busy(words: Words, to: Links, several: Iterable[Able]) -> Markup:
    """Who could mentor but cannot now, and why."""
    return _listed(
        f"{to.person(each.who)} ({words.say('site', 'full_or_away' if each.asked else 'not_open')})"
        for each in several
    )


def _listed(parts: Iterable[str]) -> Markup:
    return marked(", ".join(parts))


def more(words: Words, lane: Lane, number: int, to: Links) -> Markup:
    """How many more there are than are named, if any, as a link to all of them."""
    if number <= 0:
        return Markup("")
    said = words.catalogue.say("site", "more", number=str(number))
    return Markup(", ") + to.competence(lane.competence, said)


PIECES = (sparkline, dots, steps, heads, taken, places_said, label, doing, mentored_by, able, busy, more)
"""What the templates call with no word of the language: in Python, as there are many of each on a page."""


@cache
def own(name: str) -> str:
    """The text of our own style sheet or script."""
    return files("wecomplish_cli.render.site").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _begun(text: str) -> _Hash:
    """The hash of a text, which others may begin with too."""
    return sha256(text.encode())


def _named(of: _Hash) -> str:
    return f"'sha256-{b64encode(of.digest()).decode()}'"
