"""What a question asks of the directory: themes, needs and kinds of structure, whatever the spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.aims import is_had, is_wished, says_who
from knowledge.english import glossary
from knowledge.french import fold, stem
from knowledge.needs import Need, Theme, general_themes, needs, themes
from knowledge.phrasebook import POSSESSIVES, SHORTEST_CORRECTED, SMALL, TOKEN, Target, shipped_phrases, word_stem
from knowledge.sounds import sound, sounds
from knowledge.starting import founding
from knowledge.succession import handing_on

_NOT_TYPOS = Path(__file__).parent / "data" / "not_typos.txt"
_QUALIFIERS = frozenset(stem(word) for word in ("electrique", "durable", "ecologique", "responsable", "securise"))
"""Words that are a trade of their own only where they qualify no other ("bateau électrique")."""
_WEAK = frozenset(stem(word) for word in ("constructeur", "constructrice", "builder", "chantier"))
"""Words that are a trade of their own only where no other is named ("constructeur de bateaux")."""
_ENGLISH_SENSES = MappingProxyType(
    {"plant": "factory", "plants": "factory"}
    | dict.fromkeys("four pain joint local bail store stores prime coin chair main court patron lame sale".split(), "")
)
"""English words that are written as French ones are, and what stands for them in an English message."""
_OF_THE_SOIL = frozenset(
    "based breeding protein proteins seed seeds extract extracts health biology nursery medicinal aromatic".split()
)
"""Beside these words, an English plant grows."""
_ELIDED = frozenset("ldjmsn")
_HANDING_ON = "Transmettre ou reprendre une entreprise"
_STARTING = "Lancer une startup"
_BEFORE, _AFTER = 4, 2
"""Words of meaning before and after a phrase among which another says how it is meant ("fabrique de beaux lits")."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message: as written, folded, and where it stands."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def small(self) -> bool:
        """Whether it carries no meaning of its own."""
        return self.folded in SMALL


@dataclass(frozen=True, slots=True)
class Facets:
    """What a question asks of the directory, in the order of the question."""

    themes: tuple[Theme, ...] = ()
    exact: tuple[str, ...] = ()
    """Themes of the directory that the question names in full."""
    needs: tuple[Need, ...] = ()
    kinds: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Stems of the words that no facet explains."""
    aims: tuple[Need, ...] = ()
    """Those of the needs that the message is after, and does not only say in passing."""

    def __bool__(self) -> bool:
        """Whether anything was asked."""
        return bool(self.themes or self.exact or self.needs or self.kinds)


def message_words(text: str, masks: Iterable[tuple[int, int]] = ()) -> list[Word]:
    """Give the words of a message, without those inside the masked (start, end) spans."""
    hidden = list(masks)
    found = [Word(m[0], fold(m[0]), *m.span()) for m in TOKEN.finditer(text)]
    return [word for word in found if not any(start <= word.start < end for start, end in hidden)]


class FacetReader:
    """Reads facets, over the shipped vocabulary and the themes that a directory has."""

    def __init__(self, directory_themes: Iterable[str]) -> None:
        """Index the phrases of both."""
        self._book = book = shipped_phrases()
        self._phrases, self._own = book.phrases, book.own
        for name in frozenset(directory_themes) - general_themes():
            if self._means_need(name):  # "marques": what somebody wants done, and no trade
                continue
            book.add((name,), f"theme:{name}")
            for theme in themes():  # a theme under its own words calls for those beside it too
                if name in theme.themes and not self._means_theme(name):
                    book.add((name,), theme)
        self._longest = max(map(len, self._phrases))
        self._stems = frozenset(word for phrase in (*self._phrases, *book.signed) for word in phrase)
        surface = sorted(book.surface)
        self._sounds = dict(zip(sounds(surface), surface, strict=True))
        self._by_initial: dict[str, list[str]] = {}
        for key in self._sounds:
            self._by_initial.setdefault(key[0], []).append(key)

    def read(self, words: Sequence[Word], *, english: bool = False) -> Facets:
        """Give the facets of a message's words: the longest phrases first, each word used once."""
        places = [place for place, word in enumerate(words) if not word.small]
        stems = [self._sense(words, place, english) for place in places]
        targets: dict[Target, None] = {}
        aims: dict[Need, tuple[Theme, ...]] = {}
        others: list[str] = []
        twins: dict[Target, Target] = {}
        weak: list[Theme] = []
        strong: list[Theme] = []
        start = 0
        while start < len(stems):
            end = min(start + self._longest, len(places)) - 1
            length, found, near = self._found(stems, start, words[places[start] : places[end]])
            targets |= dict.fromkeys(self._trade_within(stems[start : start + length], found, words, places[start]))
            known = any(isinstance(target, Theme) for target in targets)
            if length == 1 and known and stems[start] in _QUALIFIERS:
                start += 1
                continue
            if length <= 2 and says_who(words, places[start]):
                length, found = 0, ()
            if length:
                wished = is_wished(words, places[start]) or near  # "vendre au Japon" says what is sought
                if wished or not (known or is_had(words, places[start])):
                    trades = () if wished else _themes(found)
                    aims |= {target: trades for target in found if isinstance(target, Need)}
                targets |= dict.fromkeys(found)
                twins |= _twins(found, words[places[start]])
                weak += _themes(found) if length == 1 and stems[start] in _WEAK else ()
                strong += _themes(found) if length > 1 or stems[start] not in _WEAK else ()
            else:
                others.append(stems[start])
            start += length or 1
        for theme in set(weak).difference(strong) if strong else ():
            targets.pop(theme, None)
        for twin, kept in twins.items() if _trades(targets).difference(twins) else ():
            targets.pop(twin, None)
            aims.pop(twin, None) if isinstance(twin, Need) else None
            aims |= {kept: ()} if isinstance(kept, Need) else {}
        for told, label in ((handing_on(words), _HANDING_ON), (founding(words), _STARTING)):
            if told and (meant := _need(label)):
                targets |= {meant: None}
                aims |= {meant: ()}
                explained = set(map(self.stem_of, told))
                others = [word for word in others if word not in explained]
        every = _themes(targets)  # a word of a trade and a need ("maçon") tells the trade, where there is another
        return _facets(targets, others, [need for need, own in aims.items() if not own or set(every) == set(own)])

    def _sense(self, words: Sequence[Word], place: int, english: bool) -> str:
        """The stem of a word, in English by what it means there ("a plant" is a factory)."""
        word = words[place].folded
        beside = {words[i].folded for i in (place - 1, place + 1) if 0 <= i < len(words)}
        if not english or word not in _ENGLISH_SENSES or beside & _OF_THE_SOIL:
            return word_stem(word) if english and glossary().find((word,)) else self._heard(words[place])
        meant = _ENGLISH_SENSES[word]
        return word_stem(meant) if meant else f"{word}•"  # which is no phrase of the vocabulary

    def _heard(self, word: Word) -> str:
        """The stem of a word; one that nobody knows and that ends in é may end as it sounds ("depozé", "brevé")."""
        found = self.stem_of(word.folded)
        if found in self._stems or len(word.folded) < SHORTEST_CORRECTED or not word.text.lower().endswith(("é", "és")):
            return found
        root = word.folded.removesuffix("s")[:-1]
        ends = (self.stem_of(root + ending) for ending in ("er", "et"))
        return next((stem for stem in ends if stem in self._stems), found)

    def stem_of(self, word: str) -> str:
        """Give the stem of a folded word, its spelling corrected to the vocabulary's where it is unknown."""
        found = word_stem(word)
        if len(word) == SHORTEST_CORRECTED - 1 and word.endswith("o"):
            heard = (self._sounds.get(sound(word + silent)) for silent in ("", "t"))  # "bato", "robo"
            return found if found in self._stems else word_stem(next(filter(None, heard), word))
        if found in self._stems or len(word) < SHORTEST_CORRECTED or word[0].isdigit():
            return found
        if word[0] in _ELIDED and word_stem(word[1:]) in self._stems and len(word) > SHORTEST_CORRECTED + 1:
            return word_stem(word[1:])  # "letranger": the apostrophe was left out
        corrected = None if word in not_typos() else self.corrected(word)
        return word_stem(corrected) if corrected else found

    def corrected(self, word: str) -> str | None:
        """Give the vocabulary's word that sounds like, or almost like, an unknown one."""
        key = sound(word)
        if key in self._sounds:
            return self._sounds[key]
        candidates = self._by_initial.get(key[:1], ())
        reach = 1 if len(key) < 9 else 2
        match = process.extractOne(key, candidates, scorer=OSA.distance, score_cutoff=reach)
        return self._sounds[match[0]] if match and len(match[0]) >= SHORTEST_CORRECTED else None

    def is_phrase(self, folded: Sequence[str]) -> bool:
        """Say whether words are together one of the vocabulary's phrases, as they are spelt."""
        return tuple(map(word_stem, folded)) in self._phrases

    def knows(self, folded: str) -> bool:
        """Say whether the vocabulary has this very word."""
        return word_stem(folded) in self._stems

    def _found(self, stems: Sequence[str], start: int, said: Sequence[Word]) -> tuple[int, tuple[Target, ...], bool]:
        """How many stems the phrase there has, what it means, and whether it is one meant near others, which wins."""
        length = self._match(stems, start, said)
        before = stems[max(0, start - _BEFORE) : start]
        opens = start == 0 and bool(said) and said[0].folded[-1] not in "sx"
        for n in range(min(self._longest, len(stems) - start), max(length, 1) - 1, -1):
            after = stems[start + n : start + n + _AFTER]
            if near := self._book.near(tuple(stems[start : start + n]), before, after, opens=opens):
                return n, near, True
        return length, self._phrases[tuple(stems[start : start + length])] if length else (), False

    def _trade_within(
        self, phrase: Sequence[str], found: Sequence[Target], words: Sequence[Word], place: int
    ) -> tuple[Theme, ...]:
        """The trade in what may be a need ("panneaux solaires sur toits"), where nobody says that it is their own."""
        said = {word.folded for word in words[place : place + 2 * len(phrase)]}
        if _themes(found) or said & POSSESSIVES or is_wished(words, place):
            return ()
        shorter = (self._phrases.get(tuple(phrase[:length]), ()) for length in range(len(phrase) - 1, 1, -1))
        return next((themes for targets in shorter if (themes := _themes(targets))), ())

    def _match(self, stems: Sequence[str], start: int, said: Sequence[Word]) -> int:
        """How many stems the phrase there has; one of the asker's own ("mon toit") needs them to say that it is."""
        longest = min(self._longest, len(stems) - start)
        found = [n for n in range(longest, 0, -1) if tuple(stems[start : start + n]) in self._phrases]
        if len(found) > 1 and not any(word.folded in POSSESSIVES for word in said):
            found = [n for n in found if tuple(stems[start : start + n]) not in self._own] or found
        return next(iter(found), 0)

    def _means_theme(self, name: str) -> bool:
        return any(isinstance(target, Theme) for target in self._phrases.get(_content(name), ()))

    def _means_need(self, name: str) -> bool:
        found = self._phrases.get(_content(name), ())
        return bool(found) and all(isinstance(target, Need) for target in found)


def _content(phrase: str) -> tuple[str, ...]:
    return tuple(word_stem(word.folded) for word in message_words(phrase) if not word.small)


def _trades(targets: Iterable[Target]) -> set[Target]:
    """The targets that are trades, named in full or not."""
    return {one for one in targets if isinstance(one, Theme) or (isinstance(one, str) and one.startswith("theme:"))}


def _twins(found: Sequence[Target], word: Word) -> dict[Target, Target]:
    """What else the same words stand for, which says nothing where a trade is named, and what they mean there.

    "Accélérateur" is then the structure and no wish to grow; "décarboner", a verb, the need and no trade.
    """
    needs = [target for target in found if isinstance(target, Need)]
    kinds = [target for target in found if isinstance(target, str) and target.startswith("kind:")]
    if needs and kinds and not _trades(found):
        return dict.fromkeys(needs, kinds[0])
    verb = word.folded.endswith(("iser", "oner"))
    return dict.fromkeys(_trades(found), needs[0]) if needs and verb else {}


def _themes(targets: Iterable[Target]) -> tuple[Theme, ...]:
    return tuple(target for target in targets if isinstance(target, Theme))


def _facets(targets: dict[Target, None], others: list[str], aims: list[Need]) -> Facets:
    named = [target for target in targets if isinstance(target, str)]
    return Facets(
        themes=_themes(targets),
        exact=tuple(name.removeprefix("theme:") for name in named if name.startswith("theme:")),
        needs=tuple(target for target in targets if isinstance(target, Need)),
        kinds=tuple(name.removeprefix("kind:") for name in named if name.startswith("kind:")),
        others=tuple(others),
        aims=tuple(aims),
    )


@lru_cache(maxsize=4)
def _need(label: str) -> Need | None:
    return next((need for need in needs() if need.label == label), None)


@lru_cache(maxsize=1)
def not_typos() -> frozenset[str]:
    """Give the ordinary words that are so near one of the vocabulary's that a correction would take them for it."""
    return frozenset(_NOT_TYPOS.read_text(encoding="utf-8").split())
