"""Build `knowledge/support/common.txt`: how common French words are, for what a word that a passage lacks tells.

pip install pyspellchecker        (MIT; only the order of its commonest French words is kept, by their roots)
python tools/build_common_words.py
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from spellchecker import SpellChecker

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.french import STOP_WORDS, fold  # noqa: E402  (the path comes first)
from knowledge.support.roots import root  # noqa: E402

KEPT = 6_000
SHORTEST = 3


def main() -> None:
    """Write the roots, commonest first."""
    counted: Counter[str] = Counter()
    for word, count in SpellChecker(language="fr").word_frequency.dictionary.items():
        folded = fold(word)
        if folded.isalpha() and folded not in STOP_WORDS and len(folded) >= SHORTEST:
            counted[root(folded)] += count
    lines = ["# Roots of the commonest French words, commonest first. Built by tools/build_common_words.py."]
    lines += [word for word, _ in counted.most_common(KEPT)]
    (ROOT / "knowledge" / "support" / "common.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
