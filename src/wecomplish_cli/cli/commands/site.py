"""`wecomplish site`: pages for those who would rather look than type."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import completion, options, terminal
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.render.site.acts import Acts
    from wecomplish_cli.render.site.pages import Past
    from wecomplish_cli.render.site.words import Words
    from wecomplish_cli.reports.site.manager import Scope


OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DIR", help="The folder to write.", show_default=False),
]
SingleOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Write only the manager's page, which needs no other.", show_default=False
    ),
]
TeamOption = Annotated[
    str | None,
    typer.Option(
        metavar="TEAM",
        help="Restrict the manager's page to this team, with the teams that are part of it.",
        autocompletion=completion.teams,
        show_default=False,
    ),
]
ProgrammeOption = Annotated[
    str | None,
    typer.Option(
        "--programme",
        "--program",
        metavar="PROGRAMME",
        help="Restrict the manager's page to this programme.",
        autocompletion=completion.programs,
        show_default=False,
    ),
]
AnonymousOption = Annotated[
    bool, typer.Option("--anonymous", help="Write numbers for names, and nothing that anybody wrote.")
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="REV|DATE",
        help="Also say what changed since this commit or day, in sentences.",
        show_default=False,
    ),
]
LangOption = Annotated[
    str, typer.Option(metavar="CODE", help="The language of the pages: en, es, nb, pl or sv.")
]


def site(
    output: OutputOption = None,
    single: SingleOption = None,
    team: TeamOption = None,
    programme: ProgrammeOption = None,
    anonymous: AnonymousOption = False,
    since: SinceOption = None,
    lang: LangOption = "en",
    at: options.AtOption = None,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Write pages that open anywhere, without git or a server.

    One for the programme manager: what needs someone today, who learns what from whom, who has nobody. And
    one for each person, role, skillset, team and programme. The pages need nothing from outside, and whoever
    can open them can read all they say.

    Without names, roles, skillsets and programmes of fewer than five people are left out, and so are teams
    and the pages of people. Those who know everyone well may still recognise somebody.
    """
    from wecomplish_cli.cli import folder
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.render.site import pages
    from wecomplish_cli.render.site.page import words_of
    from wecomplish_cli.text.catalogue import named

    _require_one_of_each(output, single, team, programme)
    if anonymous and since:
        raise UsageError("what changed cannot be told without names", "leave out --since or --anonymous")
    if anonymous and (team or programme):
        raise UsageError("a team or programme cannot be shown without names", "leave out --anonymous")
    request = open_request(org, today, at)
    scope = _scope(request, team, programme)
    words = words_of(named(lang).language)
    view, acts, left_out = _shown(request, anonymous, words)
    past = _past(request, since, alone=single is not None)
    material = pages.Material(view, acts, words, past, scope, left_out)
    if single is not None:
        folder.replace_file(single, pages.manager_page(material, alone=True))
        terminal.say(f"The manager's page is written to {visible(str(single))}.")
    elif output is not None:
        made = pages.pages(material)
        folder.replace_folder(output, made)
        terminal.say(f"{counted(len(made), 'page')} written; open {visible(str(output / 'index.html'))}.")


def _require_one_of_each(
    output: Path | None, single: Path | None, team: str | None, programme: str | None
) -> None:
    """Make sure that there is one place to write to, and one thing at most to restrict the page to.

    Raises:
        UsageError: if not.
    """
    if (output is None) == (single is None):
        raise UsageError("say what to write", "-o DIR for all pages, or --single FILE for the manager's page")
    if team and programme:
        raise UsageError("--team and --programme cannot be used together", "use one or the other")


def _scope(request: Request, team: str | None, programme: str | None) -> Scope:
    from wecomplish_cli.reports.site.manager import Scope

    program = None
    if programme:
        # Where there is none, its many commands need not be loaded.
        from wecomplish_cli.cli.commands.programme.which import program_of

        program = program_of(request, programme)
    return Scope(request.team(team) if team else None, program)


def _past(request: Request, since: str | None, *, alone: bool) -> Past:
    """What was, and what changed since; a page that stands `alone` has no pages of months beside it."""
    from wecomplish_cli.cli.lately import changed_by_month, changed_since
    from wecomplish_cli.render.site.months import months
    from wecomplish_cli.render.site.pages import Past

    measured = months(request.dataset, request.today, request.at)
    if since is None:
        return Past(measured)
    by_month = () if alone else tuple(changed_by_month(request, since))
    return Past(measured, since, changed_since(request, since), by_month)


def _shown(request: Request, anonymous: bool, words: Words) -> tuple[View, Acts | None, int]:
    """What the pages show, what can be done on them, and how much is left out."""
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.render.site.acts import Acts
    from wecomplish_cli.reports.site.anonymous import anonymised

    if not anonymous:
        return request.view, Acts(request.dataset, request.view, words), 0
    org, left_out = anonymised(request.view, words.catalogue)
    if left_out:
        terminal.note(
            f"note: roles, skillsets and programmes of fewer than five people are left out: {left_out}"
        )
    return View(org, request.today), None, left_out
