"""From process start to the first answer, and what it is made of.

`python -m bench.startup [--json]` starts a fresh process a few times and reports, as the median: starting Python with
`import chromadb` alone (the baseline, since nothing of ours can be faster), our imports, opening the edition, the first
answer, and a later answer. Each is also given as a ratio to the baseline. Needs a published edition.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import Annotated

import typer

_BASELINE = "import chromadb"
_OURS = """
import json, time
start = time.perf_counter()
from knowledge.assembly import open_assistant
from knowledge.settings import Settings
imported = time.perf_counter()
assistant = open_assistant(Settings.load())
opened = time.perf_counter()
assistant.ask("qui a annoncé le plan ?")
first = time.perf_counter()
questions = ["qui préside france clusters", "un pôle plasturgie à Oyonnax", "Cholet territoire d’industrie ?"] * 10
for question in questions:
    assistant.ask(question)
later = (time.perf_counter() - first) / len(questions)
print(json.dumps([imported - start, opened - imported, first - opened, later]))
"""
_STEPS = ("imports", "opening the edition", "first answer", "a later answer")


def main(
    runs: Annotated[int, typer.Option(help="Fresh processes.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Measure start-up."""
    baseline, totals, steps = [], [], []
    for _ in range(runs):
        baseline.append(_timed(_BASELINE)[0])
        seconds, printed = _timed(_OURS)
        parts = json.loads(printed)
        totals.append(seconds - 30 * parts[3])
        steps.append(parts)
    floor = statistics.median(baseline)
    rows = {"process start to first answer": statistics.median(totals)}
    rows |= {name: statistics.median(column) for name, column in zip(_STEPS, zip(*steps, strict=True), strict=True)}
    if as_json:
        print(json.dumps({"baseline_s": round(floor, 3), **{name: round(value, 4) for name, value in rows.items()}}))
        return
    print(f"baseline, a process that imports chromadb: {floor:.2f} s")
    for name, value in rows.items():
        print(f"{name:<32}{value * 1000:8.0f} ms   {value / floor:5.2f} × baseline")


def _timed(code: str) -> tuple[float, str]:
    """Run the code in a fresh Python; gives its seconds and what it printed."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout


if __name__ == "__main__":
    typer.run(main)
