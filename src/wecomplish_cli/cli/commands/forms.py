"""`wecomplish forms`: the forms that people fill in on the platform."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import folder, options, terminal
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.text.catalogue import Catalogue


def forms(
    write: Annotated[
        bool, typer.Option("--write", help="Write them to where the platform looks for them.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if any are out of date.")] = False,
    judge: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Exit with 4 unless this commit brings them up to date, and does nothing else.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="The language of the forms: en, es, nb, pl or sv; otherwise the one that they are in.",
            show_default=False,
        ),
    ] = None,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Show or write the forms that people fill in on the platform.

    Each form stands for a command, so that nobody needs a clone to ask for help or to accept a mentorship.
    People, roles and skillsets are choices in them: write them again when the data changes. They are issue
    forms of GitHub; where `forge` in wecomplish.yaml says that the platform is GitLab, they are description
    templates.
    """
    from wecomplish_cli.git import repository
    from wecomplish_cli.intake.branch import require_forms

    if sum((write, check, judge is not None)) > 1:
        raise UsageError("--write, --check and --judge cannot be used together", "use one of them")
    root = options.root(org)
    top = repository.top(root) or root
    texts = _texts(_view(root, today, "HEAD" if judge else None), _words(top, lang))
    if judge is not None:
        require_forms(top, "HEAD", judge, texts)
        terminal.say("The commit brings the forms up to date, and does nothing else.")
        return
    stale = _stale(top, texts)
    if not write and not check:
        for path in texts:
            terminal.say(f"{path}{' (out of date)' if path in stale else ''}")
        terminal.note("next: wecomplish forms --write")
    elif not stale:
        terminal.say("Nothing to do: the forms are up to date.")
    elif check:
        for path in stale:
            terminal.say(f"{path} is out of date.")
        terminal.note("help: wecomplish forms --write")
        raise typer.Exit(1)
    else:
        for path in stale:
            folder.replace_file(top / path, texts[path], within=top)
            terminal.say(f"wrote {path}")


def out_of_date(root: Path, view: View) -> list[str]:
    """The paths of the forms that are not what the data would make of them."""
    from wecomplish_cli.git import repository

    top = repository.top(root) or root
    return _stale(top, _texts(view, _words(top, None)))


def _words(top: Path, lang: str | None) -> Catalogue:
    """The words of a language, by default of the one that the forms there are in."""
    from wecomplish_cli.text.catalogue import languages, named

    if lang is not None:
        return named(lang)
    there = _content(top / ".github/ISSUE_TEMPLATE/ask-for-help.yml") or ""
    there += _content(top / ".gitlab/issue_templates/ask-for-help.md") or ""
    known = languages().values()
    return next((each for each in known if each.say("form_ask_for_help", "name") in there), named("en"))


def _view(root: Path, today: str | None, at: str | None) -> View:
    """The data of a commit; None: that in the folder."""
    from wecomplish_cli.dataset import store
    from wecomplish_cli.derive.view import View

    dataset = store.load(root, at)
    store.require_format(dataset)
    return View(dataset.org, options.today(dataset.org, today))


def _texts(view: View, words: Catalogue) -> dict[str, str]:
    """The forms, by their paths in the repository."""
    from wecomplish_cli.intake import bodies
    from wecomplish_cli.intake.forms import forms_in
    from wecomplish_cli.model.organization import Platform

    forge, every = view.org.settings.forge, forms_in(words)
    if forge is not None and forge.platform is Platform.GITLAB:
        # No link fills in a text on GitLab, so what only a link can fill in is left out.
        texts = {form.key: bodies.description(form, view, words) for form in every if not form.by_link}
        return {f".gitlab/issue_templates/{key}.md": text for key, text in texts.items()}
    return {f".github/ISSUE_TEMPLATE/{form.key}.yml": bodies.template(form, view, words) for form in every}


def _stale(top: Path, texts: dict[str, str]) -> list[str]:
    return [path for path, text in texts.items() if _content(top / path) != text]


def _content(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None
