"""Everyday words and the official ones that documents use, and words that only frame a question, from `data/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations, product
from pathlib import Path
from typing import Final, NamedTuple

_DATA: Final = Path(__file__).parent / "data"
_SAME: Final = 0.8
_LOOSE: Final = 0.4
_LIGHT: Final = 0.5
"""Share of its weight that a word keeps when it only frames the question."""

_MARK: Final = re.compile(r"\s+([>=~])\s+")
_NEAR: Final = re.compile(r"\(([^)]*)\)")


class Saying(NamedTuple):
    """A form, another that it calls for, how far that is trusted, and words of which one must be in the question."""

    form: str
    other: str
    trust: float
    near: tuple[str, ...] = ()


@cache
def shipped() -> tuple[Saying, ...]:
    """Give what the project's list says."""
    return tuple(sayings((_DATA / "everyday.txt").read_text(encoding="utf-8")))


def light_words() -> dict[str, float]:
    """Give the words that only frame a question ("quelles sont les règles"), and the share of weight they keep."""
    text = (_DATA / "light_words.txt").read_text(encoding="utf-8")
    return {word.strip(): _LIGHT for line in _lines(text) for word in line.split(",")}


def sayings(text: str) -> Iterator[Saying]:
    """Give what each line of a list says; its head in `data/everyday.txt` tells how it is written."""
    for line in _lines(text):
        left, mark, right = [*_MARK.split(line, maxsplit=1), "", ""][:3]
        forms, others = [_guarded(form) for form in left.split(",")], [form.strip() for form in right.split(",")]
        trust = _LOOSE if mark == "~" else _SAME
        if not mark:
            yield from (Saying(one, other, trust) for (one, _), (other, _) in permutations(forms, 2))
            continue
        yield from (Saying(form, other, trust, near) for (form, near), other in product(forms, others))
        if mark != ">":
            yield from (Saying(other, form, trust) for (form, near), other in product(forms, others) if not near)


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _guarded(written: str) -> tuple[str, tuple[str, ...]]:
    """A form and the words in brackets after it."""
    near = _NEAR.search(written)
    return _NEAR.sub("", written).strip(), tuple(near[1].split()) if near else ()
