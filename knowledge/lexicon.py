"""Words of the domain that mean the same: synonyms, acronyms, former names, English terms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, permutations
from pathlib import Path
from typing import Final, NamedTuple, Self

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from knowledge import everyday
from knowledge.errors import SourceError
from knowledge.french import STOP_WORDS, fold, stem, words
from knowledge.mishaps import told

SHIPPED: Final = Path(__file__).parent / "data" / "lexicon.toml"

_SYNONYM: Final = 0.8
_RELATED: Final = 0.4
_ENGLISH: Final = 0.9

_FORM: Final = (
    'Écrivez synonyms = [["BPI", "Bpifrance"]], related de même, et dans [english] : "grant" = ["subvention"].'
)

Phrase = tuple[str, ...]
"""Folded words without stop words."""


class Synonym(NamedTuple):
    """Another way to say a phrase, and how far it is trusted, 0 to 1."""

    words: Phrase
    trust: float
    near: frozenset[str] = frozenset()
    """Stems of which one must be in the question too; none is asked for when empty."""


class _File(TypedDict, total=False):
    synonyms: list[list[str]]
    related: list[list[str]]
    english: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """For each phrase, by the stems of its words, the ways to say the same."""

    others: Mapping[Phrase, tuple[Synonym, ...]]
    longest: int = 1
    words: frozenset[str] = frozenset()
    """All the words of its phrases, folded: none of them is a slip."""
    light: Mapping[str, float] = field(default_factory=dict)
    """Stems of words that only frame a question, and the share of its weight that each keeps."""

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """The lexicon of these files together (by default the shipped one); a missing file adds nothing.

        Raises SourceError on a file that is no lexicon.
        """
        others: dict[Phrase, set[Synonym]] = {}
        held: set[str] = set()
        for path in paths or (SHIPPED,):
            for phrase, other in chain(_entries(_read(path)), _everyday() if path == SHIPPED else ()):
                others.setdefault(_stems(phrase), set()).add(other)
                held.update(phrase)
        light = {_stem(word): share for word, share in everyday.light_words().items()}
        return cls._of(others, held, light)

    @classmethod
    def _of(cls, others: Mapping[Phrase, Iterable[Synonym]], held: Iterable[str], light: Mapping[str, float]) -> Self:
        found = {phrase: _best(said) for phrase, said in others.items()}
        return cls(found, max((len(phrase) for phrase in found), default=1), frozenset(held), light)

    def with_synonyms(self, pairs: Iterable[tuple[str, str]]) -> Self:
        """This lexicon with further pairs of forms that mean the same, as documents spell their acronyms out."""
        others = {phrase: set(said) for phrase, said in self.others.items()}
        held = set(self.words)
        for one, other in ((_phrase(one), _phrase(other)) for one, other in pairs):
            for phrase, said in ((one, other), (other, one)) if one and other else ():
                others.setdefault(_stems(phrase), set()).add(Synonym(said, _SYNONYM))
                held.update(phrase)
        return self._of(others, held, self.light)

    def readings(self, asked: Sequence[str]) -> list[tuple[int, int, Synonym]]:
        """(start, end, another way to say it) for each phrase of the lexicon among the folded words `asked`.

        A phrase inside a longer one that is found too is passed over: "chambre" in "chambre de commerce".
        """
        stems = [stem(word) for word in asked]
        spans = [span for span in self._spans(len(stems)) if tuple(stems[slice(*span)]) in self.others]
        outer = [span for span in spans if not any(_inside(span, other) for other in spans)]
        held = frozenset(stems)
        return [
            (*span, other)
            for span in outer
            for other in self.others[tuple(stems[slice(*span)])]
            if not other.near or other.near & held
        ]

    def _spans(self, count: int) -> Iterator[tuple[int, int]]:
        """The (start, end) of every run of words that may be a phrase."""
        for start in range(count):
            yield from ((start, end) for end in range(start + 1, min(start + self.longest, count) + 1))


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _read(path: Path) -> _File:
    """The tables of a file; raises SourceError when it is not a lexicon."""
    if not path.exists():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        found = TypeAdapter(_File).validate_python(tables, strict=True)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise SourceError(f"{path.name} : « {where} » n’a pas la bonne forme. {_FORM}") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path.name} ne se lit pas ({told(error)}) : corrigez-le, ou retirez-le.") from error
    if unknown := sorted(tables.keys() - _File.__annotations__.keys()):
        raise SourceError(f"{path.name} : « {unknown[0]} » n’est pas connu. {_FORM}")
    return found


def _entries(tables: _File) -> Iterator[tuple[Phrase, Synonym]]:
    """(phrase, another way to say it) for every ordered pair of a file."""
    for groups, trust in ((tables.get("synonyms", []), _SYNONYM), (tables.get("related", []), _RELATED)):
        for group in groups:
            forms = list(filter(None, map(_phrase, group)))
            yield from ((one, Synonym(other, trust)) for one, other in permutations(forms, 2))
    for english, french in tables.get("english", {}).items():
        for phrase in _numbers(_phrase(english)):
            yield from ((phrase, Synonym(other, _ENGLISH)) for other in filter(None, map(_phrase, french)))


def _everyday() -> Iterator[tuple[Phrase, Synonym]]:
    """(phrase, another way to say it) for what the shipped list of everyday words says."""
    for saying in everyday.shipped():
        form, other = _phrase(saying.form), _phrase(saying.other)
        if form and other and _stems(form) != _stems(other):
            yield form, Synonym(other, saying.trust, frozenset(map(_stem, saying.near)))


def _best(said: Iterable[Synonym]) -> tuple[Synonym, ...]:
    """Each synonym once for the same condition, at its highest trust."""
    highest = {(other.words, other.near): other for other in sorted(said, key=lambda other: other.trust)}
    return tuple(sorted(highest.values(), key=lambda other: (-other.trust, other.words)))


def _numbers(phrase: Phrase) -> Iterator[Phrase]:
    """An English phrase and its plural, whose French stems would differ ("partner", "partners")."""
    if not phrase:
        return
    yield phrase
    *before, last = phrase
    if not last.endswith("s"):
        yield (*before, last[:-1] + "ies" if last.endswith("y") else last + "s")


def _phrase(text: str) -> Phrase:
    return tuple(word for word in words(text) if word not in STOP_WORDS)


def _stem(word: str) -> str:
    return stem(fold(word))


def _stems(phrase: Phrase) -> Phrase:
    return tuple(stem(word) for word in phrase)
