"""From the sources folder to a published edition: what changed, then all or nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from knowledge import golden
from knowledge.comparing import passages as held
from knowledge.contents import ReadAll
from knowledge.describing import describe
from knowledge.disk import write_json
from knowledge.editions import Editions, Event, Manifest, now
from knowledge.errors import BoussoleError, BusyError, EditionError, WorseError
from knowledge.isolation import Workers
from knowledge.planning import Plan, Planner, Progress
from knowledge.records import Actor, Passage, Territory
from knowledge.sources import (
    DOCUMENT,
    GOLDEN,
    NO_CHANGE,
    QUESTIONS,
    WORDS,
    Changes,
    Sources,
)


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


Check = Callable[[Path, Path], Sequence[golden.Failure]]
"""Asks golden questions before a publication (the new edition's folder, the current one's -> what got worse)."""


Reading = Callable[[], AbstractContextManager[ReadAll]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a plan."""

    published: bool
    edition: int | None
    previous: int | None = None
    documents: int = 0
    passages: int = 0
    actors: int = 0
    territories: int = 0
    seconds: float = 0.0
    worse: tuple[str, ...] = ()
    """Golden questions that the edition was published in spite of, or not published for."""


def _silent(step: str, done: int, total: int) -> None:
    """The default progress: says nothing."""


class Publisher:
    """Plans and publishes. `who` is the person, for the history; `check`, when given, may refuse an edition."""

    def __init__(
        self,
        sources: Sources,
        editions: Editions,
        indexer: Indexer,
        who: str = "",
        check: Check | None = None,
        reading: Reading = Workers,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`reading` opens what reads files: by default processes of their own, since files come from anywhere."""
        self.sources = sources
        self.editions = editions
        self._indexer = indexer
        self._who = who
        self._check = check
        self._reading = reading
        self._today = today

    def plan(self, changes: Changes = NO_CHANGE, progress: Progress = _silent) -> Plan:
        """Read what is new or changed and say what publishing would do; writes nothing."""
        base, today = self._base(), self._today().isoformat()
        with self._reading() as read:
            planner = Planner(
                self.sources, base, lambda: self._held(base), self._indexer.fingerprint, read, today, progress
            )
            return planner.plan(changes)

    def publish(self, plan: Plan, progress: Progress = _silent, again: bool = False, force: bool = False) -> Outcome:
        """Make the plan's changes in the sources folder and publish the edition it describes, or nothing at all.

        Raises BusyError when another publication is in progress or came in between, EditionError when nothing could be
        read or when these sources were rolled back from (unless `again`), WorseError when golden questions are answered
        less well (unless `force`), and ProviderError when the embedder fails. Whatever is raised, the current edition
        stays.
        """
        start = time.monotonic()
        with self.editions.lock(self._who):
            if self.editions.current_or_none() != (plan.base if plan.base else self.editions.current_or_none()):
                raise BusyError("Une autre publication vient d’avoir lieu : recommencez.")
            if plan.changes_nothing and not plan.unchanged:
                raise EditionError(self._nothing())
            if plan.changes_nothing:
                self.sources.apply(plan.changes)
                return _outcome(self.editions.manifest(plan.base), False, start) if plan.base else Outcome(False, None)
            self._refuse_what_was_left(plan, again)
            manifest, worse = self._make(plan, progress, force)
            event = Event(
                now(), "publication", manifest.number, plan.base, self._who, manifest.state, worse, plan.summary
            )
            self.editions.flip(event)
            self.editions.prune()
        return replace(_outcome(manifest, True, start), worse=worse)

    def _base(self) -> Manifest | None:
        """The current edition, when it is whole enough to start from."""
        try:
            manifest = self.editions.manifest(self.editions.current())
        except EditionError:
            return None
        return manifest if (self.editions.index_folder(manifest.number) / "passages.db").exists() else None

    def _refuse_what_was_left(self, plan: Plan, again: bool) -> None:
        left = self.editions.was_left(plan.inventory.state)
        if left and not again:
            raise EditionError(
                f"Ces sources sont celles de l’édition {left.before}, qui a été écartée : corrigez-les, "
                "ou publiez-les quand même avec --again."
            )

    def _make(self, plan: Plan, progress: Progress, force: bool) -> tuple[Manifest, tuple[str, ...]]:
        """The sealed edition, and the golden questions that it was forced against."""
        passages = self._passages(plan)
        actors, territories = self._entries(plan)
        if not passages and not actors and not territories:
            raise EditionError(self._nothing())
        with self.editions.building() as (number, folder):
            self._index(folder / "index", passages, plan, progress)
            write_json(folder / "actors.json", actors)
            write_json(folder / "territories.json", territories)
            self._copy_notes(plan, folder)
            before = self.editions.manifest(plan.base) if plan.base else None
            manifest = describe(number, plan, before, passages, self._who, self._indexer.fingerprint)
            manifest = replace(manifest, actors=len(actors), territories=len(territories))
            write_json(folder / "manifest.json", manifest)
            worse = self._worse(folder, plan)
            if worse and not force:
                raise WorseError(_refusal(worse), tuple(failure.ask for failure in worse))
            self.sources.apply(plan.changes)
        return manifest, tuple(failure.ask for failure in worse)

    def _copy_notes(self, plan: Plan, folder: Path) -> None:
        """Put synonyms and golden questions in the edition; a questions file that does not read leaves the former."""
        for source in plan.inventory.sources:
            if source.kind in (WORDS, GOLDEN):
                shutil.copyfile(source.path, folder / source.name)
        refused = any(rejected.name == QUESTIONS for rejected in plan.rejected)
        former = self.editions.folder(plan.base) / QUESTIONS if plan.base else None
        if refused and former and former.exists():
            shutil.copyfile(former, folder / QUESTIONS)

    def _worse(self, folder: Path, plan: Plan) -> Sequence[golden.Failure]:
        """What the new edition answers less well; nothing for a first one, which has nothing to be compared with."""
        return self._check(folder, self.editions.folder(plan.base)) if self._check and plan.base else ()

    def _nothing(self) -> str:
        return (
            f"Aucune source lisible dans {self.sources.folder} : rien n’est publié. "
            "Ajoutez des documents avec « python ingest.py add »."
        )

    def _passages(self, plan: Plan) -> list[Passage]:
        """Passages of every document by name, those of unchanged ones taken from the current edition."""
        held, read_anew = self._held(self.editions.manifest(plan.base) if plan.base else None), plan.contents
        names = (source.name for source in plan.inventory.sources)
        return [p for name in names for p in (read_anew[name].passages if name in read_anew else held.get(name, ()))]

    def _held(self, base: Manifest | None) -> Mapping[str, Sequence[Passage]]:
        return held(self.editions, base.number) if base else {}

    def _entries(self, plan: Plan) -> tuple[tuple[Actor, ...], tuple[Territory, ...]]:
        if plan.tables is None:
            return (self.editions.actors(plan.base), self.editions.territories(plan.base)) if plan.base else ((), ())
        tables = plan.tables.values()
        actors = tuple(actor for table in tables for actor in table.actors)
        return actors, tuple(territory for table in tables for territory in table.territories)

    def _index(self, folder: Path, passages: Sequence[Passage], plan: Plan, progress: Progress) -> None:
        def heard(done: int, total: int) -> None:
            progress("index", done, total)

        previous = self.editions.index_folder(plan.base) if plan.base else None
        try:
            self._indexer.build(folder, passages, previous, heard)
        except BoussoleError:
            raise
        except Exception:  # a damaged previous index may fail in any way: it must not stop publications for ever
            if previous is None:
                raise
            shutil.rmtree(folder, ignore_errors=True)
            self._indexer.build(folder, passages, None, heard)


def _refusal(worse: Sequence[golden.Failure]) -> str:
    subject = "Une question témoin n’a" if len(worse) == 1 else f"{len(worse)} questions témoins n’ont"
    return (
        f"Rien n’est publié. {subject} plus de bonne réponse :\n{golden.told(worse)}\n"
        f"Si c’est voulu, corrigez ou retirez ces questions dans {QUESTIONS}, au dossier des sources, "
        "puis recommencez ; ou publiez quand même avec --force. Sinon, corrigez le document."
    )


def _outcome(manifest: Manifest, published: bool, start: float) -> Outcome:
    return Outcome(
        published,
        manifest.number,
        manifest.previous,
        sum(entry.kind == DOCUMENT for entry in manifest.sources),
        manifest.passages,
        manifest.actors,
        manifest.territories,
        round(time.monotonic() - start, 2),
    )
