"""Messages that we wrote, with the trades and the needs that a fair adviser hears in them.

`bench/messages/*.tsv` has one a line: the message, its trades and its needs, the main one first, apart by ";".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge.french import fold
from knowledge.needs import needs, themes
from knowledge.trades import BESIDE, sayings, trades

MESSAGES = Path(__file__).parent / "messages"


class Message(NamedTuple):
    """A message with its labels."""

    text: str
    trades: tuple[str, ...]
    needs: tuple[str, ...]
    file: int = 0
    """Which of the files it is from."""


def messages(folder: Path = MESSAGES) -> Iterator[Message]:
    """Every message, once; raises ValueError at a line without three columns or with an unknown label."""
    known = [{one.label for one in themes()}, {one.label for one in needs()}]
    seen: set[str] = set()
    for file, path in enumerate(sorted(folder.glob("*.tsv"))):
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            text, *columns = line.split("\t")
            labels = [tuple(filter(None, (label.strip() for label in column.split(";")))) for column in columns]
            if len(labels) != len(known) or any(
                set(given) - listed for given, listed in zip(labels, known, strict=True)
            ):
                raise ValueError(f"{path.name}:{number}: {columns}")
            if (folded := fold(text)) not in seen:
                seen.add(folded)
                yield Message(text, labels[0], labels[1], file)


def forms() -> Iterator[Message]:
    """Every form of the vocabulary, as a message as short as a search."""
    signs_before = "".join(BESIDE)
    for label, listed in trades().items():
        yield from (Message(form.lstrip(signs_before), (label,), ()) for form in listed)
    for label, listed in sayings().items():
        yield from (Message(form.lstrip(signs_before), (), (label,)) for form in listed)
