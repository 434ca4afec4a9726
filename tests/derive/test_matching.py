"""The matching is the best one, its certificates hold, and nothing but the input decides it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import networkx as nx
import pytest

from wecomplish_cli.derive import matching
from wecomplish_cli.derive.kinds import Choice, Seats
from wecomplish_cli.derive.matching import Matching, match

Scores = dict[str, dict[str, int]]
Instance = tuple[Scores, dict[str, Seats]]
Aims = tuple[int, Fraction, int]
"""How many are matched, minus the fullest mentor's share, and the sum of scores: more is better."""


def instance(rng: Random, mentees: int, mentors: int, share: float) -> Instance:
    """Somebody for everybody, or not: places, loads and scores at random, also more load than places."""
    seats = {f"t{number}": Seats(rng.randint(0, 4), rng.randint(0, 3)) for number in range(mentors)}
    scores = {
        f"m{number}": {mentor: rng.randint(-9, 9) for mentor in seats if rng.random() < share}
        for number in range(mentees)
    }
    return scores, seats


def aims(scores: Scores, seats: dict[str, Seats], pairs: dict[str, str]) -> Aims | None:
    """What a choice reaches; None if a mentor would have more than their places."""
    count = Counter(pairs.values())
    if any(seats[mentor].taken + number > seats[mentor].capacity for mentor, number in count.items()):
        return None
    fullest = [Fraction(seats[m].taken + number, seats[m].capacity) for m, number in count.items()]
    total = sum(scores[mentee][mentor] for mentee, mentor in pairs.items())
    return len(pairs), -max(fullest, default=Fraction(0)), total


def best_of_all(scores: Scores, seats: dict[str, Seats]) -> Aims:
    """What the best of all choices reaches."""
    every = product(*([None, *each] for each in scores.values()))
    choices = ({m: t for m, t in zip(scores, choice, strict=True) if t} for choice in every)
    return max(reached for each in choices if (reached := aims(scores, seats, each)) is not None)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("seed", range(10))
def test_it_is_the_best_of_all_choices(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    for _ in range(50):
        scores, seats = instance(rng, rng.randint(0, 6), rng.randint(0, 4), rng.random())
        found = match(scores, seats)
        assert aims(scores, seats, dict(found.pairs)) == best_of_all(scores, seats)
        assert (found.limit or 0) == -best_of_all(scores, seats)[1]
        certificates_hold(scores, seats, found)


def network(scores: Scores, places: dict[str, int]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for mentee, mentors in scores.items():
        graph.add_edge("source", mentee, capacity=1, weight=0)
        graph.add_edges_from((mentee, m, {"capacity": 1, "weight": -score}) for m, score in mentors.items())
    graph.add_edges_from((m, "sink", {"capacity": free, "weight": 0}) for m, free in places.items())
    return graph


def best_by_networkx(scores: Scores, seats: dict[str, Seats]) -> Aims:
    """The same three aims, by flows: the largest, the lowest limit that keeps it, the cheapest under it."""

    def most(limit: Fraction) -> tuple[int, dict[str, int]]:
        shares = {m: limit.numerator * s.capacity // limit.denominator for m, s in seats.items()}
        room = {m: max(shares[m] - s.taken, 0) for m, s in seats.items()}
        return int(nx.maximum_flow_value(network(scores, room), "source", "sink")), room

    size, _ = most(Fraction(1))
    limits = sorted({Fraction(s.taken + n, s.capacity) for s in seats.values() for n in range(1, s.free + 1)})
    if not size:
        return 0, Fraction(0), 0
    limit, room = next((limit, most(limit)[1]) for limit in limits if most(limit)[0] == size)
    flow = nx.max_flow_min_cost(network(scores, room), "source", "sink")
    total = sum(scores[mentee][m] for mentee in scores for m, used in flow[mentee].items() if used)
    return size, -limit, total


@pytest.mark.sampled(5)
@pytest.mark.parametrize("seed", range(10))
def test_it_is_the_best_that_networkx_finds(seed: int) -> None:
    rng = Random(100 + seed)  # noqa: S311 - the same each time is wanted
    for _ in range(20):
        scores, seats = instance(rng, rng.randint(10, 25), rng.randint(4, 10), 0.4)
        found = match(scores, seats)
        assert aims(scores, seats, dict(found.pairs)) == best_by_networkx(scores, seats)
        certificates_hold(scores, seats, found)


def largest(scores: Scores, places: dict[str, int]) -> int:
    """The size of a largest matching, by trying for each mentee to move the others."""
    holds: dict[str, list[str]] = {mentor: [] for mentor in places}

    def seated(mentee: str, tried: set[str]) -> bool:
        for mentor in scores[mentee].keys() - tried:
            tried.add(mentor)
            if len(holds[mentor]) < places[mentor]:
                holds[mentor].append(mentee)
                return True
            for other in holds[mentor]:
                if seated(other, tried):
                    holds[mentor].remove(other)
                    holds[mentor].append(mentee)
                    return True
        return False

    return sum(seated(mentee, set()) for mentee in scores)


def certificates_hold(scores: Scores, seats: dict[str, Seats], found: Matching[str]) -> None:
    """Each says why somebody is unmatched, and lifting any limit it names makes room for one more."""
    places = {mentor: each.free for mentor, each in seats.items()}
    size = largest(scores, places)
    assert found.pairs.keys() | found.unmatched.keys() == scores.keys()
    assert len(found.pairs) == size
    for mentee, block in found.unmatched.items():
        blocked = {mentee, *block.mentees}
        assert {mentor for each in blocked for mentor in scores[each]} == set(block.mentors)
        assert len(block.mentees) == sum(places[mentor] for mentor in block.mentors)
        for mentor in block.mentors:
            assert largest(scores, {**places, mentor: places[mentor] + 1}) == size + 1
        for each in blocked:
            helped = {**scores, each: {**scores[each], "new": 0}}
            assert largest(helped, {**places, "new": 1}) == size + 1


def test_the_order_of_the_input_makes_no_difference() -> None:
    rng = Random(7)  # noqa: S311 - the same each time is wanted
    for _ in range(50):
        scores, seats = instance(rng, 12, 6, 0.5)
        for mentors in scores.values():
            # Many ties: it is the ids that decide.
            mentors.update(dict.fromkeys(mentors, rng.randint(0, 1)))
        found = match(scores, seats)
        turned = {m: dict(reversed([*each.items()])) for m, each in reversed([*scores.items()])}
        again = match(turned, dict(reversed([*seats.items()])))
        assert list(found.pairs.items()) == list(again.pairs.items())
        assert list(found.unmatched.items()) == list(again.unmatched.items())


def test_nobody_at_all_is_matched_with_nobody() -> None:
    assert match({}, {}) == Matching({}, None, {})
    assert match({}, {"t": Seats(2)}).pairs == {}
    alone = match({"m": {}}, {"t": Seats(2)})
    assert (alone.pairs, alone.limit, alone.unmatched["m"].mentors) == ({}, None, ())


def test_a_full_mentor_is_named_by_the_certificate() -> None:
    found = match({"m": {"t": 5}}, {"t": Seats(1, 1)})
    assert (found.pairs, found.unmatched["m"].mentors, found.unmatched["m"].mentees) == ({}, ("t",), ())
    freed = match({"m": {"t": 5}}, {"t": replace(Seats(1, 1), capacity=2)})
    assert (freed.pairs, freed.limit) == ({"m": "t"}, Fraction(1))


def alike(rng: Random) -> tuple[dict[str, Choice], dict[str, Seats]]:
    """Mentees and mentors of few kinds; some cannot have each other, or have a score of their own."""
    kinds = [Seats(rng.randint(0, 3), rng.randint(0, 1)) for _ in range(2)]
    seats = {f"t{number}": rng.choice(kinds) for number in range(rng.randint(2, 9))}
    sort = {mentor: rng.randint(0, 1) for mentor in seats}
    rows = []
    for _ in range(rng.randint(1, 3)):
        scores = [rng.choice((None, *range(4))) for _ in range(2)]
        points = {mentor: scores[sort[mentor]] for mentor in seats}
        rows.append({mentor: score for mentor, score in points.items() if score is not None})
    choices = {}
    for number in range(rng.randint(2, 14)):
        row = rng.choice(rows)
        barred: dict[str, int | None] = {mentor: None for mentor in row if rng.random() < 0.2}
        wish = {mentor: 9 for mentor in row if rng.random() < 0.02}
        choices[f"m{number}"] = Choice(row, barred | wish)
    return choices, seats


@pytest.mark.sampled(5)
@pytest.mark.parametrize("seed", range(10))
def test_those_who_are_alike_are_matched_together_as_well_as_one_by_one(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(200 + seed)  # noqa: S311 - the same each time is wanted
    for _ in range(50):
        choices, seats = alike(rng)
        every = {mentee: {**each.common, **each.own} for mentee, each in choices.items()}
        scores = {
            mentee: {mentor: score for mentor, score in each.items() if score is not None}
            for mentee, each in every.items()
        }
        one_by_one = match(scores, seats)
        assert match(choices, seats) == one_by_one
        with monkeypatch.context() as patched:
            patched.setattr(matching, "MOST_ONE_BY_ONE", -1)
            together = match(choices, seats)
        assert aims(scores, seats, dict(together.pairs)) == aims(scores, seats, dict(one_by_one.pairs))
        assert together.limit == one_by_one.limit
        certificates_hold(scores, seats, together)
