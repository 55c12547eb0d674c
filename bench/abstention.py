"""Where answering ends and honesty begins: the coverage threshold against questions that the base cannot answer.

`python -m bench.abstention [DIR] [--json]` asks the published base its golden questions (sources/questions.toml), and
those of a BEIR folder about anything else (PIAF's are on encyclopedia articles), and reports for each threshold how
many of the first are let through and how many of the second are rightly declined. `knowledge.confidence.ENOUGH` is the
threshold in use.
"""

from __future__ import annotations

import json
import random
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from knowledge import documents
from knowledge.assembly import open_base
from knowledge.base import OpenEdition
from knowledge.confidence import ENOUGH
from knowledge.documents import Found
from knowledge.language import detect
from knowledge.settings import Settings

THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)


def main(
    folder: Annotated[Path | None, typer.Argument(help="BEIR folder of questions on anything else.")] = None,
    limit: Annotated[int, typer.Option(help="How many of its questions, drawn with a fixed seed.")] = 800,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Measure the threshold."""
    settings = Settings.load()
    ours, others = _golden(settings.sources_dir / "questions.toml"), _drawn(folder, limit)
    with closing(open_base(settings)) as base, base.edition() as edition:
        known, strange = _found(edition, ours), _found(edition, others)
    rows = [
        {"threshold": t, "answered": _share(known, t), "declined": 1 - _share(strange, t) if strange else None}
        for t in THRESHOLDS
    ]
    if as_json:
        print(json.dumps({"in_use": ENOUGH, "questions": len(known), "others": len(strange), "rows": rows}))
        return
    print(f"{len(known)} golden questions, {len(strange)} questions on anything else; in use: {ENOUGH}")
    for row in rows:
        declined = "–" if row["declined"] is None else f"{row['declined']:.3f}"
        print(f"threshold {row['threshold']:.2f}   answered {row['answered']:.3f}   declined {declined}")


def _golden(path: Path) -> list[str]:
    questions = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    return [str(question["ask"]) for question in questions if "contains" in question]


def _drawn(folder: Path | None, limit: int) -> list[str]:
    if folder is None:
        return []
    lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(line)["text"]) for line in lines]
    return random.Random(1).sample(texts, min(limit, len(texts)))


def _found(edition: OpenEdition, questions: list[str]) -> list[Found]:
    return [documents.look_up(edition.retriever, question, detect(question)) for question in questions]


def _share(found: list[Found], threshold: float) -> float:
    """Share that the documents would answer at this threshold, the other conditions as they are."""
    passed = (f.confidence.coverage >= threshold and not f.confidence.missing and not f.missing for f in found)
    return sum(passed) / max(1, len(found))


if __name__ == "__main__":
    typer.run(main)
