"""Words of the domain that mean the same: synonyms, acronyms, former names, English terms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from knowledge.errors import SourceError
from knowledge.french import STOP_WORDS, words

SHIPPED: Final = Path(__file__).parent / "data" / "lexicon.toml"

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """For each phrase (folded words without stop words), the phrases that say the same."""

    others: Mapping[Phrase, tuple[Phrase, ...]]
    longest: int = 1
    single: frozenset[str] = frozenset()

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """The lexicon of these files together; a missing file adds nothing. Raises SourceError on a bad file."""
        others: dict[Phrase, list[Phrase]] = {}
        for path in paths or (SHIPPED,):
            for phrase, said in _entries(path):
                others.setdefault(phrase, []).append(said)
        longest = max((len(phrase) for phrase in others), default=1)
        single = frozenset(word for phrase in others for word in phrase)
        return cls({phrase: tuple(dict.fromkeys(said)) for phrase, said in others.items()}, longest, single)

    def knows(self, word: str) -> bool:
        """Whether a folded word is itself a phrase of the lexicon, or of a longer one."""
        return word in self.single

    def readings(self, asked: Sequence[str]) -> list[tuple[int, int, Phrase]]:
        """(start, end, other phrase) for each phrase of the lexicon found in the words `asked`."""
        return [
            (start, end, other)
            for start in range(len(asked))
            for end in range(start + 1, min(start + self.longest, len(asked)) + 1)
            for other in self.others.get(tuple(asked[start:end]), ())
        ]


def _entries(path: Path) -> Iterable[tuple[Phrase, Phrase]]:
    """(phrase, another way to say it) for every ordered pair of a file."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise SourceError(f"{path.name} ne se lit pas ({error}) : corrigez-le, ou retirez-le.") from error
    for group in tables.get("synonyms", []):
        forms = [_phrase(form) for form in group]
        yield from ((one, other) for one in forms for other in forms if one != other)
    for english, french in tables.get("english", {}).items():
        yield from ((_phrase(english), _phrase(form)) for form in french)


def _phrase(text: str) -> Phrase:
    return tuple(word for word in words(text) if word not in STOP_WORDS)
