"""What goes in an edition's folder: the index, the directory, the notes, and what the edition says of itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from knowledge.comparing import passages as held
from knowledge.describing import describe
from knowledge.disk import write_json
from knowledge.editions import Editions, Manifest
from knowledge.entries import TABLES_FILE
from knowledge.errors import BoussoleError
from knowledge.naming import GOLDEN, WORDS
from knowledge.plan import Plan
from knowledge.reading import Progress
from knowledge.records import Actor, Passage, Territory


class Indexer(Protocol):
    """What makes an edition's index."""

    @property
    def fingerprint(self) -> str:
        """Name of the vectors that it makes: another name has every edition made anew."""

    def build(
        self,
        folder: Path,
        passages: Sequence[Passage],
        previous: Path | None,
        progress: Callable[[int, int], None],
    ) -> None:
        """Write the index of the passages into the folder, reusing what it can of the previous one's."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the entries of a table stand: (id, line) of each."""

    name: str
    lines: tuple[tuple[str, int], ...]


class Maker:
    """Fills the folders of editions. `who` is the person, for the manifest."""

    def __init__(self, editions: Editions, indexer: Indexer, who: str) -> None:
        self._editions = editions
        self._indexer = indexer
        self._who = who

    def make(self, plan: Plan, number: int, folder: Path, progress: Progress) -> Manifest | None:
        """Fill the folder of an edition; None, and nothing, where the plan leaves nothing to publish.

        Raises EditionError when the edition that the plan starts from cannot be read, ProviderError when the embedder
        fails.
        """
        passages, (actors, territories) = self._passages(plan), self._entries(plan)
        if not passages and not actors and not territories:
            return None
        self._index(folder / "index", passages, plan, progress)
        write_json(folder / "actors.json", actors)
        write_json(folder / "territories.json", territories)
        self._write_tables(plan, folder)
        self._copy_notes(plan, folder)
        before = self._editions.manifest(plan.base) if plan.base else None
        manifest = describe(number, plan, before, passages, self._who, self._indexer.fingerprint)
        manifest = replace(manifest, actors=len(actors), territories=len(territories))
        if before and not (plan.new or plan.changed or plan.removed):  # the same with other vectors: the way back leads
            manifest = replace(manifest, previous=before.previous)  # to what was said before
        write_json(folder / "manifest.json", manifest)
        return manifest

    def _write_tables(self, plan: Plan, folder: Path) -> None:
        """Write which entry comes from which table; a table that cannot be read later stays by it."""
        if plan.tables is not None:
            write_json(folder / TABLES_FILE, [Lines(name, table.lines) for name, table in plan.tables.items()])
        elif plan.base and (before := self._editions.folder(plan.base) / TABLES_FILE).exists():
            shutil.copyfile(before, folder / TABLES_FILE)

    def _copy_notes(self, plan: Plan, folder: Path) -> None:
        """Put synonyms and golden questions in the edition, the former ones where they stay."""
        for source in plan.inventory.sources:
            if source.kind in (WORDS, GOLDEN):
                stays = plan.base is not None and source.name in plan.former
                path = self._editions.folder(plan.base) / source.name if stays and plan.base else source.path
                shutil.copyfile(path, folder / source.name)

    def _passages(self, plan: Plan) -> list[Passage]:
        """Passages of every document by name, those of unchanged ones taken from the current edition."""
        known, read_anew = held(self._editions, plan.base) if plan.base else {}, plan.contents
        names = (source.name for source in plan.inventory.sources)
        return [p for name in names for p in (read_anew[name].passages if name in read_anew else known.get(name, ()))]

    def _entries(self, plan: Plan) -> tuple[tuple[Actor, ...], tuple[Territory, ...]]:
        if plan.tables is None:
            return (self._editions.actors(plan.base), self._editions.territories(plan.base)) if plan.base else ((), ())
        tables = plan.tables.values()
        actors = tuple(actor for table in tables for actor in table.actors)
        return actors, tuple(territory for table in tables for territory in table.territories)

    def _index(self, folder: Path, passages: Sequence[Passage], plan: Plan, progress: Progress) -> None:
        def heard(done: int, total: int) -> None:
            progress("index", done, total)

        previous = self._editions.index_folder(plan.base) if plan.base else None
        try:
            self._indexer.build(folder, passages, previous, heard)
        except BoussoleError:
            raise
        except Exception:  # a damaged previous index may fail in any way: it must not stop publications for ever
            if previous is None:
                raise
            shutil.rmtree(folder, ignore_errors=True)
            self._indexer.build(folder, passages, None, heard)
