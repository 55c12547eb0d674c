"""Build `knowledge/data/not_typos.txt`: ordinary words that spelling correction must leave alone.

    pip install pyspellchecker        (MIT; its French word list is only compared with, never shipped whole)
    python tools/build_not_typos.py

Run it again when the trades, `needs.toml`, `kinds.toml` or the themes of the shipped directory change.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from spellchecker import SpellChecker

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.facets import FacetReader  # noqa: E402  (the path comes first)
from knowledge.french import STOP_WORDS, fold  # noqa: E402
from knowledge.readers.directory import read_table  # noqa: E402

FREQUENT = {"fr": 40, "en": 400}
"""Occurrences in the speller's corpus from which a word counts as ordinary."""
PEOPLE = {"macron", "melenchon"}
"""Surnames in the news that are a letter away from a trade ("maçon") or a town."""


def main() -> None:
    """Write the words, one a line."""
    actors = read_table(ROOT / "sources" / "directory" / "actors.csv").actors
    reader = FacetReader(theme for actor in actors for theme in actor.themes)
    taken = set(PEOPLE)
    for language, enough in FREQUENT.items():
        speller = SpellChecker(language=language)
        counts = Counter[str]()
        for word in speller.word_frequency.words():
            counts[fold(word)] += speller.word_frequency[word]
        for word in (w for w, count in counts.items() if count >= enough):
            if len(word) >= 4 and word.isalpha() and word not in STOP_WORDS and not reader.knows(word):
                corrected = reader.corrected(word) or word
                taken |= (
                    {word} if corrected[:6] != word[:6] or len(word) < 5 else set()
                )  # "recrutées" may well become "recruter"
    (ROOT / "knowledge" / "data" / "not_typos.txt").write_text("\n".join(sorted(taken)) + "\n", encoding="utf-8")
    print(len(taken), "words")


if __name__ == "__main__":
    main()
