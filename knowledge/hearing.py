"""What a word of a message is in the vocabulary: its stem, whatever the spelling, and in English by what it means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.english import glossary
from knowledge.phrasebook import SHORTEST_CORRECTED, Phrasebook, word_stem
from knowledge.sounds import sound, sounds, spoken, spokens
from knowledge.words import Word, without_article

_NOT_TYPOS = Path(__file__).parent / "data" / "not_typos.txt"
_ENGLISH_SENSES = MappingProxyType(
    {"plant": "factory", "plants": "factory"}
    | dict.fromkeys("four pain joint local bail store stores prime coin chair main court patron lame sale".split(), "")
)
"""English words that are written as French ones are, and what stands for them in an English message."""
_OF_THE_SOIL = frozenset(
    "based breeding protein proteins seed seeds extract extracts health biology nursery medicinal aromatic".split()
)
"""Beside these words, an English plant grows."""
_ARTICLES = frozenset("a an the our my your".split())
"""Before these, "building" is what somebody does."""
_ELIDED = frozenset("ldjmsn")
_REMEMBERED = 4096
"""Ordinary words whose nearest of the vocabulary is kept."""


class Hearing:
    """Hears words over the words of a phrasebook."""

    def __init__(self, book: Phrasebook) -> None:
        """Index the words of the book by how they sound."""
        self._stems = frozenset(word for phrase in (*book.phrases, *book.signed) for word in phrase)
        self._written = frozenset(book.surface)
        self._surface = sorted(self._written)
        self._alike: dict[str, list[str]] = {}
        for key, word in zip(sounds(self._surface), self._surface, strict=True):
            self._alike.setdefault(key, []).append(word)
        self._sounds = {key: words[-1] for key, words in self._alike.items()}
        self.meant = lru_cache(_REMEMBERED)(self._meant)
        self._by_initial: dict[str, list[str]] = {}
        for key in self._sounds:
            self._by_initial.setdefault(key[0], []).append(key)

    def knows(self, folded: str) -> bool:
        """Say whether the vocabulary has this very word."""
        return word_stem(folded) in self._stems

    def spells(self, folded: str) -> bool:
        """Say whether the vocabulary writes a word so, its plural apart."""
        singular = folded.rstrip("sx")
        return any(form in self._written for form in (folded, singular, f"{singular}s", f"{singular}x"))

    def sense(self, words: Sequence[Word], place: int, *, english: bool) -> str:
        """Give the stem of a word of a message, in English by what it means there ("a plant" is a factory)."""
        word = words[place].folded
        if english and word == "building" and words[place + 1 : place + 2] and words[place + 1].folded in _ARTICLES:
            return f"{word}•"
        beside = {words[i].folded for i in (place - 1, place + 1) if 0 <= i < len(words)}
        if not english or word not in _ENGLISH_SENSES or beside & _OF_THE_SOIL:
            return word_stem(word) if english and glossary().find((word,)) else self._heard(words[place])
        meant = _ENGLISH_SENSES[word]
        return word_stem(meant) if meant else f"{word}•"  # which is no phrase of the vocabulary

    def stem_of(self, word: str) -> str:
        """Give the stem of a folded word, its spelling corrected to the vocabulary's where it is unknown."""
        found = word_stem(word)
        if len(word) == SHORTEST_CORRECTED - 1 and word.endswith("o"):
            heard = (self._sounds.get(sound(word + silent)) for silent in ("", "t"))  # "bato", "robo"
            return found if found in self._stems else word_stem(next(filter(None, heard), word))
        if found in self._stems or len(word) < SHORTEST_CORRECTED - 1 or word[0].isdigit() or word in not_typos():
            return found
        if word[0] in _ELIDED and word_stem(word[1:]) in self._stems and len(word) > SHORTEST_CORRECTED:
            return word_stem(word[1:])  # "letranger": the apostrophe was left out
        corrected = self.corrected(word) or self._unglued(word)
        return word_stem(corrected) if corrected else found

    def _unglued(self, word: str) -> str | None:
        """The vocabulary's word that a misspelt one sounds as once its article is off ("laeronautik")."""
        apart = without_article(word)
        return (self._sounds.get(sound(apart)) or self._spoken.get(spoken(apart))) if apart else None

    def _meant(self, word: str) -> tuple[str, ...]:
        """Give the stems that a folded word which the vocabulary lacks may be a misspelling of ("poison": poisson)."""
        alike = self._alike.get(sound(word), [])
        if word in alike or len(word) < SHORTEST_CORRECTED - 1 or word[0].isdigit():
            return ()
        words = alike if self.knows(word) else [*alike, self.corrected(word)]
        return tuple(dict.fromkeys(word_stem(one) for one in words if one))

    def corrected(self, word: str) -> str | None:
        """Give the vocabulary's word that sounds like an unknown one, or almost, unless it is short."""
        if len(word) < SHORTEST_CORRECTED:
            return self._spoken.get(spoken(word))
        key = sound(word)
        if heard := self._sounds.get(key) or self._spoken.get(spoken(word)):
            return heard
        candidates = self._by_initial.get(key[:1], ())
        reach = 1 if len(key) < 9 else 2
        match = process.extractOne(key, candidates, scorer=OSA.distance, score_cutoff=reach)
        return self._sounds[match[0]] if match and len(self._sounds[match[0]]) >= SHORTEST_CORRECTED else None

    @cached_property
    def _spoken(self) -> dict[str, str]:
        """The vocabulary's words by a finer key of how they sound ("enbalaj": emballage)."""
        return dict(zip(spokens(self._surface), self._surface, strict=True))

    def _heard(self, word: Word) -> str:
        """The stem of a word; one that nobody knows and that ends in é may end as it sounds ("depozé", "brevé")."""
        found = self.stem_of(word.folded)
        if found in self._stems or len(word.folded) < SHORTEST_CORRECTED or not word.text.lower().endswith(("é", "és")):
            return found
        root = word.folded.removesuffix("s")[:-1]
        ends = [heard(root + ending) for heard in (word_stem, self.stem_of) for ending in ("er", "et")]
        return next((stem for stem in ends if stem in self._stems), found)


@lru_cache(maxsize=1)
def not_typos() -> frozenset[str]:
    """Give the ordinary words that are so near one of the vocabulary's that a correction would take them for it."""
    return frozenset(_NOT_TYPOS.read_text(encoding="utf-8").split())
