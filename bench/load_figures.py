"""The figures of a load test, as a table and as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
from matplotlib.figure import Figure
from rich.table import Table

from bench.load_api import Asked

WINDOW: Final = 10.0
"""Seconds of one point of the picture."""
Samples = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """One phase. Delays in milliseconds from the moment a question could be had to its answer; memory in megabytes."""

    phase: str
    asked: int
    answered: int
    lost: int
    twice: int
    """Messages that came again though no call had failed."""
    twice_after_cut: int
    """Messages that came again because the first was cut after the work: Telegram gives no way to know."""
    p50: float
    p95: float
    p99: float
    per_second: float
    memory: tuple[float, float, float]
    """At the start, in the middle and at the end."""
    processor: float
    """Share of one core that the bot took."""
    faults: int
    refused: int


def figures_of(phase: str, asked: Sequence[Asked], samples: Samples, processor: float = 0.0,
               faults: int = 0, refused: int = 0) -> Figures:  # fmt: skip
    """Sum a phase up; `processor` is the seconds that the bot took of it."""
    answered = [one for one in asked if one.answered is not None]
    ends = [one.answered for one in answered if one.answered is not None]
    lasted = max(ends) - min(one.at for one in asked) if ends else float("inf")
    p50, p95, p99 = delays(answered, (50, 95, 99))
    return Figures(
        phase=phase,
        asked=len(asked),
        answered=len(answered),
        lost=len(asked) - len(answered),
        twice=sum(one.twice for one in asked),
        twice_after_cut=sum(one.twice_after_cut for one in asked),
        p50=p50,
        p95=p95,
        p99=p99,
        per_second=round(len(answered) / lasted, 1),
        memory=_three(samples),
        processor=round(processor / lasted, 2),
        faults=faults,
        refused=refused,
    )


def delays(answered: Sequence[Asked], ranks: Iterable[int]) -> list[float]:
    """Percentiles of the delays in milliseconds; NaN where nothing was answered."""
    if not answered:
        return [float("nan") for _ in ranks]
    return [round(float(np.percentile([1000 * one.delay for one in answered], rank)), 1) for rank in ranks]


def windows(asked: Sequence[Asked]) -> list[tuple[float, float]]:
    """Middle of each window in seconds since the first question, and the p95 of its questions in milliseconds."""
    if not asked:
        return []
    first = min(one.at for one in asked)
    parts: dict[int, list[Asked]] = {}
    for one in asked:
        if one.answered is not None:
            parts.setdefault(int((one.at - first) // WINDOW), []).append(one)
    return [((number + 0.5) * WINDOW, delays(part, (95,))[0]) for number, part in sorted(parts.items())]


def table(found: Sequence[Figures]) -> Table:
    """One column a phase."""
    shown = Table("", *(one.phase for one in found))
    for name in asdict(found[0]):
        if name != "phase":
            shown.add_row(name.replace("_", " "), *(_written(asdict(one)[name]) for one in found))
    return shown


def memory_table(samples: Samples, parts: int = 10) -> Table:
    """The memory at the end of each part of the time, and how much the second half of it grew."""
    shown = Table("minute", "memory, MB")
    ends = [samples[len(samples) * part // parts - 1] for part in range(1, parts + 1)] if len(samples) >= parts else []
    for at, held in ends:
        shown.add_row(f"{(at - samples[0][0]) / 60:.1f}", f"{held:.0f}")
    shown.add_row("growth of the second half", f"{growth(samples):+.1f} an hour")
    return shown


def growth(samples: Samples) -> float:
    """Megabytes an hour by which the memory of the second half of the time grows (least squares); NaN for too few."""
    later = samples[len(samples) // 2 :]
    if len(later) < 3:
        return float("nan")
    times = np.array([at for at, _ in later])
    return float(np.polyfit(times - times[0], [held for _, held in later], 1)[0] * 3600)


def compared(alone: Figures, beside: Figures) -> str:
    """What others feel of a flood, in a line."""
    ratio = beside.p95 / alone.p95
    return f"p95 of the others: {alone.p95:.0f} ms alone, {beside.p95:.0f} ms beside the flood (× {ratio:.2f})"


def draw(path: Path, asked: Sequence[Asked], samples: Samples) -> None:
    """Write a picture: the p95 of each window of 10 seconds, and the bot's memory below."""
    figure = Figure(figsize=(9, 6), dpi=120, layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    points, first = windows(asked), min(one.at for one in asked)
    above.plot([at for at, _ in points], [value for _, value in points], marker="o")
    above.set_ylabel("p95, ms")
    below.plot([at - first for at, _ in samples], [value for _, value in samples], color="tab:green")
    below.set_ylabel("memory, MB")
    below.set_xlabel("seconds")
    for axes in (above, below):
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
    figure.savefig(path)


def _three(samples: Samples) -> tuple[float, float, float]:
    held = [round(value, 1) for _, value in samples] or [float("nan")]
    return held[0], held[len(held) // 2], held[-1]


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return " / ".join(f"{part:.0f}" for part in value)
    return str(value)
