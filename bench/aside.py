"""What messages that taught nothing are shown: `python -m bench.aside [--json]`.

`bench/aside/lists/` holds advisers' whole lists, written before any card was seen, and `bench/aside/rights/` needs with
their right actors, both laid out as in `bench/judged.py`. Nothing learns from them; thresholds that are chosen on them
flatter the figures.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.actors import shipped_directory
from bench.judged import HERE, SHOWN, Judged, lists, rights, tally
from knowledge.directory import Directory

ASIDE = HERE / "aside"


def counts(every: Iterable[Judged], directory: Directory) -> Counter[str]:
    """Count what is shown of judged messages: the cards by what an adviser said of them, and the messages by that."""
    counted: Counter[str] = Counter()
    for message in every:
        given = [match.actor.id for match in directory.match(message.text)][:SHOWN]
        best = [actor in message.best for actor in given]
        counted.update(tally([message.sort(actor) or "not judged" for actor in given], best))
        counted["the first of the best"] += any(best[:1])
        counted["all of the best among them"] += bool(message.best) and sum(best) == len(message.best)
    return counted


def main(folder: Path = ASIDE) -> None:
    """Print the counts of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    options = parser.parse_args()
    directory = shipped_directory()
    told = {
        "lists": counts(lists(folder / "lists"), directory),
        "rights": counts(rights(folder / "rights"), directory),
    }
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for name, counted in told.items():
        print(name, *(f"  {what}: {count}" for what, count in sorted(counted.items())), sep="\n")


if __name__ == "__main__":
    main()
