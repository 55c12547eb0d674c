"""The sources that a plan needs, read once each: what they hold, and why some cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from knowledge import golden
from knowledge.contents import Content, Read, ReadAll, Task
from knowledge.counting import count
from knowledge.errors import SourceError
from knowledge.lexicon import Lexicon
from knowledge.naming import DOCUMENT, GOLDEN, TABLE, WORDS
from knowledge.readers import directory
from knowledge.sources import Rejected, Source

MOST_ROWS = 100
"""Wrong rows of one table that are told one by one."""

Progress = Callable[[str, int, int], None]
"""Hears the step ("lecture" or "index"), how much is done, and of how much."""


class Reading:
    """What was read so far, by source name, and what was set aside."""

    def __init__(self, read: ReadAll, progress: Progress) -> None:
        self.contents: dict[str, Content] = {}
        self.tables: dict[str, directory.Table] = {}
        self.rejected: list[Rejected] = []
        self._read_all = read
        self._progress = progress

    def read(self, sources: Sequence[Source]) -> set[str]:
        """Read the sources not read yet; gives the names of those that cannot be."""
        notes = [source for source in sources if source.kind in (WORDS, GOLDEN)]
        tasks = [
            Task(source.name, source.path, source.kind == TABLE, source.note)
            for source in sources
            if source.kind in (DOCUMENT, TABLE) and source.name not in self.contents
        ]
        read = {source.name: error for source in notes if (error := _fault(source))} | self._read_tasks(tasks)
        refused = {name: reason for name, reason in ((n, self._keep(n, r)) for n, r in read.items()) if reason}
        self.rejected += [Rejected(name, refused[name]) for name in sorted(refused)]
        return set(refused)

    def _read_tasks(self, tasks: Sequence[Task]) -> dict[str, Read]:
        if not tasks:
            return {}
        names: list[str] = []

        def done(name: str) -> None:
            names.append(name)
            self._progress("lecture", len(names), len(tasks))

        self._progress("lecture", 0, len(tasks))
        return self._read_all(tasks, done)

    def _keep(self, name: str, read: Read) -> str:
        """Keep what was read; gives why it cannot be, or ""."""
        if isinstance(read, Content):
            self.contents[name] = read
        elif isinstance(read, directory.Table):
            if read.errors and not (read.actors or read.territories):
                return f"Aucune ligne de ce tableau n’est utilisable ({read.errors[0]})."
            self.tables[name] = read
        else:
            return str(read)
        return ""


def wrong_rows(tables: Mapping[str, directory.Table]) -> Iterator[Rejected]:
    """The rows of tables that were set aside, the first of them one by one."""
    for name, table in tables.items():
        yield from (Rejected(name, error.reason, error.line) for error in table.errors[:MOST_ROWS])
        if len(table.errors) > MOST_ROWS:
            yield Rejected(name, f"et {count(len(table.errors) - MOST_ROWS, 'autre ligne fautive')}.")


def _fault(source: Source) -> SourceError | None:
    """What is wrong with a file of synonyms or of golden questions."""
    try:
        if source.kind == WORDS:
            Lexicon.load(source.path)
        else:
            golden.load(source.path)
    except SourceError as error:
        return error
    return None
