"""Cards that were judged one by one: which actors are worth sending to who wrote a message.

`bench/cards/*.tsv` has one message a line, and the ids of the actors worth sending, of those that do no harm, and of
those that would embarrass, apart by ";".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CARDS = Path(__file__).parent / "cards"
SORTS = ("worth", "harmless", "embarrassing")


class Judged(NamedTuple):
    """A message, and what was judged of the actors that may be named to who wrote it, by id."""

    text: str
    sorts: dict[str, str]


def judged(folder: Path = CARDS) -> Iterator[Judged]:
    """Every message with its judged cards; raises ValueError at a line that has not four columns."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            text, *columns = line.split("\t")
            if len(columns) != len(SORTS):
                raise ValueError(f"{path.name}:{number}: {len(columns)} columns of cards")
            yield Judged(text, {i: sort for sort, ids in zip(SORTS, columns, strict=True) for i in ids.split(";") if i})
