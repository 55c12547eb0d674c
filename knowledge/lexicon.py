"""Words of the domain that mean the same: synonyms, acronyms, former names, English terms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Final, NamedTuple, Self

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from knowledge.errors import SourceError
from knowledge.french import STOP_WORDS, stem, words
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

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """The lexicon of these files together (by default the shipped one); a missing file adds nothing.

        Raises SourceError on a file that is no lexicon.
        """
        others: dict[Phrase, dict[Phrase, float]] = {}
        held: set[str] = set()
        for path in paths or (SHIPPED,):
            for phrase, other in _entries(_read(path)):
                said = others.setdefault(_stems(phrase), {})
                said[other.words] = max(other.trust, said.get(other.words, 0.0))
                held.update(phrase)
        found = {phrase: tuple(Synonym(*item) for item in said.items()) for phrase, said in others.items()}
        return cls(found, max((len(phrase) for phrase in found), default=1), frozenset(held))

    def with_synonyms(self, pairs: Iterable[tuple[str, str]]) -> Self:
        """This lexicon with further pairs of forms that mean the same, as documents spell their acronyms out."""
        others = {phrase: {other.words: other.trust for other in said} for phrase, said in self.others.items()}
        held = set(self.words)
        for one, other in ((_phrase(one), _phrase(other)) for one, other in pairs):
            for phrase, said in ((one, other), (other, one)) if one and other else ():
                others.setdefault(_stems(phrase), {}).setdefault(said, _SYNONYM)
                held.update(phrase)
        found = {phrase: tuple(Synonym(*item) for item in said.items()) for phrase, said in others.items()}
        return type(self)(found, max((len(phrase) for phrase in found), default=1), frozenset(held))

    def readings(self, asked: Sequence[str]) -> list[tuple[int, int, Synonym]]:
        """(start, end, another way to say it) for each phrase of the lexicon among the folded words `asked`.

        A phrase inside a longer one that is found too is passed over: "chambre" in "chambre de commerce".
        """
        stems = [stem(word) for word in asked]
        spans = [span for span in self._spans(len(stems)) if tuple(stems[slice(*span)]) in self.others]
        outer = [span for span in spans if not any(_inside(span, other) for other in spans)]
        return [(*span, other) for span in outer for other in self.others[tuple(stems[slice(*span)])]]

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


def _stems(phrase: Phrase) -> Phrase:
    return tuple(stem(word) for word in phrase)
