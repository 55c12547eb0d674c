"""Whether what a sentence puts together stands together in the passage: a figure with its owner, a deed with its doer.

No grammar is read. What a sentence says (words, figures, dates, names) is looked up in each statement of the passage; a
word that few statements say tells more than one that all say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from knowledge.support.claims import Claims, Name, Word
from knowledge.support.parties import goes_on, leads
from knowledge.support.phrases import otherwise
from knowledge.support.quantities import Day, Figure
from knowledge.support.quoted import Evidence, alike, said, within
from knowledge.support.together import cut
from knowledge.support.vocabulary import vocabulary

_LIGHT = 0.3
"""What a word that says little weighs beside others."""
_REACH = 20
"""Characters within which what stands near a figure or name counts half or more."""

_CLAUSE = r"[;:]"
Item = Word | Figure | Day | Name


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing that a sentence says, and how surely each statement of the passage says it."""

    item: Item
    grades: tuple[float, ...]
    weight: float
    """Less where many statements say it."""


def rivalled(claims: Claims, passage: Evidence) -> float:
    """How much better than the statement that holds a figure, date, name or subject another suits what is around it.

    0 to 1; only statements with a rival of the same kind count: another date, a figure of the same thing, another name.
    """
    statements = _statements(passage)
    told = _told(claims, statements)
    apart = otherwise(claims, passage)
    worst = 0.0
    for one in told:
        if (not isinstance(one.item, Word) or _leads(one.item, claims)) and one.item.at not in apart:
            scores = _around(one, told, len(statements))
            own = max((s for s, g in zip(scores, one.grades, strict=True) if g), default=0.0)
            rivals = [
                score
                for score, grade, statement in zip(scores, one.grades, statements, strict=True)
                if not grade and _rivals(one.item, statement, claims)
            ]
            worst = max(worst, max(rivals, default=0.0) - own)
    return worst


def strangers(claims: Claims, passage: Evidence) -> bool:
    """Whether a clause has two names that the passage holds both, but never in one statement."""
    statements = _statements(passage)
    tokens = [frozenset(statement.tokens) for statement in statements]
    apart = otherwise(claims, passage)
    for clause in cut(claims, _CLAUSE):
        names = [
            name.folded for name in clause.names if name.at not in apart and any(name.folded in one for one in tokens)
        ]
        if any(not any({one, other} <= held for held in tokens) for one, other in combinations(names, 2)):
            return True
    return False


def _around(one: _Told, told: Sequence[_Told], statements: int) -> list[float]:
    """How much each statement says of what stands around one thing, 0 to 1."""
    others = [other for other in told if other.item.at != one.item.at]
    near = [other.weight / (1 + abs(other.item.at - one.item.at) / _REACH) for other in others]
    total = sum(near) or 1.0
    return [sum(w * o.grades[at] for w, o in zip(near, others, strict=True)) / total for at in range(statements)]


def _told(claims: Claims, statements: Sequence[Claims]) -> list[_Told]:
    """What a sentence says that at least one statement says too."""
    names = {name.at: name for name in claims.names}
    items: list[Item] = [names.get(word.at, word) for word in claims.content]
    items += [figure for figure in claims.figures if figure.value != 1]
    items += claims.dates
    found = []
    for item in items:
        grades = tuple(_grade(item, statement) for statement in statements)
        if count := sum(grade > 0 for grade in grades):
            light = isinstance(item, Word) and item.stem in vocabulary().light
            found.append(_Told(item, grades, (_LIGHT if light else 1.0) / count))
    return found


def _grade(item: Item, statement: Claims) -> float:
    if isinstance(item, Word):
        return said(item, statement)
    if isinstance(item, Figure):
        return float(any(other.value == item.value for other in statement.figures))
    if isinstance(item, Day):
        return float(any(within(item, other) for other in statement.dates))
    return float(item.folded in statement.tokens)


def _rivals(item: Item, statement: Claims, claims: Claims) -> bool:
    """Whether a statement holds what could stand in an item's place and is not in the sentence."""
    if isinstance(item, Figure):
        mine = {figure.value for figure in claims.figures}
        strange = [other for other in statement.figures if other.value not in mine]
        return any(other.noun == item.noun or (item.unit and other.unit == item.unit) for other in strange)
    if isinstance(item, Day):
        return any(not any(mine.agrees(other) for mine in claims.dates) for other in statement.dates)
    if isinstance(item, Word):
        subject = next(iter(statement.content), None)
        return (
            subject is not None
            and leads(subject, statement)
            and not any(alike(subject, word) for word in claims.content)
        )
    return any(name.folded not in claims.tokens for name in statement.names)


def _leads(word: Word, claims: Claims) -> bool:
    """Whether a word that tells something opens its sentence, as its subject does."""
    return leads(word, claims) and word.stem not in vocabulary().light


def _statements(passage: Evidence) -> list[Claims]:
    """The parts of a passage's sentences, each with the one that it goes on from."""
    found: list[Claims] = []
    for sentence in passage.sentences:
        for part in cut(sentence, ";"):
            found.append(_joined(found[-1], part) if found and goes_on(part) else part)
    return found


def _joined(before: Claims, part: Claims) -> Claims:
    return replace(
        part,
        figures=(*before.figures, *part.figures),
        dates=(*before.dates, *part.dates),
        names=(*before.names, *part.names),
        content=(*before.content, *part.content),
        tokens=(*before.tokens, *part.tokens),
    )
