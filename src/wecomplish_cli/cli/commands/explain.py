"""`wecomplish explain`: a rule, a word or a page of the manual."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import terminal, topics
from wecomplish_cli.cli.words import topics as offered
from wecomplish_cli.errors import UsageError


def explain(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="A rule's code or name, a word such as `familiarity`, or a topic; otherwise all are listed.",
            show_default=False,
            autocompletion=offered,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="The language of the mentoring guide: en, es, nb, pl or sv."),
    ] = None,
) -> None:
    """Explain a rule, a word or a topic.

    For a rule: what it asks for, why, and how to put right what it finds.
    """
    from wecomplish_cli.derive.lookup import did_you_mean
    from wecomplish_cli.rules.register import BY_CODE, BY_NAME, RULES

    if lang is not None:
        terminal.say(_translated(topic, lang))
        return
    words = topics.words()
    if topic is None:
        _list(words)
        for each in RULES:
            terminal.say(f"{each.code}  {each.severity:7}  {each.name:23}  {each.summary}")
        return
    wanted = topic.lower()
    if wanted in topics.PAGES:
        terminal.say(topics.page(wanted))
        return
    word = next((each for each in words if wanted in (each, f"{each}s")), None)
    if word is not None:
        terminal.say(f"{word}\n\n{words[word]}")
        return
    found = BY_CODE.get(topic.upper()) or BY_NAME.get(wanted)
    if found is None:
        known = [*BY_NAME, *BY_CODE, *topics.PAGES, *words]
        hint = did_you_mean(topic, known) or "`wecomplish explain` lists rules, words and topics"
        raise UsageError(f"nothing is called `{topic}` here", hint)
    fixed = "fixed" if found.fixed else f"or as `rules: {found.name}:` in wecomplish.yaml says"
    terminal.say(f"{found.code} {found.name} ({found.severity}, {fixed})\n\n{found.manual}")


def _translated(topic: str | None, lang: str) -> str:
    """The page on a topic in a language.

    Raises:
        UsageError: if it is not there in that language.
    """
    from wecomplish_cli.text.catalogue import named

    if topic is None or topic.lower() != topics.TRANSLATED:
        raise UsageError(
            f"only `{topics.TRANSLATED}` is in several languages",
            f"such as `wecomplish explain {topics.TRANSLATED} --lang pl`",
        )
    return topics.page(topics.TRANSLATED, named(lang).language)


def _list(words: dict[str, str]) -> None:
    """List the topics and the words."""
    for name, (_, about) in topics.PAGES.items():
        terminal.say(f"{name:14}  {about}")
    terminal.say(f"\nWords: {', '.join(words)}\n\nRules:")
