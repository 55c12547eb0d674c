"""The figures as one picture, upright and in large letters: it is read on a phone.

Matplotlib takes a second to load: import this module where a picture is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from bot.staff_render import seconds
from bot.statistics import Day, Figures
from bot.texts import Words

_INK, _SOFT, _RULE = "#1d2733", "#5d6b7a", "#dfe5ec"
_BLUE, _AMBER, _TEAL = "#1f5fa8", "#e39a2d", "#2a8c82"
_SIZE: Final = (7.2, 9.6)
"""Inches; with the resolution below, 1080 × 1440 pixels."""
_DPI: Final = 150
_NAME: Final = 0.9
"""Share of the width that a name may take: the count stands beside it."""


def draw(figures: Figures, words: Words) -> bytes:
    """A PNG of 1080 × 1440 pixels: the main figures, questions a day, the documents and actors most used."""
    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor="white")
    days = len(figures.days)
    title = words("chart.title", days=days) if days > 1 else words("chart.today")
    figure.text(0.06, 0.955, title, size=22, weight="bold", color=_INK)
    _headlines(figure, figures, words)
    _daily(figure.add_axes((0.09, 0.56, 0.85, 0.21)), figures.days, words)
    _ranking(figure.add_axes((0.06, 0.292, 0.88, 0.19)), figures.documents, words("chart.documents"), _BLUE)
    _ranking(figure.add_axes((0.06, 0.025, 0.88, 0.19)), figures.actors, words("chart.actors"), _TEAL)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _headlines(figure: Figure, figures: Figures, words: Words) -> None:
    """Four figures in a row, each over its name."""
    share = f"{figures.answered_share:.0%}" if words.language == "en" else f"{100 * figures.answered_share:.0f} %"
    columns = (
        (f"{figures.questions}", "chart.questions"),
        (share, "chart.answered_share"),
        (seconds(figures.p50, words.language), "chart.middle"),
        (seconds(figures.p95, words.language), "chart.slow"),
    )
    for column, (value, name) in enumerate(columns):
        left = 0.06 + column * 0.232
        figure.text(left, 0.885, value, size=23, weight="bold", color=_BLUE)
        figure.text(left, 0.857, words(name), size=13, color=_SOFT)


def _daily(axes: Axes, days: Sequence[Day], words: Words) -> None:
    """Bars of each day, what was answered below what was not."""
    answered, unanswered = [day.answered for day in days], [day.unanswered for day in days]
    places = range(len(days))
    axes.bar(places, answered, 0.8, color=_BLUE, label=words("chart.answered"))
    axes.bar(places, unanswered, 0.8, bottom=answered, color=_AMBER, label=words("chart.unanswered"))
    step = max(-(-len(days) // 6), 1)
    shown = [place for place in places if (len(days) - 1 - place) % step == 0]
    axes.set_xlim(min(-0.6, len(days) / 2 - 4.5), max(len(days) - 0.4, len(days) / 2 + 3.5))
    axes.set_xticks(shown, [_day(days[place], words) for place in shown])
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_ylim(0, max(1.0, 1.1 * max(map(sum, zip(answered, unanswered, strict=True)))))
    axes.tick_params(labelsize=12, colors=_SOFT, length=0)
    axes.grid(axis="y", color=_RULE)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.set_title(words("chart.daily"), loc="left", x=-0.035, size=15, weight="bold", color=_INK, pad=12)
    axes.legend(loc="lower right", bbox_to_anchor=(1.01, 1.0), ncols=2, fontsize=12, frameon=False, labelcolor=_SOFT,
                handlelength=0.8, columnspacing=1.0)  # fmt: skip


def _ranking(axes: Axes, ranked: Sequence[tuple[str, int]], title: str, colour: str) -> None:
    """Thin bars with each name over its bar, so that long names have the whole width."""
    axes.set_title(title, loc="left", size=15, weight="bold", color=_INK, pad=12)
    axes.set_axis_off()
    if not ranked:
        axes.text(0, 0, "–", size=12.5, color=_SOFT, va="center")
    top = max((count for _, count in ranked), default=1)
    axes.set_xlim(0, top * 1.12)
    axes.set_ylim(-4.55, 0.5)
    for row, (name, count) in enumerate(ranked[:5]):
        axes.barh(-row - 0.42, count, 0.14, color=colour)
        _fitting(axes, axes.text(0, -row, name, size=12.5, color=_INK, va="center"))
        axes.text(top * 1.12, -row, str(count), size=12.5, weight="bold", color=_INK, va="center", ha="right")


def _fitting(axes: Axes, name: Text) -> None:
    """Shorten a name until it leaves room for its count."""
    whole = " ".join(name.get_text().split())
    name.set_parse_math(False)  # a dollar sign is no formula
    name.set_text(whole)
    room = _NAME * axes.get_window_extent().width
    while len(whole) > 1 and name.get_window_extent().width > room:
        whole = whole[:-1]
        name.set_text(whole.rstrip() + "…")


def _day(day: Day, words: Words) -> str:
    return f"{day.date:%d/%m}" if words.language == "fr" else f"{day.date:%d %b}"
