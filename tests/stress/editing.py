"""Random sequences of every editing command, against a model of what the data must hold after each.

A step is what a command does: an action decides on records, the edits are spliced into the texts, and what
would bring an error into the data is refused. After each, the files that the model says changed have changed
and no others, they hold what it says, `check` has nothing against them, and no comment is gone that need not
be. The last state of some runs is written to a folder, loaded, and taken back by the command `undo`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from tests.stress import editing_draws as draws
from tests.stress.chunks import in_chunks
from tests.stress.editing_base import BASES
from tests.stress.editing_model import NAMED, UNDER_WAY, Rename, place
from tests.stress.editing_run import Figures, Row, Run, Tally
from tests.stress.mutations import DAY
from wecomplish_cli.actions import (
    adding,
    familiarity,
    helping,
    holding,
    offering,
    renaming,
    retiring,
    setting,
)
from wecomplish_cli.actions.assign import assign
from wecomplish_cli.cli.commands.add.person import Person
from wecomplish_cli.derive import lookup
from wecomplish_cli.errors import UnknownNameError

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.actions.assign import Wish
    from wecomplish_cli.actions.offering import Offer
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request

Indicated: TypeAlias = tuple[tuple[str, str], str, bool]
"""Whose familiarity with what, the level, and whether it is unclear."""
STEPS = 120
"""What a run tries; each begins anew with one of the organisations."""
COUNTED = 60
"""Steps that come of it, or a few more: to disorder a file does not always leave something to mend."""
WRITTEN = 4
"""Of so many runs, the last state of about one is written to a folder."""
CHUNK = 72
"""Runs of one Hypothesis test, which one process carries out."""


def run(amount: int, first: int = 0) -> Figures:
    """Carry out about so many steps, from about a number on.

    Raises:
        AssertionError: at the first that leaves anything but what the model says, with the steps up to it.
    """
    begin = first // COUNTED
    return in_chunks(_chunk, range(begin, begin + max(amount // COUNTED, 1)), CHUNK)


def _chunk(numbers: range) -> Figures:
    tally = Tally()

    def begin() -> Editing:
        return Editing(tally)

    how = settings(
        max_examples=len(numbers),
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        phases=(Phase.generate,),
        suppress_health_check=[*HealthCheck],
        print_blob=False,
    )
    try:
        run_state_machine_as_test(seed(numbers[0])(begin), settings=how)  # type: ignore[arg-type]
    except Exception as error:
        steps = "\n".join(getattr(error, "__notes__", ()))
        raise AssertionError(f"runs from {numbers[0]} on: {error!r}\n{steps}") from error
    return tally.figures()


class Editing(Run):
    """The rules: every command, with random arguments, and what the model makes of them."""

    @initialize(number=st.integers(0, len(BASES) - 1), chance=st.integers(1, WRITTEN))
    def begin(self, number: int, chance: int) -> None:
        self.start(number, chance == WRITTEN)

    @rule(
        who=draws.new_id,
        name=draws.line,
        email=draws.perhaps(draws.email),
        leaders=draws.several(draws.person),
        languages=draws.several(st.sampled_from(["nb", "no"])),
    )
    def add_person(self, who: str, **given: Any) -> None:
        self._add(f"people/{who}", given)

    @rule(name=draws.name, email=draws.perhaps(draws.email), leaders=draws.several(draws.person))
    def add_newcomer(self, name: str, email: str | None, leaders: list[str]) -> None:
        """Someone in a row of a file, without an id: one is made of the name."""
        made: list[str] = []

        def decide(request: Request) -> Plan:
            plan = Person(name, email, tuple(leaders)).decide(request)
            made[:] = [edit.ref for edit in plan.edits]
            return plan

        given = {"name": name.strip(), "email": email, "leaders": leaders}
        self.step("add people --from", decide, lambda: self.model.add(made[0], given) if made else {})

    @rule(added=draws.additions)
    def add_another(self, added: tuple[str, dict[str, Any]]) -> None:
        self._add(*added)

    def _add(self, ref: str, given: dict[str, Any]) -> None:
        kind = f"add {ref.partition('/')[0]}"
        self.step(
            kind, lambda request: adding.add(request.view, ref, given), lambda: self.model.add(ref, given)
        )

    @rule(
        holder=draws.competence,
        item=draws.new_id,
        title=draws.line,
        heading=draws.perhaps(draws.line),
        level=draws.perhaps(draws.level),
    )
    def add_item(self, holder: str, item: str, level: str | None, **given: Any) -> None:
        given["target"] = level
        self.step(
            "add responsibility" if holder.startswith("roles/") else "add skill",
            lambda request: adding.add_item(request.view, holder, item, given),
            lambda: self.model.add(f"{holder}/{item}", given),
        )

    @rule(asked=draws.settings_of(["people"]))
    def set_person(self, asked: tuple[str, str, Any]) -> None:
        self._set(*asked)

    @rule(asked=draws.settings_of(["teams", "roles", "skillsets", "expectations", "items"]))
    def set_value(self, asked: tuple[str, str, Any]) -> None:
        self._set(*asked)

    def _set(self, ref: str, key: str, value: Any) -> None:
        words = tuple(map(_word, value if isinstance(value, list) else [value]))
        file, keys = place(ref)

        def decide(request: Request) -> Plan:
            def read_day(word: str) -> date:
                return request.day(word, key) or request.today

            return setting.set_value(request.view, ref, key, words, request.referred, read_day)

        kind = "items" if keys else ref.partition("/")[0]
        self.step(f"set {kind}", decide, lambda: self.model.put((file, (*keys, *key.split(".")), value)))

    @rule(asked=draws.settings_taken())
    def unset(self, asked: tuple[str, str]) -> None:
        ref, key = asked
        file, keys = place(ref)
        keys = (*keys, *key.split("."))
        self.step(
            "unset",
            lambda request: setting.unset(request.view, ref, key),
            lambda: self.model.take(file, keys),
        )

    @rule(what=draws.holding, teams=draws.several(draws.team), since=draws.perhaps(draws.day))
    def hold(self, what: tuple[str, str], teams: list[str], since: date | None) -> None:
        self.step(
            "hold",
            lambda request: holding.hold(request.view, *what, tuple(teams), since),
            lambda: self.model.hold(*what, teams, since, DAY),
        )

    @rule(what=draws.holding, until=draws.perhaps(draws.day))
    def drop(self, what: tuple[str, str], until: date | None) -> None:
        where = f"people/{what[0]}", ("assignments", what[1], "until")
        present = self.model.value(*where)
        day = until or (present if present and present <= DAY else DAY)
        self.step(
            "drop",
            lambda request: holding.drop(request.view, *what, until),
            lambda: self.model.put((*where, day)),
        )

    @rule(who=draws.person, asked=draws.offers)
    def offer(self, who: str, asked: Offer) -> None:
        away = asked.away and {"from": asked.away[0], "until": asked.away[1]}
        given: dict[str, Any] = {"open": asked.open, "capacity": asked.capacity, "away": away}
        given |= {key: [*getattr(asked, key)] for key in ("topics", "seeks", "prefers")}
        changes = [(f"people/{who}", ("mentoring", k), v) for k, v in given.items() if v not in (None, [])]
        self.step(
            "offer",
            lambda request: offering.offer(request.view, who, asked),
            lambda: self.model.put(*changes),
        )

    @rule(ref=draws.competence | draws.expectation, on=draws.perhaps(draws.day))
    def retire(self, ref: str, on: date | None) -> None:
        file, keys = place(ref)
        present = self.model.value(file, (*keys, "retired"))
        day = on or (present if present and present < DAY else DAY)
        self.step(
            "retire",
            lambda request: retiring.retire(request.view, ref, on),
            lambda: self.model.put((file, (*keys, "retired"), day)),
        )

    @rule(ref=draws.anything, new=draws.any_id, is_bare=draws.flag)
    def rename(self, ref: str, new: str, is_bare: bool) -> None:
        holder = ref.rpartition("/")[0]
        how = Rename(ref, f"{holder}/{new}")

        word = ref.rpartition("/")[2] if is_bare else ref

        def decide(request: Request) -> Plan:
            try:
                what = request.anything(word, NAMED)
            except UnknownNameError:
                done = renaming.done(word, new, lookup.named(request.org, NAMED))
                if done is None:
                    raise
                return done
            return renaming.rename(request.org, what, new)

        kind = "items" if "/" in holder else holder
        self.step(f"rename {kind}", decide, lambda: self.model.rename(how), how)

    @rule(wish=draws.wishes(draws.vacancy), identity=draws.asker)
    def assign(self, wish: Wish, identity: str | None) -> None:
        self._assign(wish, identity)

    @rule(wish=draws.wishes(draws.slot), identity=draws.asker)
    def assign_another(self, wish: Wish, identity: str | None) -> None:
        self._assign(wish, identity)

    @rule(wish=draws.wishes(draws.slot, is_new=False), identity=draws.asker)
    def change_terms(self, wish: Wish, identity: str | None) -> None:
        self._assign(wish, identity)

    def _assign(self, wish: Wish, identity: str | None) -> None:
        slot = self.model.files.get(f"mentorships/{wish.mentee}/{wish.competence}")
        kind = "assign"
        if slot and slot["status"] in UNDER_WAY:
            kind = "assign: terms" if slot["mentor"] == wish.mentor else "assign: replace"
        elif wish.propose:
            kind = "assign: propose"
        self.step(
            kind,
            lambda request: assign(request.view, wish, identity),
            lambda: self.model.assign(wish, DAY, identity),
        )

    @rule(what=draws.indication, level=draws.perhaps(draws.level), unclear=draws.flag)
    def indicate(self, what: tuple[str, str], level: str | None, unclear: bool) -> None:
        self.step(
            "indicate",
            lambda request: familiarity.indicate(request.view, *what, level, unclear),
            lambda: self.model.indicate(*what, level, unclear, DAY),
        )

    @rule(
        rows=st.lists(
            st.tuples(draws.indication, draws.level, draws.flag),
            min_size=2,
            max_size=4,
            unique_by=lambda row: row[0],
        )
    )
    def indicate_many(self, rows: list[Indicated]) -> None:
        """The rows of a file, all or none."""
        self.step_many("indicate --from", list(map(_indicated, rows)))

    @rule(what=draws.indication, question=draws.perhaps(draws.text))
    def request_help(self, what: tuple[str, str], question: str | None) -> None:
        self.step(
            "request-help",
            lambda request: helping.request_help(request.view, *what, question),
            lambda: self.model.ask(*what, question, DAY),
        )

    @precondition(lambda self: self.waits())
    @rule(what=draws.waiting | draws.indication, by=draws.person)
    def acknowledge_help(self, what: tuple[str, str], by: str) -> None:
        ring = self.model.ring(*what) or ""
        seen = self.model.value(ring, ("acknowledged",)) or {"by": by, "date": DAY}
        changes = (ring, ("status",), "acknowledged"), (ring, ("acknowledged",), seen)
        self.step(
            "acknowledge-help",
            lambda request: helping.acknowledge_help(request.view, *what, by),
            lambda: self.model.put(*changes),
        )

    @precondition(lambda self: self.waits())
    @rule(what=draws.waiting | draws.indication, by=draws.person, insight=draws.perhaps(draws.insight))
    def answer_help(self, what: tuple[str, str], by: str, insight: str | None) -> None:
        ring = self.model.ring(*what) or ""
        answer = {"by": by, "date": DAY} | ({"insight": insight} if insight else {})
        changes = (ring, ("status",), "answered"), (ring, ("answered",), answer)
        self.step(
            "answer-help",
            lambda request: helping.answer_help(request.view, *what, by, insight),
            lambda: self.model.put(*changes),
        )

    @precondition(lambda self: self.waits())
    @rule(what=draws.waiting)
    def withdraw_help(self, what: tuple[str, str]) -> None:
        ring = self.model.ring(*what) or ""
        self.step(
            "withdraw-help",
            lambda request: helping.withdraw_help(request.view, *what),
            lambda: self.model.put((ring, ("status",), "withdrawn")),
        )

    @rule(changes=st.lists(st.tuples(draws.path, draws.disorders), min_size=1, max_size=3))
    def fix(self, changes: list[tuple[str, tuple[str, int, int]]]) -> None:
        """Someone disorders files by hand, and `check --fix` puts them in order."""
        texts: dict[str, str] = {}
        for path, disorder in changes:
            texts[path] = draws.disordered(texts.get(path) or self.text(path), disorder)
        self.mend(texts)

    @rule(path=draws.path, spot=draws.spots)
    def note(self, path: str, spot: tuple[int, str]) -> None:
        """Someone writes a comment by hand."""
        self.write_by_hand(path, draws.noted(self.text(path), spot, self.new_mark()))

    @precondition(lambda self: self.last is not None)
    @rule()
    def undo(self) -> None:
        self.take_back()


def _word(value: Any) -> str:
    """A value as the command line has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _indicated(row: Indicated) -> Row:
    (who, what), level, unclear = row
    return (
        lambda request: familiarity.indicate(request.view, who, what, level, unclear),
        lambda model: model.indicate(who, what, level, unclear, DAY),
    )
