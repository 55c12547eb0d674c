"""What an edition says of itself and of each of its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.editions import Entry, Manifest
from knowledge.history import now
from knowledge.naming import TABLE
from knowledge.plan import Plan
from knowledge.readers import READER_VERSION
from knowledge.readers.directory import Table
from knowledge.records import Document, Passage
from knowledge.sources import Source


def describe(
    number: int, plan: Plan, before: Manifest | None, passages: Sequence[Passage], who: str, embedder: str
) -> Manifest:
    """The manifest of an edition made of a plan; its counts of actors and territories are left to fill in."""
    counts = Counter(passage.document.path for passage in passages)
    documents = {passage.document.path: passage.document for passage in passages}
    held = {entry.name: entry for entry in before.sources} if before else {}
    return Manifest(
        number=number,
        created=now(),
        previous=plan.base,
        who=who,
        state=plan.inventory.state,
        embedder=embedder,
        reader_version=READER_VERSION,
        sources=tuple(
            _of_table(source, plan.tables, held)
            if source.kind == TABLE
            else _of_document(source, documents.get(source.name), counts[source.name])
            for source in plan.inventory.sources
        ),
        passages=len(passages),
        actors=0,
        territories=0,
        rejected=plan.rejected,
    )


def _of_document(source: Source, document: Document | None, passages: int) -> Entry:
    plain = Entry(source.name, source.digest, source.kind, Path(source.name).name, passages)
    if document is None:
        return plain
    return replace(plain, title=document.title, date=document.date, valid_until=document.valid_until)


def _of_table(source: Source, tables: Mapping[str, Table] | None, held: Mapping[str, Entry]) -> Entry:
    """What is known of a table: read for this edition, or as the edition before has it."""
    if tables is None or source.name not in tables:
        return replace(held[source.name], digest=source.digest)
    table = tables[source.name]
    return Entry(
        source.name,
        source.digest,
        source.kind,
        Path(source.name).name,
        entries=len(table.actors) + len(table.territories),
        valid_until=_earliest(actor.valid_until for actor in table.actors),
        verified_on=_earliest(actor.verified_on for actor in table.actors),
    )


def _earliest(dates: Iterable[str]) -> str:
    return min(filter(None, dates), default="")
