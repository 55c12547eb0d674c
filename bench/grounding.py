"""How well grounding tells supported sentences from the rest, on a set of sentence–passage pairs.

`python -m bench.grounding [FILE] [--held] [--uncited] [--errors]` reads a TOML file of passages with `good` and `bad`
sentences (`tests/knowledge/grounding_pairs.toml` by default) and reports, in French and in English, the share of
unsupported sentences that are caught and of supported ones that are wrongly dropped. With `--held` it counts the
sentences that the first rules were not tuned on, every third of each kind where the file names none; the learnt weights
have seen all, so that what to believe is what `bench.train_grounding` tells by weights that have not. With `--uncited`
the sentence comes without its [n], beside seven other passages of the file, as a small model forgets it.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge.grounding import check
from knowledge.language import detect
from knowledge.records import Document, Hit, Passage

PAIRS = Path(__file__).parents[1] / "tests" / "knowledge" / "grounding_pairs.toml"


@dataclass(frozen=True, slots=True)
class Pair:
    """A written sentence, the passage it cites, and whether the passage supports it."""

    hit: Hit
    sentence: str
    supported: bool
    kind: str
    language: str
    held: bool


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Read the file; held out are the sentences that it says are, else every third, counted apart for good and bad."""
    passages = tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
    seen: Counter[bool] = Counter()
    pairs = []
    for passage in passages:
        marked = any(key.endswith("_held") for key in passage)
        for hit, kind, sentence, held in _rows(passage):
            good = kind == "good"
            seen[good] += not marked
            held = held if marked else seen[good] % 3 == 0
            pairs.append(Pair(hit, sentence, good, kind, detect(sentence), held))
    return pairs


def _rows(passage: dict[str, Any]) -> Iterator[tuple[Hit, str, str, bool]]:
    """(passage, kind, sentence, whether it is said to be held out) for each sentence of a passage."""
    document = Document(f"{passage['id']}.md", passage["title"], passage.get("publisher", ""), passage.get("date", ""))
    hit = Hit(Passage(passage["id"], document, passage["text"].strip().replace("\n", " ")), 1.0)
    for key in ("good", "good_held"):
        yield from ((hit, "good", sentence, key.endswith("_held")) for sentence in passage.get(key, ()))
    for key in ("bad", "bad_held"):
        for line in passage.get(key, ()):
            kind, sentence = line.split(" | ", 1)
            yield hit, kind, sentence, key.endswith("_held")


def verdict(pair: Pair) -> str:
    """Why grounding drops the sentence, or an item of its list, written with its citation; "" where all is kept."""
    return _verdict(f"{pair.sentence.rstrip('.')} [1].", [pair.hit])


def verdict_uncited(pair: Pair, pairs: Sequence[Pair], others: int = 7) -> str:
    """The same for the sentence without its citation, beside other passages, always the same ones."""
    passages = {one.hit.passage.id: one.hit for one in pairs if one.hit != pair.hit}
    drawn = random.Random(pair.sentence)
    hits = [pair.hit, *drawn.sample([passages[id_] for id_ in sorted(passages)], min(others, len(passages)))]
    drawn.shuffle(hits)
    return _verdict(pair.sentence, hits)


def _verdict(text: str, hits: Sequence[Hit]) -> str:
    reasons = [dropped.reason for dropped in check(text, hits).dropped if dropped.reason != "joint"]
    return ", ".join(dict.fromkeys(reasons))


def main(
    path: Annotated[Path, typer.Argument()] = PAIRS,
    held: Annotated[bool, typer.Option("--held", help="Count the held-out third instead of the rest.")] = False,
    uncited: Annotated[bool, typer.Option("--uncited", help="Leave the citation out.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the sentences judged wrongly.")] = False,
) -> None:
    """Print the table, and the errors if asked."""
    every = read_pairs(path)
    pairs = [pair for pair in every if pair.held == held]
    judged = [(pair, verdict_uncited(pair, every) if uncited else verdict(pair)) for pair in pairs]
    for language in ("fr", "en"):
        bad = [bool(why) for pair, why in judged if not pair.supported and pair.language == language]
        good = [bool(why) for pair, why in judged if pair.supported and pair.language == language]
        print(f"{language}: {sum(bad)}/{len(bad)} unsupported caught, {sum(good)}/{len(good)} supported dropped")
    if errors:
        for pair, why in judged:
            if pair.supported == bool(why):
                print(
                    f"  {f'dropped ({why})' if why else 'kept':18} {pair.kind:9} {pair.hit.passage.id}: {pair.sentence}"
                )


if __name__ == "__main__":
    typer.run(main)
