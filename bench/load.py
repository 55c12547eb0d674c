"""How the bot holds under many people at once: no question lost, none answered twice, how long they wait.

`python -m bench.load [--users N] [--rate R] [--seconds S] [--faults SHARE] [--flood RATE] [--soak] [--picture FILE]`
starts a loopback Bot API and `python -m bot run` on the shipped base as processes of their own. N people, who have
each sent /start before, ask the questions of `load_questions.py` at R a second for S seconds whether or not the bot
keeps up. `--faults 0.1` lets one call in ten fail (429, an HTML 502, a connection cut before or after the work);
`--flood 50` adds a second phase of S seconds during which one more person writes 50 questions a second. `--soak` lasts
an hour where no length is given, and tells how the memory goes. The runs of record:

    python -m bench.load --rate 30 --seconds 300 --picture sustained.png
    python -m bench.load --rate 30 --seconds 300 --faults 0.1
    python -m bench.load --users 50 --rate 10 --seconds 120 --flood 50
    python -m bench.load --rate 10 --soak --picture soak.png
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path
from time import perf_counter, sleep
from typing import Annotated, Final

import typer
from rich.console import Console

from bench.load_api import LoadApi
from bench.load_bot import BotProcess, running
from bench.load_figures import Figures, compared, draw, figures_of, memory_table, table
from bench.load_questions import QUESTIONS
from bot.limits import Limits
from tests.people import Person

_PHASE: Final = 300.0
_SOAK: Final = 3600.0
_WARM_UP: Final = 20.0
"""People greeted a second before the questions."""
_DRAIN: Final = 90.0
"""Seconds that the last answers may take before they are lost."""


class Crowd:
    """People who take turns; each walks through the questions in order, from a place of their own."""

    def __init__(self, api: LoadApi, size: int) -> None:
        self._api = api
        self._people = deque((api.person(f"Personne {n}"), count(7 * n)) for n in range(size))

    def __iter__(self) -> Iterator[Person]:
        return (person for person, _ in self._people)

    def ask(self) -> None:
        """Let the next one ask who waits for nothing; where all wait, the next one all the same."""
        for _ in range(len(self._people)):
            self._people.rotate(-1)
            if self._api.is_idle(self._people[0][0]):
                break
        person, turns = self._people[0]
        self._api.ask(person, QUESTIONS[next(turns) % len(QUESTIONS)])


def pace(rate: float, seconds: float, act: Callable[[], object]) -> None:
    """Do something `rate` times a second for so many seconds; what is late is made up for."""
    started = perf_counter()
    for number in range(round(rate * seconds)):
        sleep(max(0.0, started + number / rate - perf_counter()))
        act()


def measure(api: LoadApi, bot: BotProcess, crowd: Crowd, name: str, rate: float, seconds: float) -> Figures:
    """One phase: ask, wait for the last answers, sum up."""
    asked, samples, processor = len(api.asked), len(bot.samples), bot.processor()
    faults, refused = sum(api.faulty.values()), len(api.refusals)
    pace(rate, seconds, crowd.ask)
    _drained(api, crowd)
    return figures_of(
        name,
        api.asked[asked:],
        bot.samples[samples:],
        bot.processor() - processor,
        sum(api.faulty.values()) - faults,
        len(api.refusals) - refused,
    )


def _drained(api: LoadApi, crowd: Crowd) -> None:
    end = perf_counter() + _DRAIN
    while perf_counter() < end and not all(api.is_idle(person) for person in crowd):
        sleep(0.2)
    sleep(1.0)  # a second answer would come now


def greet(api: LoadApi, crowd: Crowd) -> None:
    """Everyone sends /start, and so has read the notice that comes before a first answer."""
    people = list(crowd)
    walk = iter(people)
    pace(_WARM_UP, len(people) / _WARM_UP, lambda: next(walk).says("/start"))
    api.wait(lambda: all(person.seen() for person in people) or None, "everyone to be greeted", 60)


@contextmanager
def flooding(api: LoadApi, rate: float, seconds: float) -> Iterator[Person]:
    """One more person who writes that many questions a second during the block."""
    person, words = api.person("Bavard"), count()
    flood = threading.Thread(
        target=pace, args=(rate, seconds, lambda: person.says(QUESTIONS[next(words) % len(QUESTIONS)])), daemon=True
    )
    flood.start()
    yield person
    flood.join()


def main(
    users: Annotated[int, typer.Option(min=1, help="People who ask.")] = 300,
    rate: Annotated[float, typer.Option(min=0.1, help="Questions a second, of all of them.")] = 30.0,
    seconds: Annotated[
        float | None, typer.Option(min=1, help="Length of a phase; 300, or an hour with --soak.")
    ] = None,
    faults: Annotated[float, typer.Option(min=0, max=0.9, help="Share of the calls that fail.")] = 0.0,
    flood: Annotated[float, typer.Option(min=0, help="Questions a second of one more person.")] = 0.0,
    soak: Annotated[bool, typer.Option("--soak", help="A long run, for how the memory goes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False,
    picture: Annotated[Path | None, typer.Option(help="Where to draw waiting times and memory.")] = None,
) -> None:
    """Print the figures of one load."""
    seconds = seconds or (_SOAK if soak else _PHASE)
    most = users * Limits().questions_per_minute / 60
    if rate > 0.8 * most:
        raise typer.BadParameter(f"{users} people may ask {0.8 * most:.0f} questions a second in all: add --users.")
    with tempfile.TemporaryDirectory() as folder, LoadApi() as api, running(api, Path(folder)) as bot:
        crowd = Crowd(api, users)
        greet(api, crowd)
        api.share = faults
        found = [measure(api, bot, crowd, "alone" if flood else "load", rate, seconds)]
        if flood:
            with flooding(api, flood, seconds) as person:
                found.append(measure(api, bot, crowd, "beside a flood", rate, seconds))
        api.share = 0.0
        _print(api, bot, found, as_json)
        if flood:
            typer.echo(f"{compared(*found)}; who floods got {len(person.seen())} messages", err=True)
        if soak:
            Console(stderr=True).print(memory_table(bot.samples))
        if picture:
            draw(picture, api.asked, bot.samples)


def _print(api: LoadApi, bot: BotProcess, found: list[Figures], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        Console().print(table(found))
    for kinds in (api.faulty, bot.troubles()):
        for name, times in kinds.most_common(12):
            typer.echo(f"{times:5} × {name}", err=True)


if __name__ == "__main__":
    typer.run(main)
