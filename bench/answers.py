"""How a file of questions is answered, with or without a language model.

`python -m bench.answers FILE [--json]` asks each `{"q": …}` line of the published base, as `python -m bot ask --file`
does, with the model of LLM_MODEL or without one. It reports: answered and abstained, citations per sentence, quotes
that are literally in their source, sentences that their sources do not support (as `knowledge.grounding` reads them),
time to the first words and to the whole answer, tokens, and how many answers have tokens that are estimated.

`python -m bench.answers --widened [FILE]` calls no model: it reports what other formulations of a question add to the
search, on the paraphrases of `bench/paraphrases.toml` (see `bench/widened.py`).
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench import widened
from bench.measures import Ask, run, summary, texts_under
from bot.settings import Settings
from knowledge.answering import Assistant
from knowledge.assembly import open_assistant, open_base
from knowledge.errors import BoussoleError


def _asking(assistant: Assistant) -> Ask:
    return lambda question, history, on_text: assistant.ask(question, history, on_text)


def _answers(file: Path, settings: Settings, as_json: bool) -> None:
    with closing(open_assistant(settings)) as assistant, file.open(encoding="utf-8") as lines:
        found = summary(run(lines, _asking(assistant), texts_under(settings.sources_dir)))
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return
    for name, value in asdict(found).items():
        print(f"{name.replace('_', ' '):24} {value}")


def _widened(file: Path, settings: Settings) -> None:
    with closing(open_base(settings)) as base, base.edition() as edition:
        Console().print(widened.table(widened.read_paraphrases(file), edition.retriever))


def main(
    file: Annotated[Path | None, typer.Argument(help='One {"q": …} object a line.')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    widen: Annotated[bool, typer.Option("--widened", help="Measure the search with other formulations.")] = False,
) -> None:
    """Ask every question of the file and print the figures."""
    if file is None and not widen:
        raise typer.BadParameter("Give a file of questions, or --widened.")
    try:
        settings = Settings.load()
        if widen or file is None:
            _widened(file or widened.PARAPHRASES, settings)
        else:
            _answers(file, settings, as_json)
    except BoussoleError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    typer.run(main)
