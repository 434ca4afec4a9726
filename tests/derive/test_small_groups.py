"""No share over a few people can be worked out from those that are shown together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linear import few_of, gives_away
from wecomplish_cli.derive.small_groups import LEAST, told, with_remainder

PEOPLE = [f"p{number}" for number in range(13)]

groups = st.lists(st.sets(st.sampled_from(PEOPLE)), max_size=6).map(
    lambda sets: {str(number): each for number, each in enumerate(sets)}
)


def people(*numbers: int) -> set[str]:
    return {f"p{number}" for number in numbers}


@settings(deadline=None)
@given(groups)
def test_nothing_shown_gives_away_a_few(named: dict[str, set[str]]) -> None:
    shown = told(named, [{*PEOPLE}])
    totals = [{(each, ""): 1 for each in named[key]} for key in sorted(shown)]
    totals.append({(each, ""): 1 for each in PEOPLE})
    assert not any(gives_away(totals, few) for few in few_of(PEOPLE))


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ({"few": people(0, 1, 2, 3)}, set()),
        ({"five": people(*range(5))}, {"five"}),
        ({"all but four": people(*range(9))}, set()),
        ({"all": people(*range(13))}, {"all"}),
        ({"half": people(*range(6)), "rest": people(*range(6, 13))}, {"half", "rest"}),
        ({"most": people(*range(8)), "within": people(*range(5))}, {"most"}),
        # Together they are everybody, so that both less everybody is the two who are in both.
        ({"left": people(*range(7)), "right": people(5, 6, *range(7, 13))}, {"right"}),
    ],
)
def test_groups_that_are_shown_beside_everybody(named: dict[str, set[str]], shown: set[str]) -> None:
    assert told(named, [{*PEOPLE}]) == shown


def test_rows_under_a_total_are_hidden_until_the_rest_is_of_enough_people() -> None:
    rows = {"four": people(1, 2, 3, 4), "six": people(*range(5, 11)), "eight": people(*range(5, 13))}
    assert with_remainder(rows, ["six", "eight"]) == {"eight"}
    assert with_remainder(rows, ["six", "eight", "four"]) == {"six", "eight", "four"}
    assert len(people(*range(LEAST))) == LEAST
