"""The bot's sentences, in TOML files: one a language, the same keys and {variables} in each.

`<b>…</b>` and `<i>…</i>` are the only marks a sentence may hold. Variables are put in after the marks are read, so
nothing in them can become a mark.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.rich import Run

LANGUAGES = ("fr", "en")
_MARK = re.compile(r"<([bi])>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language, by dotted key ("start.text")."""

    language: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, **variables: object) -> str:
        """Give a sentence without marks: for buttons and the answers to taps."""
        return _MARK.sub(r"\2", self.sentences[key]).format(**variables)

    def runs(self, key: str, **variables: object) -> list[Run]:
        """Give a sentence as runs: for messages."""
        sentence = self.sentences[key]
        runs: list[Run] = []
        position = 0
        for mark in _MARK.finditer(sentence):
            runs += [Run(sentence[position : mark.start()]), Run(mark.group(2), mark.group(1))]
            position = mark.end()
        runs.append(Run(sentence[position:]))
        return [Run(run.text.format(**variables), run.style) for run in runs if run.text]


@dataclass(frozen=True, slots=True)
class Texts:
    """Every language's words."""

    french: Words
    english: Words

    @classmethod
    def load(cls, folder: Path | None = None) -> Texts:
        """Read the files beside this module."""
        folder = folder or Path(__file__).parent
        words = {name: Words(name, _flat(_read(folder / f"{name}.toml"))) for name in LANGUAGES}
        return cls(words["fr"], words["en"])

    def of(self, language: str) -> Words:
        """English words for "en" (or "en-GB"), French ones for any other."""
        return self.english if language.startswith("en") else self.french


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    sentences: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            sentences |= _flat(value, f"{prefix}{name}.")
        else:
            sentences[f"{prefix}{name}"] = str(value)
    return sentences
