"""From the sources folder to a published edition: what changed, then all or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from knowledge import golden
from knowledge.comparing import passages as held
from knowledge.contents import ReadAll
from knowledge.counting import count
from knowledge.editions import Editions, Manifest
from knowledge.errors import BusyError, EditionError, WorseError
from knowledge.history import PUBLICATION, Event, now
from knowledge.isolation import Workers
from knowledge.making import Indexer, Maker
from knowledge.naming import DOCUMENT, QUESTIONS
from knowledge.plan import Plan
from knowledge.planning import Planner, Published
from knowledge.readers.directory import Table
from knowledge.reading import Progress
from knowledge.records import Passage
from knowledge.sources import NO_CHANGE, Changes, Inventory, Source, Sources
from knowledge.uninterrupted import uninterrupted

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
    failures: tuple[golden.Failure, ...] = ()
    """The same, each with why."""


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
        self._maker = Maker(editions, indexer, who)
        self._who = who
        self._check = check
        self._reading = reading
        self._today = today

    def plan(self, changes: Changes = NO_CHANGE, progress: Progress = _silent, again: bool = False) -> Plan:
        """Read what is new or changed and say what publishing would do; writes nothing.

        What was rolled back is left out of it, unless `again`, and what bares private data of persons, except in the
        plan's `confirmed`.
        """
        published = self._published()
        with self._reading() as read:
            today = self._today().isoformat()
            planner = Planner(self.sources, published, self._indexer.fingerprint, read, today, progress)
            return planner.plan(changes, again)

    def refresh(self, progress: Progress = _silent) -> Outcome | None:
        """Make the current edition's vectors anew where another embedder made them, and change nothing else.

        Gives what came of it, None where its vectors are right. Raises as `publish`.
        """
        manifest = self.editions.manifest(self.editions.current())
        if manifest.embedder == self._indexer.fingerprint:
            return None
        sources = tuple(Source(e.name, self.sources.folder / e.name, e.digest) for e in manifest.sources)
        names = tuple(source.name for source in sources)
        plan = Plan(
            unchanged=names,
            rejected=manifest.rejected,
            base=manifest.number,
            rebuilds=True,
            former=frozenset(names),
            inventory=Inventory(sources),
        )
        return self.publish(plan, progress, force=True)

    def rehearse(self, plan: Plan, progress: Progress = _silent) -> Outcome:
        """What `publish` would say, without publishing: the edition is made beside the others, asked, and removed.

        Nothing is made where no question can be asked. Raises as `publish`, WorseError apart: `failures` tells it.
        """
        self._refuse(plan)
        if plan.changes_nothing or not plan.base or not self._check or not _asks(plan):
            return Outcome(False, plan.base)
        with self.editions.lock(self._who), self.editions.rehearsing() as (number, folder):
            if self._maker.make(plan, number, folder, progress) is None:
                raise EditionError(self._nothing())
            failures = tuple(self._check(folder, self.editions.folder(plan.base)))
        return Outcome(False, plan.base, worse=tuple(failure.ask for failure in failures), failures=failures)

    def publish(self, plan: Plan, progress: Progress = _silent, force: bool = False) -> Outcome:
        """Make the plan's changes in the sources folder and publish the edition it describes, or nothing at all.

        Raises BusyError when another publication is in progress or came in between, EditionError when nothing could be
        read or when all that changes was rolled back, WorseError when golden questions are answered less well (unless
        `force`), and ProviderError when the embedder fails. Whatever is raised, the current edition stays.
        """
        start = time.monotonic()
        with self.editions.lock(self._who), ExitStack() as commit:
            if self.editions.current_or_none() != (plan.base if plan.base else self.editions.current_or_none()):
                raise BusyError("Une autre publication vient d’avoir lieu : recommencez.")
            self._refuse(plan)
            if plan.changes_nothing:
                self.sources.apply(plan.changes)
                return _outcome(self.editions.manifest(plan.base), False, start) if plan.base else Outcome(False, None)
            manifest, failures = self._make(plan, progress, force, commit)
            worse = tuple(failure.ask for failure in failures)
            self.editions.flip(
                Event(
                    now(),
                    PUBLICATION,
                    manifest.number,
                    plan.base,
                    self._who,
                    manifest.state,
                    worse,
                    plan.summary,
                    again=plan.again,
                )
            )
            self.editions.prune()
        return replace(_outcome(manifest, True, start), worse=worse, failures=failures)

    def _published(self) -> Published:
        base, left = self._base(), self.editions.left_behind()

        def passages() -> Mapping[str, Sequence[Passage]]:
            return held(self.editions, base.number) if base else {}

        def tables() -> Mapping[str, Table]:
            return self.editions.tables(base.number) if base else {}

        return Published(base, passages, tables, left)

    def _base(self) -> Manifest | None:
        """The current edition, when it is whole enough to start from."""
        try:
            manifest = self.editions.manifest(self.editions.current())
        except EditionError:
            return None
        return manifest if (self.editions.index_folder(manifest.number) / "passages.db").exists() else None

    def _refuse(self, plan: Plan) -> None:
        """Raise EditionError for a plan of which nothing can be published."""
        if plan.is_empty:
            raise EditionError(self._nothing())
        if plan.changes_nothing and plan.private and not plan.base:
            raise EditionError(
                "Rien n’est publié : il n’y a que des sources qui contiennent des données privées de personnes. "
                "Retirez-les ou, avec leur accord, publiez-les avec --confirmer."
            )
        if plan.changes_nothing and plan.returned:
            raise EditionError(
                "Rien n’est publié : ce qui change a été annulé par un retour en arrière. Corrigez-le, "
                "ou publiez-le tel quel avec --again."
            )

    def _make(
        self, plan: Plan, progress: Progress, force: bool, commit: ExitStack
    ) -> tuple[Manifest, tuple[golden.Failure, ...]]:
        """The sealed edition, and the golden questions that it was forced against.

        Once its making is sure, Ctrl-C waits until `commit` is left: nothing is ever half done.
        """
        with self.editions.building() as (number, folder):
            manifest = self._maker.make(plan, number, folder, progress)
            if manifest is None:
                raise EditionError(self._nothing())
            failures = tuple(self._check(folder, self.editions.folder(plan.base)) if self._check and plan.base else ())
            if failures and not force:
                details = tuple(asdict(failure) for failure in failures)
                raise WorseError(refusal(failures), tuple(failure.ask for failure in failures), details)
            commit.enter_context(uninterrupted())
            self.sources.apply(plan.changes)
        return manifest, failures

    def _nothing(self) -> str:
        return (
            f"Aucune source lisible dans {self.sources.folder} : rien n’est publié. "
            "Ajoutez des documents avec « python ingest.py add »."
        )


def refusal(worse: Sequence[golden.Failure]) -> str:
    """Why an edition is not published, and the ways on."""
    subject = "Une question témoin n’a" if len(worse) == 1 else f"{count(len(worse), 'question témoin')} n’ont"
    return (
        f"Rien n’est publié. {subject} plus de bonne réponse :\n{golden.told(worse)}\n"
        f"Si c’est voulu, corrigez ou retirez ces questions dans {QUESTIONS}, au dossier des sources, "
        "puis recommencez ; ou publiez quand même avec --force. Sinon, corrigez le document."
    )


def _asks(plan: Plan) -> bool:
    """Whether the edition would have golden questions."""
    return any(source.name == QUESTIONS for source in plan.inventory.sources)


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
