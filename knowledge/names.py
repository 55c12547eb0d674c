"""Which actors a message names: full names, short ones, former ones, and hurried spellings of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.french import STOP_WORDS, fold
from knowledge.records import Actor
from knowledge.regions import serve
from knowledge.words import Word

_NOTE = re.compile(r"\s*\(([^)]*)\)\s*$")
_LONGEST = 10
_PREFIXES = ("pole", "technopole", "incubateur", "cluster", "satt", "reseau", "agence", "accelerateur")
"""Words that people leave out of a name or add to it."""
_FORMER = ("ancien", "former", "absorb", "integr")
_ORDINARY = frozenset(
    "vie tes enter pass risques impulse da adn safe cara risque filiere equine pegase sophia defense ravi".split()
)
"""Names that are also ordinary words or first names: they count only as the directory writes them."""
_OTHERS = frozenset({("cma", "cgm")})
"""Names of others, folded, that open with one of an actor."""


class Name(NamedTuple):
    """One way to name an actor."""

    actor: Actor
    text: str
    """As the directory writes it, without its note."""
    note: str
    """What stood between parentheses ("ancien nom")."""

    @property
    def former(self) -> bool:
        """Whether it is a name of before."""
        return fold(self.note).startswith(_FORMER)


class Naming(NamedTuple):
    """A name found in a message, and where."""

    name: Name
    start: int
    end: int
    exact: bool
    """False where the spelling had to be guessed."""


def former_names(actor: Actor) -> list[str]:
    """Give the names that an actor had before, by its entry."""
    return [name.text for name in (_named(actor, alias) for alias in actor.aliases) if name.former]


class NameIndex:
    """Finds the actors that a message names."""

    def __init__(
        self, actors: Iterable[Actor], ordinary: Iterable[str] = (), knows: Callable[[str], bool] = lambda word: False
    ) -> None:
        """Index every name; `ordinary` are folded words too common to be a name when written small.

        `knows` says whether a folded word is one of a trade or a need, so no name misspelt ("innovant").
        """
        self._knows = knows
        self._names: dict[str, list[Name]] = {}
        self._ordinary = _ORDINARY | STOP_WORDS | frozenset(map(fold, ordinary))
        for actor in actors:
            for name in (Name(actor, actor.name, ""), *(_named(actor, alias) for alias in actor.aliases)):
                for squashed in _variants(name.text):
                    if squashed != _squash(name.text) and knows(squashed):
                        continue  # "Pôle Marine" is not "marine"
                    self._names.setdefault(squashed, []).append(name)
        self._by_initial: dict[str, list[str]] = {}
        for squashed in [name for name in self._names if _is_plural(self._names[name])]:
            self._names.setdefault(squashed[:-1], self._names[squashed])
        for squashed in self._names:
            self._by_initial.setdefault(squashed[0], []).append(squashed)

    def exact(self, text: str) -> list[Actor]:
        """Give the actors of exactly that name or alias, spacing, case and accents apart; those of a name first."""
        found = sorted(self._names.get(_squash(text), ()), key=lambda name: name.text != name.actor.name)
        return list(dict.fromkeys(name.actor for name in found))

    def is_generic(self, naming: Naming) -> bool:
        """Whether a name is nothing but a kind and a trade ("Pôle Eau"), which others may be too."""
        tokens = re.findall(r"[a-z0-9]+", fold(naming.name.text))
        return len(tokens) > 1 and tokens[0] in _PREFIXES and all(map(self._knows, tokens[1:]))

    def fits(self, naming: Naming, region: str) -> bool:
        """Whether a name may be meant in a region: a generic one is not where the actor has no business."""
        return not self.is_generic(naming) or serve(naming.name.actor.regions, region)

    def find(self, words: Sequence[Word]) -> list[Naming]:
        """Give the names in a message, longest first, each word used once."""
        found: list[Naming] = []
        used: set[int] = set()
        for length in range(min(_LONGEST, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                span = range(start, start + length)
                if not used & set(span) and (namings := self._at(words, span)):
                    found += namings
                    used |= set(span)
        return found

    def _at(self, words: Sequence[Word], span: range) -> list[Naming]:
        run = [words[i] for i in span]
        squashed = "".join(word.folded for word in run)
        exact = squashed in self._names
        match = squashed if exact else self._near(squashed, run)
        if not match or (exact and not self._plausible(match, run, words)):
            return []
        names = self._names[match]
        own = [name for name in names if _squash(name.text) == _squash(name.actor.name) == match]
        return [Naming(name, run[0].start, run[-1].end, exact) for name in (own or names)]

    def _near(self, squashed: str, run: Sequence[Word]) -> str | None:
        """A name one letter away (two in a long one), if the words are not ordinary ones."""
        own = "".join(word.folded for word in run if word.folded not in _PREFIXES)
        if len(own) < 7 or run[0].small or run[-1].small or squashed.isdigit():
            return None
        if all(word.folded in self._ordinary or self._knows(word.folded) for word in run):
            return None
        reach = 1 if len(squashed) < 11 else 2
        match = process.extractOne(
            squashed, self._by_initial.get(squashed[0], ()), scorer=OSA.distance, score_cutoff=reach
        )
        if not match or len(match[0]) < 7 or (self._ends_with_letter(match[0]) and match[0][-1] != squashed[-1]):
            return None  # "acelerateur" is no Accélérateur M
        return match[0]

    def _ends_with_letter(self, squashed: str) -> bool:
        """Whether the last word of a name is a letter."""
        return any(re.search(r"\W\w$", name.text) for name in self._names[squashed])

    def _plausible(self, squashed: str, run: Sequence[Word], words: Sequence[Word]) -> bool:
        """Whether a short or ordinary word is meant as a name: written like it, after "pôle", or alone."""
        if tuple(word.folded for word in words[words.index(run[0]) :][:2]) in _OTHERS:
            return False
        if squashed not in self._ordinary and (len(run) > 1 or len(squashed) > 2):
            return True
        if len(run) > 1:  # "t'es" is not TES; "Pôle Marine" written so is
            return all(len(word.folded) > 2 for word in run)
        position = words.index(run[0])
        before = words[position - 1].folded if position else ""
        shouted = len(words) > 2 and all(word.text.isupper() for word in words if word.text.isalpha())
        as_written = run[0].text in {name.text for name in self._names[squashed]} and run[0].text[0].isupper()
        sentence_start = position == 0 and run[0].text.istitle()
        return before in _PREFIXES or len(words) == 1 or (as_written and not shouted and not sentence_start)


def _is_plural(names: Sequence[Name]) -> bool:
    """Whether names of several words end with a plural that hurried people leave out ("france cluster")."""
    return all(re.search(r"\w \w{4,}s$", name.text) for name in names)


def _named(actor: Actor, alias: str) -> Name:
    note = _NOTE.search(alias)
    return Name(actor, _NOTE.sub("", alias), note[1] if note else "")


def _squash(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", fold(text))


def _variants(name: str) -> set[str]:
    """A name squashed, with and without the words that people leave out ("Pôle Avenia": "poleavenia", "avenia")."""
    tokens = re.findall(r"[a-z0-9]+", fold(name))
    short = tokens
    while len(short) > 1 and (short[0] in _PREFIXES or short[0] in STOP_WORDS):
        short = short[1:]
    kept = {"".join(tokens)}
    if len("".join(short)) >= 5 and len(short) < len(tokens) and any(len(token) > 5 for token in short):
        kept.add("".join(short))
    return {squashed for squashed in kept if squashed}
