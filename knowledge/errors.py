"""The exception tree of the project.

BoussoleError                 its text is one clear sentence in French, meant for the person
├── SettingsError             a setting is missing or wrong: every bad key is named, never its value
├── SourceError               a file or row cannot be read: it is set aside, the rest is published
│   └── RowError              one row of a table, with its line number
├── EditionError              an edition cannot be built, opened or found
│   ├── NoEditionError             nothing has been published yet
│   ├── BusyError                  another publication is in progress
│   └── WorseError                 an edition answers golden questions less well: it is not published
└── ProviderError             a model or an embedder failed or refused
"""

from __future__ import annotations

from collections.abc import Mapping


class BoussoleError(Exception):
    """Base of all our errors; `str(error)` is a sentence in French for the person concerned."""


class SettingsError(BoussoleError):
    """One or more settings are wrong."""


class SourceError(BoussoleError):
    """A source cannot be read; the sentence says why and what to do."""


class RowError(SourceError):
    """One row of a table cannot be used.

    `line` is 1-based, as a spreadsheet shows it.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"ligne {line} : {reason}")
        self.line = line
        self.reason = reason


class EditionError(BoussoleError):
    """An edition cannot be built, opened or found."""


class NoEditionError(EditionError):
    """Nothing has been published yet."""


class BusyError(EditionError):
    """Another publication holds the lock."""


class WorseError(EditionError):
    """An edition that answers golden questions less well than the current one; `questions` are those.

    `failures` tells of each, by name, the question (`ask`), `why` it fails, what was `expected` and what was `got`.
    """

    def __init__(self, sentence: str, questions: tuple[str, ...], failures: tuple[Mapping[str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.questions = questions
        self.failures = failures


class ProviderError(BoussoleError):
    """A language model or an embedding provider failed."""
