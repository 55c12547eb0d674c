"""What staff should look at in what they publish: dates, near copies, data about persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from knowledge.contents import Content
from knowledge.counting import count
from knowledge.french import words
from knowledge.persons import Contacts
from knowledge.readers.directory import Table
from knowledge.records import Passage

ALIKE = 0.6
"""Share of the shorter document's word runs above which two documents are likely the same."""
_RUN = 6
_FEWEST = 8
"""Sampled runs under which a document is too short to be compared."""
_SAMPLED = 4
"""One word in so many starts a run."""
_SHOWN = 3


def about_persons(name: str, found: Contacts) -> Iterator[str]:
    """A warning for each kind of contact data of persons that a source holds."""
    for kind, values in (
        ("données privées de personnes", found.private),
        ("téléphones mobiles", found.mobiles),
        ("adresses nominatives", found.addresses),
    ):
        if values:
            yield f"{name} : {kind} ({some(values)}). Sans l’accord des personnes, retirez-les."


def some(values: Sequence[str]) -> str:
    """The first of these values, and how many others there are."""
    return ", ".join(values[:_SHOWN]) + (f" et {count(len(values) - _SHOWN, 'autre')}" if len(values) > _SHOWN else "")


def about_order(name: str, content: Content, before: Sequence[Passage]) -> Iterator[str]:
    """A warning for a version older than the one that it replaces, whose passages are `before`."""
    date, replaced = content.document.date, before[0].document.date if before else ""
    if date and replaced and date < replaced[: len(date)]:
        yield f"{name} : cette version ({date}) est plus ancienne que celle qu’elle remplace ({replaced})."


def about_dates(name: str, content: Content, today: str) -> Iterator[str]:
    """A warning for a missing date, and one for a term that is over."""
    if not content.document.date:
        yield f"{name} : date inconnue. Donnez-la en tête du document, ou dans {name.rpartition('/')[2]}.toml."
    if is_over(content.document.valid_until, today):
        yield f"{name} : ce document n’était valable que jusqu’au {content.document.valid_until}."


def about_checks(name: str, table: Table, today: str) -> Iterator[str]:
    """A warning for the entries of a table that say they were checked on a day to come."""
    ahead = [actor for actor in table.actors if actor.verified_on > today[: len(actor.verified_on)]]
    if ahead:
        told = some([f"{actor.name} le {actor.verified_on}" for actor in ahead])
        yield f"{name} : vérifié à une date qui n’est pas encore venue ({told})."


def about_columns(name: str, table: Table) -> Iterator[str]:
    """A warning for the columns that are none of ours: they are shown as they are, to everyone."""
    columns = list(dict.fromkeys(column for actor in table.actors for column, _ in actor.extra))
    if columns:
        told = ", ".join(columns)
        yield f"{name} : les fiches montreront aussi ces colonnes : {told}. Retirez ce qui n’est pas public."


def is_over(until: str, today: str) -> bool:
    """Whether a term is over; "2026-05" ends with its month, "2026" with its year. Both are ISO 8601."""
    return bool(until) and until < today[: len(until)]


def near_copies(fresh: Mapping[str, Sequence[Passage]], held: Mapping[str, Sequence[Passage]]) -> Iterator[str]:
    """A warning for each document of `fresh` that says nearly what another says, among these and those held."""
    runs = {name: _runs(passages) for name, passages in fresh.items()}
    others = {name: _runs(passages) for name, passages in held.items() if name not in runs} if runs else {}
    for number, (name, own) in enumerate(runs.items()):
        earlier = dict(list(runs.items())[:number])
        for other, theirs in (others | earlier).items():
            shorter = min(len(own), len(theirs))
            if shorter >= _FEWEST and len(own & theirs) >= ALIKE * shorter:
                yield f"{name} reprend l’essentiel de {other} : si l’un remplace l’autre, gardez-en un seul."
                break


def _runs(passages: Iterable[Passage]) -> frozenset[int]:
    """Digests of runs of words: those that start at words which their own digest samples."""
    told = [word for passage in passages for word in words(passage.text)]
    starts = (at for at in range(len(told) - _RUN + 1) if crc32(told[at].encode()) % _SAMPLED == 0)
    return frozenset(crc32(" ".join(told[at : at + _RUN]).encode()) for at in starts)
