"""What a question asks of the directory: themes, needs and kinds of structure, whatever the spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.french import STOP_WORDS, fold, stem
from knowledge.kinds import kinds
from knowledge.needs import Need, Theme, general_themes, needs, themes
from knowledge.sounds import sound

_NOT_TYPOS = Path(__file__).parent / "data" / "not_typos.txt"
_TOKEN = re.compile(r"r&d|[^\W_]+", re.IGNORECASE)
_ENGLISH_SMALL = frozenset(
    "my the our your of for to in i we an can how is are do who what with at from on me us it".split()
)
_SHORTHAND = frozenset(
    "jveux jveu jvx jvoudrais jv chui chuis jsuis chu jai g ya jfais jfabrique jcherche jaimerais besoin".split()
)
"""Hurried openings ("je veux", "je suis", "j'ai besoin")."""
_QUALIFIERS = frozenset(stem(word) for word in ("electrique", "durable", "ecologique", "responsable", "securise"))
"""Words that are a trade of their own only where they qualify no other ("bateau électrique")."""
_SHORTEST_CORRECTED = 5
_ELIDED = frozenset("ldjmsn")


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
        return self.folded in STOP_WORDS or self.folded in _ENGLISH_SMALL or self.folded in _SHORTHAND


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

    def __bool__(self) -> bool:
        """Whether anything was asked."""
        return bool(self.themes or self.exact or self.needs or self.kinds)


Target = Theme | Need | str
"""What a phrase stands for; a string is "kind:" and a kind, or "theme:" and a theme of the directory."""


def message_words(text: str, masks: Iterable[tuple[int, int]] = ()) -> list[Word]:
    """Give the words of a message, without those inside the masked (start, end) spans."""
    hidden = list(masks)
    found = [Word(m[0], fold(m[0]), *m.span()) for m in _TOKEN.finditer(text)]
    return [word for word in found if not any(start <= word.start < end for start, end in hidden)]


class FacetReader:
    """Reads facets, over the shipped vocabulary and the themes that a directory has."""

    def __init__(self, directory_themes: Iterable[str]) -> None:
        """Index the phrases of both."""
        self._phrases: dict[tuple[str, ...], list[Target]] = {}
        self._surface: set[str] = set()
        for theme in themes():
            self._add((theme.label, *theme.words), theme)
        for need in needs():
            self._add(need.words, need)
        for kind in kinds().values():
            self._add((kind.name, *kind.words), f"kind:{kind.name}")
        for name in frozenset(directory_themes) - general_themes():
            self._add((name,), f"theme:{name}")
            for theme in themes():  # a theme under its own words calls for those beside it too
                if name in theme.themes and not self._means_theme(name):
                    self._add((name,), theme)
        self._longest = max(map(len, self._phrases))
        self._stems = frozenset(word for phrase in self._phrases for word in phrase)
        self._sounds = {sound(word): word for word in sorted(self._surface)}
        self._by_initial: dict[str, list[str]] = {}
        for key in self._sounds:
            self._by_initial.setdefault(key[0], []).append(key)

    def read(self, words: Sequence[Word]) -> Facets:
        """Give the facets of a message's words: the longest phrases first, each word used once."""
        stems = [self.stem_of(word.folded) for word in words if not word.small]
        targets: dict[Target, None] = {}
        others: list[str] = []
        start = 0
        while start < len(stems):
            length = self._match(stems, start)
            if length == 1 and stems[start] in _QUALIFIERS and any(isinstance(target, Theme) for target in targets):
                start += 1
                continue
            if length:
                targets |= dict.fromkeys(self._phrases[tuple(stems[start : start + length])])
            else:
                others.append(stems[start])
            start += length or 1
        return _facets(targets, others)

    def stem_of(self, word: str) -> str:
        """Give the stem of a folded word, its spelling corrected to the vocabulary's where it is unknown."""
        found = _stem(word)
        if found in self._stems or len(word) < _SHORTEST_CORRECTED or word[0].isdigit():
            return found
        if word[0] in _ELIDED and _stem(word[1:]) in self._stems and len(word) > _SHORTEST_CORRECTED + 1:
            return _stem(word[1:])  # "letranger": the apostrophe was left out
        corrected = None if word in not_typos() else self.corrected(word)
        return _stem(corrected) if corrected else found

    def corrected(self, word: str) -> str | None:
        """Give the vocabulary's word that sounds like, or almost like, an unknown one."""
        key = sound(word)
        if key in self._sounds:
            return self._sounds[key]
        candidates = self._by_initial.get(key[:1], ())
        reach = 1 if len(key) < 9 else 2
        match = process.extractOne(key, candidates, scorer=OSA.distance, score_cutoff=reach)
        return self._sounds[match[0]] if match and len(match[0]) >= _SHORTEST_CORRECTED else None

    def knows(self, folded: str) -> bool:
        """Say whether the vocabulary has this very word."""
        return _stem(folded) in self._stems

    def _match(self, stems: Sequence[str], start: int) -> int:
        longest = min(self._longest, len(stems) - start)
        return next((n for n in range(longest, 0, -1) if tuple(stems[start : start + n]) in self._phrases), 0)

    def _means_theme(self, name: str) -> bool:
        content = tuple(_stem(word.folded) for word in message_words(name) if not word.small)
        return any(isinstance(target, Theme) for target in self._phrases.get(content, ()))

    def _add(self, phrases: Iterable[str], target: Target) -> None:
        for phrase in phrases:
            content = [word.folded for word in message_words(phrase) if not word.small]
            if content:
                targets = self._phrases.setdefault(tuple(map(_stem, content)), [])
                targets += [target] if target not in targets else []
                self._surface.update(word for word in content if len(word) >= _SHORTEST_CORRECTED)


def _stem(word: str) -> str:
    """The stem of a word without its s: Snowball would part "cluster" from "clusters"."""
    return stem(word[:-1] if len(word) > 4 and word[-1] == "s" else word)


def _facets(targets: dict[Target, None], others: list[str]) -> Facets:
    named = [target for target in targets if isinstance(target, str)]
    return Facets(
        themes=tuple(target for target in targets if isinstance(target, Theme)),
        exact=tuple(name.removeprefix("theme:") for name in named if name.startswith("theme:")),
        needs=tuple(target for target in targets if isinstance(target, Need)),
        kinds=tuple(name.removeprefix("kind:") for name in named if name.startswith("kind:")),
        others=tuple(others),
    )


@lru_cache(maxsize=1)
def not_typos() -> frozenset[str]:
    """Give the ordinary words that are so near one of the vocabulary's that a correction would take them for it."""
    return frozenset(_NOT_TYPOS.read_text(encoding="utf-8").split())
