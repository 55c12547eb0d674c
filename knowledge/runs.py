"""The runs of a message's words that are phrases of the vocabulary: the longest first, each word used once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.aims import is_wished, says_who
from knowledge.french import stem
from knowledge.hearing import Hearing
from knowledge.needs import Theme
from knowledge.phrasebook import POSSESSIVES, Phrasebook, Target, word_stem
from knowledge.words import Word

QUALIFIERS = frozenset(stem(word) for word in ("electrique", "durable", "ecologique", "responsable", "securise"))
"""Stems that are a trade of their own only where they qualify no other ("bateau électrique")."""
_BEFORE, _AFTER = 4, 2
"""Words of meaning before and after a phrase among which another says how it is meant ("fabrique de beaux lits")."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of meaning that stand together, or one that no phrase explains."""

    stems: tuple[str, ...]
    place: int
    """Where its first word stands among the message's."""
    targets: tuple[Target, ...] = ()
    near: bool = False
    """Whether words near it say how it is meant."""
    parts: tuple[Theme, ...] = ()
    """The trades of its words taken one by one ("étiquettes intelligentes": étiquettes)."""
    within: tuple[Theme, ...] = ()
    """The trade in what may be a need ("panneaux solaires sur toits"), where nobody says that it is their own."""


class PhraseFinder:
    """Finds the phrases of a phrasebook in messages."""

    def __init__(self, book: Phrasebook, hearing: Hearing) -> None:
        """Take the phrases, and how words are heard."""
        self._book = book
        self._hearing = hearing
        self._longest = max(map(len, book.phrases))

    def is_phrase(self, folded: Sequence[str]) -> bool:
        """Say whether words are together one of the phrases, as they are spelt."""
        return tuple(map(word_stem, folded)) in self._book.phrases

    def runs(self, words: Sequence[Word], *, english: bool) -> Iterator[Run]:
        """Give the runs of a message's words of meaning, in its order."""
        places = [place for place, word in enumerate(words) if not word.small]
        stems = [self._hearing.sense(words, place, english=english) for place in places]
        meant = [self._hearing.meant(words[place].folded) for place in places]
        start = 0
        while start < len(stems):
            end = min(start + self._longest, len(places)) - 1
            phrase = self._misspelt(stems, meant, start)
            run = self._run(
                [*stems[:start], *phrase, *stems[start + len(phrase) :]], start, words, (places[start], places[end])
            )
            yield run
            start += len(run.stems)

    def _misspelt(self, stems: Sequence[str], meant: Sequence[Sequence[str]], start: int) -> tuple[str, ...]:
        """The phrase that stands there, once one of its words is taken for the misspelling that it may be."""
        for n in range(min(self._longest, len(stems) - start), 1, -1):
            run = tuple(stems[start : start + n])
            if run in self._book.phrases:
                return run
            others = ((*run[:i], word, *run[i + 1 :]) for i in range(n) for word in meant[start + i])
            if found := next((other for other in others if other in self._book.phrases), ()):
                return found
        return ()

    def _run(self, stems: Sequence[str], start: int, words: Sequence[Word], span: tuple[int, int]) -> Run:
        """What stands from one of the stems on; `span`: places of its word and of the last that a phrase may reach."""
        place, end = span
        length, targets, near = self._found(stems, start, words[place:end])
        if not length or (length <= 2 and says_who(words, place)):
            return Run((stems[start],), place)
        phrase = tuple(stems[start : start + length])
        return Run(
            phrase,
            place,
            targets,
            near,
            self._parts(phrase, targets),
            self._trade_within(phrase, targets, words, place),
        )

    def _parts(self, phrase: Sequence[str], targets: Sequence[Target]) -> tuple[Theme, ...]:
        if len(phrase) < 2 or not trades_in(targets):
            return ()
        alone = (self._book.phrases.get((word,), ()) for word in phrase if word not in QUALIFIERS)
        return tuple(trade for targets in alone for trade in trades_in(targets))

    def _found(self, stems: Sequence[str], start: int, said: Sequence[Word]) -> tuple[int, tuple[Target, ...], bool]:
        """How many stems the phrase there has, what it means, and whether it is one meant near others, which wins."""
        length = self._match(stems, start, said)
        before = stems[max(0, start - _BEFORE) : start]
        opens = start == 0 and bool(said) and said[0].folded[-1] not in "sx"
        for n in range(min(self._longest, len(stems) - start), max(length, 1) - 1, -1):
            after = stems[start + n : start + n + _AFTER]
            if near := self._book.near(tuple(stems[start : start + n]), before, after, opens=opens):
                return n, near, True
        return length, self._book.phrases[tuple(stems[start : start + length])] if length else (), False

    def _match(self, stems: Sequence[str], start: int, said: Sequence[Word]) -> int:
        """How many stems the phrase there has; one of the asker's own ("mon toit") needs them to say that it is."""
        longest = min(self._longest, len(stems) - start)
        found = [n for n in range(longest, 0, -1) if tuple(stems[start : start + n]) in self._book.phrases]
        if len(found) > 1 and not any(word.folded in POSSESSIVES for word in said):
            found = [n for n in found if tuple(stems[start : start + n]) not in self._book.own] or found
        return next(iter(found), 0)

    def _trade_within(
        self, phrase: Sequence[str], found: Sequence[Target], words: Sequence[Word], place: int
    ) -> tuple[Theme, ...]:
        said = {word.folded for word in words[place : place + 2 * len(phrase)]}
        if trades_in(found) or said & POSSESSIVES or is_wished(words, place):
            return ()
        shorter = (self._book.phrases.get(tuple(phrase[:length]), ()) for length in range(len(phrase) - 1, 1, -1))
        return next((trades for targets in shorter if (trades := trades_in(targets))), ())


def trades_in(targets: Iterable[Target]) -> tuple[Theme, ...]:
    """Give the trades among what phrases stand for."""
    return tuple(target for target in targets if isinstance(target, Theme))
