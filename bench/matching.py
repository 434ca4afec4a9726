"""Measures matching a whole programme beside networkx, which reaches only the first and the last aim.

Run it as `python bench/matching.py [MENTEESxMENTORSxCANDIDATES ...]`. The exit status is 1 where the share of
networkx's CPU time is above its limit.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from typing import TYPE_CHECKING

from reading import run

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 0.2
SIZES = ("1000x300x15", "10000x3000x15")
Scores = dict[str, dict[str, int]]


def instance(size: str) -> tuple[Scores, Mapping[str, tuple[int, int]]]:
    """The scores of each mentee, and capacity and load of each mentor: some mentees will have nobody."""
    mentees, mentors, candidates = map(int, size.split("x"))
    rng = random.Random(size)
    seats = {f"t{number:05}": (rng.randint(1, 6), rng.randint(0, 1)) for number in range(mentors)}
    names = list(seats)
    scores = {
        f"m{number:05}": {name: rng.randint(-10, 40) for name in rng.sample(names, candidates)}
        for number in range(mentees)
    }
    return scores, seats


def ours(size: str) -> str:
    """Match with all three aims, and say why each of the others has nobody."""
    from wecomplish_cli.derive.matching import Seats, match

    scores, seats = instance(size)
    found = match(scores, {mentor: Seats(*each) for mentor, each in seats.items()})
    total = sum(scores[mentee][mentor] for mentee, mentor in found.pairs.items())
    return f"{len(found.pairs)} {total} {found.limit}"


def theirs(size: str) -> str:
    """Match as many as possible with the highest sum of scores, by networkx."""
    import networkx as nx

    scores, seats = instance(size)
    graph: nx.DiGraph[str] = nx.DiGraph()
    for mentor, (capacity, taken) in seats.items():
        graph.add_edge(mentor, "sink", capacity=capacity - taken, weight=0)
    for mentee, mentors in scores.items():
        graph.add_edge("source", mentee, capacity=1, weight=0)
        # Nobody at all costs more than all else together.
        graph.add_edge(mentee, "sink", capacity=1, weight=100 * len(scores))
        graph.add_edges_from(
            (mentee, m, {"capacity": 1, "weight": 40 - score}) for m, score in mentors.items()
        )
    graph.nodes["source"]["demand"], graph.nodes["sink"]["demand"] = -len(scores), len(scores)
    flow = nx.min_cost_flow(graph)
    pairs = [(mentee, m) for mentee, each in scores.items() for m in each if flow[mentee][m]]
    return f"{len(pairs)} {sum(scores[mentee][m] for mentee, m in pairs)}"


def nothing(size: str) -> str:
    """Make the instance only, to know what that costs."""
    instance(size)
    return ""


def main() -> None:
    """Measure the sizes given and print a line for each."""
    parser = argparse.ArgumentParser(description="Measure matching beside networkx.")
    parser.add_argument("sizes", metavar="MENTEESxMENTORSxCANDIDATES", nargs="*", default=SIZES)
    parser.add_argument("--only", choices=("ours", "theirs", "nothing"), help="solve one, in this process")
    asked = parser.parse_args()
    if asked.only:
        print({"ours": ours, "theirs": theirs, "nothing": nothing}[asked.only](asked.sizes[0]))
        return
    failed = False
    print("size             matched   ours s     MB   networkx s     MB   share   limit")
    for size in asked.sizes:
        mine, other, bare = (
            run([sys.executable, __file__, size, "--only", which], os.environ)
            for which in ("ours", "theirs", "nothing")
        )
        # Under the limit on load, the sum of scores may be lower; the number is the same.
        matched = mine.output.split()[0]
        if matched != other.output.split()[0]:
            raise SystemExit(f"{size}: {mine.output.strip()} against {other.output.strip()}")
        spent, compared = mine.cpu - bare.cpu, other.cpu - bare.cpu
        share = spent / compared
        print(
            f"{size:16} {matched:>7} {spent:8.2f} {(mine.memory - bare.memory) / 1000:6.0f} {compared:12.2f} "
            f"{(other.memory - bare.memory) / 1000:6.0f} {share:7.2f} {LIMIT:7.2f}",
            flush=True,
        )
        failed = failed or share > LIMIT
    sys.exit(failed)


if __name__ == "__main__":
    main()
