"""Numbers and what they count, in French."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """A number and what it counts, each word in the plural from two on: "1 autre ligne", "2 autres lignes"."""
    return f"{number} {plural(noun) if number > 1 else noun}"


def plural(noun: str) -> str:
    """Each word with its s, those that end in s, x or z as they are."""
    return " ".join(word if word.endswith(("s", "x", "z")) else f"{word}s" for word in noun.split())
