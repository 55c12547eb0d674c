"""Messages that we wrote, with the trades and the needs that a fair adviser hears in them.

`bench/messages/*.tsv` has one a line: the message, its trades and its needs, the main one first, apart by ";".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge.needs import needs, themes
from knowledge.trades import BESIDE, sayings, trades

MESSAGES = Path(__file__).parent / "messages"


class Message(NamedTuple):
    """A message with its labels."""

    text: str
    trades: tuple[str, ...]
    needs: tuple[str, ...]


def messages() -> Iterator[Message]:
    """Every message; raises ValueError at a label that the vocabulary lacks."""
    known = [{one.label for one in themes()}, {one.label for one in needs()}]
    for path in sorted(MESSAGES.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text, *columns = (*line.split("\t"), "", "")[:3]
            labels = [tuple(filter(None, (label.strip() for label in column.split(";")))) for column in columns]
            for given, listed in zip(labels, known, strict=True):
                if unknown := set(given) - listed:
                    raise ValueError(f"{path.name}:{number}: {unknown}")
            yield Message(text, *labels)


def forms() -> Iterator[Message]:
    """Every form of the vocabulary, as a message as short as a search."""
    signs_before = "".join(BESIDE)
    for label, listed in trades().items():
        yield from (Message(form.lstrip(signs_before), (label,), ()) for form in listed)
    for label, listed in sayings().items():
        yield from (Message(form.lstrip(signs_before), (), (label,)) for form in listed)
