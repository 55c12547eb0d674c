"""What a question asks of the directory: themes, needs and kinds of structure, whatever the spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.french import STOP_WORDS, fold, stem
from knowledge.kinds import kinds
from knowledge.needs import Need, Theme, general_themes, needs, themes
from knowledge.sounds import sound

_NOT_TYPOS = Path(__file__).parent / "data" / "not_typos.txt"
_TOKEN = re.compile(r"r&d|[^\W_]+", re.IGNORECASE)
_ENGLISH_SMALL = frozenset(
    """
    my the our your of for to in i we an can how is are do who what with at from on me us it and this that there their
    some any near would like want have has had been be ll ve im where which
    """.split()
)
_SHORTHAND = frozenset(
    "jveux jveu jvx jvoudrais jv chui chuis jsuis chu jai g ya jfais jfabrique jcherche jaimerais besoin".split()
)
"""Hurried openings ("je veux", "je suis", "j'ai besoin")."""
_QUALIFIERS = frozenset(stem(word) for word in ("electrique", "durable", "ecologique", "responsable", "securise"))
"""Words that are a trade of their own only where they qualify no other ("bateau électrique")."""
_ENGLISH_SENSES = MappingProxyType(
    {"plant": "factory", "plants": "factory"}
    | dict.fromkeys("four pain joint local bail store stores prime coin chair main court patron lame sale".split(), "")
)
"""English words that are written as French ones are, and what stands for them in an English message."""
_OF_THE_SOIL = frozenset(
    "based breeding protein proteins seed seeds extract extracts health biology nursery medicinal aromatic".split()
)
"""Beside these words, an English plant grows."""
_WISHES = frozenset(
    stem(word)
    for word in """
    cherche cherchons recherche recherchons veux veut voulons jveux jvx voudrais voudrait voudrions souhaite souhaitons
    souhaiterais besoin aimerais aimerions faut trouver obtenir avoir demander aide aider aidez want need needs looking
    seeking find get help
    """.split()
)
_LINKS = frozenset("pour a afin de d comment to how".split())
"""Before an infinitive, they tell what somebody is after."""
_POSSESSIVES = frozenset("mon ma mes notre nos my our".split())
_RESIDUAL_KIND = "autre structure"
"""What no other kind is: nobody asks for it."""
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
    aims: tuple[Need, ...] = ()
    """Those of the needs that the message is after, and does not only say in passing."""

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
        self._own: set[tuple[str, ...]] = set()
        for theme in themes():
            self._add((theme.label, *theme.words), theme)
        for need in needs():
            self._add(need.words, need)
        for kind in kinds().values():
            self._add((kind.name, *kind.words) if kind.name != _RESIDUAL_KIND else (), f"kind:{kind.name}")
        for name in frozenset(directory_themes) - general_themes():
            if self._means_need(name):  # "marques": what somebody wants done, and no trade
                continue
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

    def read(self, words: Sequence[Word], *, english: bool = False) -> Facets:
        """Give the facets of a message's words: the longest phrases first, each word used once."""
        places = [place for place, word in enumerate(words) if not word.small]
        stems = [self._sense(words, place, english) for place in places]
        targets: dict[Target, None] = {}
        aims: dict[Need, None] = {}
        others: list[str] = []
        start = 0
        while start < len(stems):
            end = min(start + self._longest, len(places)) - 1
            length = self._match(stems, start, words[places[start] : places[end]])
            known = any(isinstance(target, Theme) for target in targets)
            if length == 1 and known and stems[start] in _QUALIFIERS:
                start += 1
                continue
            if length:
                found = self._phrases[tuple(stems[start : start + length])]
                if not known or _is_wished(words, places[start]):
                    aims |= dict.fromkeys(target for target in found if isinstance(target, Need))
                targets |= dict.fromkeys(found)
            else:
                others.append(stems[start])
            start += length or 1
        return _facets(targets, others, aims)

    def _sense(self, words: Sequence[Word], place: int, english: bool) -> str:
        """The stem of a word, in English by what it means there ("a plant" is a factory)."""
        word = words[place].folded
        beside = {words[i].folded for i in (place - 1, place + 1) if 0 <= i < len(words)}
        if not english or word not in _ENGLISH_SENSES or beside & _OF_THE_SOIL:
            return self.stem_of(word)
        meant = _ENGLISH_SENSES[word]
        return _stem(meant) if meant else f"{word}•"  # which is no phrase of the vocabulary

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

    def _match(self, stems: Sequence[str], start: int, said: Sequence[Word]) -> int:
        """How many stems the phrase there has; one of the asker's own ("mon toit") needs them to say that it is."""
        longest = min(self._longest, len(stems) - start)
        found = [n for n in range(longest, 0, -1) if tuple(stems[start : start + n]) in self._phrases]
        if len(found) > 1 and not any(word.folded in _POSSESSIVES for word in said):
            found = [n for n in found if tuple(stems[start : start + n]) not in self._own] or found
        return next(iter(found), 0)

    def _means_theme(self, name: str) -> bool:
        return any(isinstance(target, Theme) for target in self._phrases.get(_content(name), ()))

    def _means_need(self, name: str) -> bool:
        found = self._phrases.get(_content(name), ())
        return bool(found) and all(isinstance(target, Need) for target in found)

    def _add(self, phrases: Iterable[str], target: Target) -> None:
        for phrase in phrases:
            content = [word.folded for word in message_words(phrase) if not word.small]
            if content:
                key = tuple(map(_stem, content))
                owned = any(word.folded in _POSSESSIVES for word in message_words(phrase))
                if owned and key not in self._phrases:
                    self._own.add(key)
                elif not owned:
                    self._own.discard(key)
                targets = self._phrases.setdefault(key, [])
                targets += [target] if target not in targets else []
                self._surface.update(word for word in content if len(word) >= _SHORTEST_CORRECTED)


def _stem(word: str) -> str:
    """The stem of a word without its s: Snowball would part "cluster" from "clusters"."""
    return stem(word[:-1] if len(word) > 4 and word[-1] == "s" else word)


def _content(phrase: str) -> tuple[str, ...]:
    return tuple(_stem(word.folded) for word in message_words(phrase) if not word.small)


def _is_wished(words: Sequence[Word], place: int) -> bool:
    """Whether what stands there is wanted: a wish stands before it, or a link before an infinitive."""
    before = place - 1
    while before >= 0 and words[before].small and stem(words[before].folded) not in _WISHES:
        before -= 1
    wished = before >= 0 and stem(words[before].folded) in _WISHES
    linked = place > 0 and words[place - 1].folded in _LINKS
    return wished or (linked and words[place].folded.endswith(("er", "ir", "re")))


def _facets(targets: dict[Target, None], others: list[str], aims: dict[Need, None]) -> Facets:
    named = [target for target in targets if isinstance(target, str)]
    return Facets(
        themes=tuple(target for target in targets if isinstance(target, Theme)),
        exact=tuple(name.removeprefix("theme:") for name in named if name.startswith("theme:")),
        needs=tuple(target for target in targets if isinstance(target, Need)),
        kinds=tuple(name.removeprefix("kind:") for name in named if name.startswith("kind:")),
        others=tuple(others),
        aims=tuple(aims),
    )


@lru_cache(maxsize=1)
def not_typos() -> frozenset[str]:
    """Give the ordinary words that are so near one of the vocabulary's that a correction would take them for it."""
    return frozenset(_NOT_TYPOS.read_text(encoding="utf-8").split())
