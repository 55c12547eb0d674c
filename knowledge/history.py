"""Who published what and when, who went back, and what a return left behind: one JSON line an event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

PUBLICATION, RETURN = "publication", "retour"

Left = tuple[str, str]
"""Name of a source, and the digest of the content that a return left ("" for a removal)."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of the pointer."""

    at: str
    what: str
    """"publication" or "retour"."""
    edition: int
    """The edition in use after it."""
    before: int | None
    who: str
    state: str = ""
    """Sources of the edition published, or of the one rolled back from."""
    forced: tuple[str, ...] = ()
    """Golden questions that the edition was published in spite of."""
    changes: str = ""
    """What the publication changed, in French, in a few words."""
    left: tuple[Left, ...] = ()
    """What a return left: it is not published again by itself."""
    again: bool = False
    """Whether a publication took back what returns had left."""


class History:
    """The events of a file, in order."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def events(self) -> list[Event]:
        """Every publication and return, oldest first; a line that a crash cut is left out."""
        path = self._path
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
        return [event for event in map(_event, lines) if event]

    def note(self, event: Event) -> None:
        """Add an event."""
        cut = self._path.exists() and not self._path.read_bytes().endswith(b"\n")  # by a crash
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(("\n" if cut else "") + json.dumps(asdict(event), ensure_ascii=False) + "\n")


def left_behind(events: Iterable[Event]) -> Mapping[Left, str]:
    """What returns left and nobody took back since, each with the moment of the return.

    Going to an edition takes back what had been left of it; publishing with `again` takes everything back.
    """
    held: dict[Left, Event] = {}
    for event in events:
        if event.what == RETURN:
            held = {left: of for left, of in held.items() if of.before != event.edition}
            held |= dict.fromkeys(event.left, event)
        elif event.again:
            held = {}
    return {left: event.at for left, event in held.items()}


def now() -> str:
    """This moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def when(at: str) -> str:
    """An ISO 8601 moment as one reads it, in the time zone of this computer: "24/11/2026 à 15 h 02"."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%d/%m/%Y à %H h %M")
    except ValueError:
        return at


def _event(line: str) -> Event | None:
    try:
        found = json.loads(line)
        found["forced"] = tuple(found.get("forced", ()))
        found["left"] = tuple((str(name), str(content)) for name, content in found.get("left", ()))
        return Event(**found)
    except (ValueError, TypeError, AttributeError):
        return None
