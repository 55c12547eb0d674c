"""Where answering ends and honesty begins: the threshold against questions that the base cannot answer.

`python -m bench.abstention [DIR] [--json]` asks the published base its golden questions (sources/questions.toml), and
those of a BEIR folder about anything else (PIAF's are on encyclopedia articles). It then makes a base of that folder,
from which two documents in five are withheld, and asks its held-out questions, clean and misspelt: those that it can
still answer and those about the documents withheld, whose subject it knows. For each threshold it reports how many are
answered of each kind. `knowledge.confidence.ENOUGH` is the threshold in use.
"""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bench.withheld import ask, ask_published
from knowledge.confidence import ENOUGH
from knowledge.documents import Found
from knowledge.settings import Settings

THRESHOLDS = (0.3, 0.36, 0.42, 0.48, 0.54, 0.6)


def main(
    folder: Annotated[Path | None, typer.Argument(help="BEIR folder of questions on anything else.")] = None,
    limit: Annotated[int, typer.Option(help="How many of its questions, drawn with a fixed seed.")] = 800,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Measure the threshold."""
    kinds = _of_our_base(folder, limit) | (_withheld(folder) if folder else {})
    rows = [{"threshold": t} | {name: _share(found, t) for name, found in kinds.items()} for t in THRESHOLDS]
    if as_json:
        counts = {name: len(found) for name, found in kinds.items()}
        print(json.dumps({"in_use": ENOUGH, "questions": counts, "answered": rows}))
        return
    print(f"Share answered, by threshold on the probability; in use: {ENOUGH}")
    for name, found in kinds.items():
        shares = "".join(f"{_share(found, t):8.3f}" for t in THRESHOLDS)
        print(f"{name + f' ({len(found)})':48}{shares}")


def _of_our_base(folder: Path | None, limit: int) -> dict[str, list[Found]]:
    """What the published base finds for its golden questions, and for those about anything else."""
    questions = {"golden questions": _golden(Settings.load().sources_dir / "questions.toml")}
    if folder:
        questions["about anything else"] = _drawn(folder, limit)
    return {name: ask_published(asked) for name, asked in questions.items()}


def _withheld(folder: Path) -> dict[str, list[Found]]:
    """What a base finds that lacks some of the documents asked about."""
    found = {}
    for name, typos in (("", False), (", misspelt", True)):
        asked = ask(folder, "held-out", typos)
        found[f"extract right{name}"] = [one.found for one in asked if one.right]
        found[f"extract wrong{name}"] = [one.found for one in asked if one.answerable and not one.right]
        found[f"document withheld{name}"] = [one.found for one in asked if not one.answerable]
    return found


def _golden(path: Path) -> list[str]:
    questions = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    return [str(question["ask"]) for question in questions if "contains" in question]


def _drawn(folder: Path, limit: int) -> list[str]:
    lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(line)["text"]) for line in lines]
    return random.Random(1).sample(texts, min(limit, len(texts)))


def _share(found: list[Found], threshold: float) -> float:
    """Share that the documents would answer at this threshold, the other conditions as they are."""
    asked = (replace(f, confidence=replace(f.confidence, threshold=threshold)) for f in found)
    return sum(one.answers for one in asked) / max(1, len(found))


if __name__ == "__main__":
    typer.run(main)
