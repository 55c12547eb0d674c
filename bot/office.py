"""What the staff desk needs of the base: who may use it, where editions are, and how a publication is made."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from knowledge.assembly import open_publisher
from knowledge.editions import Editions
from knowledge.history import Event
from knowledge.publishing import Publisher
from knowledge.sources import Sources


@dataclass(frozen=True, slots=True)
class Office:
    """The way behind the counter, for those whose Telegram id is in `ids`."""

    ids: frozenset[int]
    editions: Editions
    sources: Sources
    publisher: Callable[[str], Publisher]
    """Opens what plans and publishes, in the name of a person."""
    menus: Path
    """File of the ids whose menu was set, so that it is taken back from those who leave."""
    incoming: Path
    """Folder of the files received and not published yet: one folder a batch, "<person>-<number>"."""
    pause: float = 1.5
    """Seconds without another file after which a batch is complete: an album comes file by file."""
    pace: float = 2.0
    """Seconds between two edits of a message that shows progress."""

    @classmethod
    def of(cls, settings: Settings) -> Office:
        """The office of those settings; nothing is opened yet."""
        home = settings.knowledge_dir
        return cls(
            settings.staff_ids,
            Editions(home),
            Sources(settings.sources_dir),
            lambda who: open_publisher(settings, who),
            home / "staff-menus.json",
            home / "incoming",
        )

    def go_back(self, number: int, who: str) -> tuple[Event, int]:
        """Return to an edition, its vectors made anew where they are another embedder's; raises as `rollback`.

        Gives the return, and the edition in use after it.
        """
        publisher = self.publisher(who)
        event = publisher.editions.rollback(number, who)
        fresh = publisher.refresh()
        return event, fresh.edition or event.edition if fresh else event.edition

    def leftovers(self) -> Iterator[int]:
        """Empty the folder of what a stopped bot left there; gives the ids of those whose files these were."""
        for folder in sorted(self.incoming.glob("*")):
            shutil.rmtree(folder, ignore_errors=True)
            person = folder.name.partition("-")[0]
            if person.isdecimal() and int(person) in self.ids:
                yield int(person)
