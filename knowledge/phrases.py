"""The assistant's own sentences, in French and English, from `data/phrases.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "phrases.toml"


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def say(key: str, language: str, **fields: object) -> str:
    """Give the sentence `key` in `language` ("fr" or "en") with its fields filled; raises KeyError if unknown."""
    return _phrases()[language][key].format(**fields)
