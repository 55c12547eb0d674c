"""What advisers wrote of the actors worth sending to who wrote a message, in three sorts of files.

- `bench/lists/*.tsv`: a message; the actors that an adviser would send first, in order; the others that one would be
  content to send; those that do no harm. Every other actor of the directory would embarrass.
- `bench/cards/*.tsv`: a message, and what was said of some actors one by one: worth sending, harmless, embarrassing.
- `bench/rights/*.tsv`: a message, and the actors that are right for it.

Actors are ids of the shipped directory, apart by ";".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SORTS = ("worth", "harmless", "embarrassing")
SHOWN = 3
"""Actors that are seen at once."""


class Judged(NamedTuple):
    """A message, and what was judged of actors that may be named to who wrote it."""

    text: str
    sorts: dict[str, str]
    """By id; an actor that is not there was not judged, unless the list is `whole`."""
    best: tuple[str, ...] = ()
    """Ids of those that come first, in order."""
    whole: bool = False
    """Whether every actor that `sorts` does not name would embarrass."""

    def sort(self, actor_id: str) -> str | None:
        """Give what was judged of an actor, None if nothing was."""
        return self.sorts.get(actor_id, SORTS[2] if self.whole else None)


def tally(sorts: Sequence[str], best: Iterable[bool]) -> Counter[str]:
    """Count what one message is shown: what was judged of each card, and whether each is of the first."""
    told = {
        "messages": True,
        "with only cards worth sending": set(sorts) == {SORTS[0]},
        "the first worth sending": sorts[:1] == [SORTS[0]],
        "one of the best among them": any(best),
    }
    return Counter({**Counter(sorts), **told})


def lists(folder: Path = HERE / "lists") -> Iterator[Judged]:
    """Give every message with an adviser's whole list; raises ValueError at a line that has not four columns."""
    for text, (best, also, harmless) in _rows(folder, 3):
        sorts = dict.fromkeys([*best, *also], SORTS[0])
        yield Judged(text, {**dict.fromkeys(harmless, SORTS[1]), **sorts}, tuple(best), whole=True)


def cards(folder: Path = HERE / "cards") -> Iterator[Judged]:
    """Give every message with its judged cards; raises ValueError at a line that has not four columns."""
    for text, columns in _rows(folder, 3):
        yield Judged(text, {i: sort for sort, ids in zip(SORTS, columns, strict=True) for i in ids})


def rights(folder: Path = HERE / "rights") -> Iterator[Judged]:
    """Give every message with the actors right for it; raises ValueError at a line that has not two columns."""
    for text, (ids,) in _rows(folder, 1):
        yield Judged(text, dict.fromkeys(ids, SORTS[0]), tuple(ids))


def _rows(folder: Path, columns: int) -> Iterator[tuple[str, list[list[str]]]]:
    """Every message of the files of a folder, and the ids of each of its other columns."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            text, *ids = line.split("\t")
            if len(ids) != columns:
                raise ValueError(f"{path.name}:{number}: {len(ids)} columns of ids instead of {columns}")
            yield text, [[one for one in column.split(";") if one] for column in ids]
