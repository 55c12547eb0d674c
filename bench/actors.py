"""How often the right actor is named: `python -m bench.actors [--json] [needs.toml …]`."""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from knowledge.assembly import places
from knowledge.directory import Directory
from knowledge.readers.directory import read_table

ROOT = Path(__file__).parent.parent
NEEDS = ROOT / "tests" / "knowledge" / "needs.toml"
WORDINGS = NEEDS.with_name("wordings.toml")


@dataclass(frozen=True, slots=True)
class Score:
    """One kind of need: how many, and how many had a right actor first or among three."""

    kind: str
    needs: int
    first: int
    three: int


@dataclass(frozen=True, slots=True)
class Trial:
    """One need put to the directory."""

    kind: str
    question: str
    expected: tuple[str, ...]
    given: tuple[str, ...]
    milliseconds: float

    def hit(self, depth: int) -> bool:
        """Whether a right actor is among the first ones."""
        return bool(set(self.given[:depth]) & set(self.expected))


@cache
def shipped_directory(folder: Path = ROOT / "sources" / "directory") -> Directory:
    """Give the directory of the shipped tables."""
    tables = [read_table(path) for path in sorted(folder.glob("*.csv"))]
    actors = [actor for table in tables for actor in table.actors]
    return Directory(actors, [territory for table in tables for territory in table.territories], places())


def trials(directory: Directory, needs: Path) -> Iterator[Trial]:
    """Put each need of a file to a directory."""
    for kind, rows in tomllib.loads(needs.read_text(encoding="utf-8")).items():
        for question, expected in rows:
            start = time.perf_counter()
            matches = directory.match(question)
            spent = (time.perf_counter() - start) * 1000
            yield Trial(kind, question, tuple(expected.split()), tuple(m.actor.id for m in matches), spent)


def scores(done: list[Trial]) -> list[Score]:
    """Give the score of each kind, then of all."""
    groups = {kind: [t for t in done if t.kind == kind] for kind in dict.fromkeys(t.kind for t in done)}
    return [
        Score(kind, len(group), sum(t.hit(1) for t in group), sum(t.hit(3) for t in group))
        for kind, group in {**groups, "all": done}.items()
    ]


def main() -> None:
    """Print the scores, the misses and the median time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("needs", nargs="*", type=Path, default=[NEEDS, WORDINGS])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    directory = shipped_directory()
    done = [trial for path in options.needs for trial in trials(directory, path)]
    times = sorted(trial.milliseconds for trial in done)
    if options.json:
        result = {"scores": [asdict(s) for s in scores(done)], "median_ms": round(times[len(times) // 2], 2)}
        print(json.dumps(result, ensure_ascii=False))
        return
    for score in scores(done):
        first, three = score.first / score.needs, score.three / score.needs
        print(f"{score.kind:10} {score.needs:4}  hits@1 {first:.3f}  hits@3 {three:.3f}")
    print(f"median {times[len(times) // 2]:.1f} ms, longest {times[-1]:.1f} ms")
    for trial in done:
        if not trial.hit(3):
            given, expected = " ".join(trial.given) or "(none)", " ".join(trial.expected)
            print(f"miss  {trial.question}\n      {given}  instead of  {expected}")


if __name__ == "__main__":
    main()
