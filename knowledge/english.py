"""English questions in the words that French documents use: a gloss word by word, not a translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import Stemmer
from rapidfuzz.distance import OSA

from knowledge.french import fold, words

_FILE: Final = Path(__file__).parent / "data" / "english.txt"

SMALL: Final = frozenset(
    """
    a an the this that those some any each of and nor for with without from about into onto in to at near between since
    until till than then so too very quite only just also still already ever never now currently today again there here
    is am are was were be been being has have had having do does did doing done can cannot could should shall will would
    might must want like i you he she it we they me him her us them my your his its our their who whom whose what which
    when where why how whether if because while not many much tell give im ll ve
    """.split()
)
"""English words without a meaning of their own, French homographs apart ("or", "mine", "these" for "thèse")."""

_OPENED: Final = (
    (r"\bwon't\b", "will not"),
    (r"\bcan't\b", "can not"),
    (r"(?<=[a-z])n't\b", " not"),
    (r"\b(what|who|where|how|that|there)'?s\b", r"\1 is"),
    (r"\b(it|he|she|when|let)'s\b", r"\1 is"),
    (r"\bi'?m\b", "i am"),
    (r"(?<=[a-z])'re\b", " are"),
    (r"(?<=[a-z])'ve\b", " have"),
    (r"(?<=[a-z])'(?:ll|d)\b", " would"),
    (r"(?<=\w)'s?(?=\W|$)", ""),
)
"""Contractions and possessives."""
_TURNED: Final = (
    (
        r"\bhow many (.+?) (?:do|does|did) (.+?) (?:have|has|count|gather|unite|include|represent|bring together)\b",
        r"how many \1 counts \2",
    ),
    (r"\bwhen (?:do|does|did|will) (.+?) (?:end|finish|stop|expire)s?\b", r"until when lasts \1"),
    (r"\bwhat (?:do|does|did) (?:the )?(.+?) (?:mean|stand for)\b", r"meaning of \1"),
    (r"\bwhat (?:do|does|did) (.+?) do\b", r"what makes \1"),
    (r"\b(?:what|how) (?:is|are|was|were) (.+?) (?:now |today )?called\b", r"how called \1"),
    (r"\bhow (?:do|does) (.+?) work\b", r"how functions \1"),
    (r"\b(?:is|are) (.+?) still\b", r"\1 still"),
    (r"\bwhich (?=\w{3,}s\b)", "which ones "),
    (r"\b(?:runs?|ran|heads?|leads?|manages?)(?= (?:the |this )?(?:plan|program|scheme|territor))", "steers"),
    (r"\bin (?=\d)", "since time "),
    (r"\bsize of (?=(?:\w+ ){0,3}(?:fund|budget|grant|loan)s?\b)", "amount of "),
)
"""Turns of phrase whose parts stand apart, put so that the glossary holds each in one piece."""
_PLAIN: Final = tuple((re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in (*_OPENED, *_TURNED))
_JOINED: Final = tuple(
    (re.compile(pattern), joined)
    for pattern, joined in (
        (r"\bde le (?![aeiouyàâéèêîôœ])", "du "),
        (r"\bà le (?![aeiouyàâéèêîôœ])", "au "),
        (r"\b(d|l|qu|j)(?:e|a) (?=[aeiouyàâéèêîôœÉ])", r"\1’"),
    )
)
"""French articles and prepositions before the word that follows."""
_ALIKE: Final = ("aeiouy", "scz")
"""Letters taken for one another."""
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-'&][^\W_]+)*")
_HELD: Final = "zz{}zz"
"""What stands for a name while the words around it are put in French."""
_SHORTEST_CORRECTED: Final = 6
_STEMMER: Final = Stemmer.Stemmer("english")

Words = tuple[str, ...]


class Rendering(NamedTuple):
    """What an English word or phrase is called in French."""

    french: str
    """"" for a word that carries no meaning of its own."""
    shared: bool
    """Whether French writes the English word too."""


_NOTHING: Final = Rendering("", shared=False)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The renderings, by the words of each phrase and by their English stems."""

    exact: MappingProxyType[Words, Rendering]
    stemmed: MappingProxyType[Words, Rendering]
    french: frozenset[str]
    """Folded words of the renderings."""
    longest: int

    def find(self, phrase: Words) -> Rendering | None:
        """The rendering of folded words: as they are, else in the singular, else by their stems."""
        return self.exact.get(phrase) or self.exact.get(_singular(phrase)) or self.stemmed.get(_stems(phrase))

    def is_english(self, word: str) -> bool:
        """Whether a word is here in this very form, or its plural, and is no French word."""
        known = self.exact.get((word,)) or self.exact.get((word.removesuffix("s"),))
        return known is not None and not known.shared

    def is_french(self, word: str) -> bool:
        """Whether a rendering has the word, and it is no English one."""
        return fold(word) in self.french and (word,) not in self.exact

    def corrected(self, word: str) -> Rendering | None:
        """The rendering of the word that a long enough one is a slip of."""
        if len(word) < _SHORTEST_CORRECTED or word in self.french or not word.isalpha():
            return None
        known = (phrase[0] for phrase in self.exact if len(phrase) == 1)
        near = (other for other in known if OSA.distance(word, other, score_cutoff=1) <= 1)
        return next((self.exact[(other,)] for other in near if _is_slip(word, other)), None)


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """Give the shipped renderings, read once, when the first English question comes."""
    exact: dict[Words, Rendering] = {}
    stemmed: dict[Words, Rendering] = {}
    for phrase, rendering in _lines(_FILE.read_text(encoding="utf-8")):
        exact[phrase] = rendering
        stemmed.setdefault(_stems(phrase), rendering)
    french = frozenset(words(" ".join(rendering.french for rendering in exact.values())))
    return Glossary(MappingProxyType(exact), MappingProxyType(stemmed), french, max(map(len, exact)))


def in_french(question: str, names: Iterable[tuple[int, int]] = ()) -> str:
    """An English question in French words, each phrase by its usual rendering; what the glossary lacks stays as it is.

    `names` are (start, end) spans to leave alone ("Business France").
    """
    spans = sorted(set(names))
    kept = [question[start:end] for start, end in spans]
    for number, (start, end) in reversed(list(enumerate(spans))):
        question = f"{question[:start]}{_HELD.format(number)}{question[end:]}"
    glossed = " ".join(_glossed(_TOKEN.findall(_plain(question))))
    for pattern, joined in _JOINED:
        glossed = pattern.sub(joined, glossed)
    for number, name in enumerate(kept):
        glossed = glossed.replace(_HELD.format(number), name)
    return glossed


def says_more_in_english(text: str) -> bool:
    """Whether more of a text's words are English alone than French, small words apart."""
    found = glossary()
    tokens = [token for token in _TOKEN.findall(_plain(text)) if token[0].islower() and fold(token) not in SMALL]
    return sum(map(found.is_english, tokens)) > sum(map(found.is_french, tokens))


def _glossed(tokens: Sequence[str]) -> Iterator[str]:
    """The French of the longest phrases first, each word used once."""
    found, folded = glossary(), [fold(token) for token in tokens]
    start = 0
    while start < len(tokens):
        longest = min(found.longest, len(tokens) - start)
        spans = ((length, found.find(tuple(folded[start : start + length]))) for length in range(longest, 1, -1))
        length, rendering = next((span for span in spans if span[1]), (1, _word(folded[start])))
        french = tokens[start] if rendering is None else rendering.french
        yield from [french] if french else []
        start += length


def _word(word: str) -> Rendering | None:
    """The rendering of one folded word, misspelt perhaps, or None."""
    found = glossary()
    if word in SMALL and (word,) not in found.exact:
        return _NOTHING
    return found.find((word,)) or found.corrected(word)


def _is_slip(typed: str, meant: str) -> bool:
    """Whether of two words one edit apart one is the other in haste, no word of its own ("protect", "project")."""
    if len(typed) != len(meant) or sorted(typed) == sorted(meant):
        return True
    return any(
        {one, other} <= set(sounds)
        for one, other in zip(typed, meant, strict=True)
        if one != other
        for sounds in _ALIKE
    )


def _plain(question: str) -> str:
    """A question with its contractions and possessives opened, and its turns of phrase put in order."""
    question = question.replace("’", "'")
    for pattern, plain in _PLAIN:
        question = pattern.sub(plain, question)
    return question


def _lines(text: str) -> Iterator[tuple[Words, Rendering]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            english, _, french = line.partition("=")
            yield tuple(english.lstrip("~").split()), Rendering(french.strip(), line.startswith("~"))


def _singular(phrase: Words) -> Words:
    """The same with its last word's plural taken off ("activities", whose stem is that of "active")."""
    last = re.sub(r"s$", "", re.sub(r"ies$", "y", phrase[-1]))
    return (*phrase[:-1], last)


def _stems(phrase: Words) -> Words:
    return tuple(map(_STEMMER.stemWord, phrase))
