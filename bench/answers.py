"""How a file of questions is answered, with or without a language model.

`python -m bench.answers FILE [--json]` asks each `{"q": …}` line of the published base, as `python -m bot ask --file`
does, with the model of LLM_MODEL or without one. It reports: answered and abstained, citations per sentence, quotes
that are literally in their source, sentences that their sources do not support (as `knowledge.grounding` reads them),
time to the first words and to the whole answer, tokens.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bench.measures import Ask, run, summary, texts_under
from bot.settings import Settings
from knowledge.answering import Assistant
from knowledge.assembly import open_assistant
from knowledge.errors import BoussoleError


def _asking(assistant: Assistant) -> Ask:
    return lambda question, history, on_text: assistant.ask(question, history)


def main(
    file: Annotated[Path, typer.Argument(help='One {"q": …} object a line.')],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ask every question of the file and print the figures."""
    try:
        settings = Settings.load()
        with closing(open_assistant(settings)) as assistant, file.open(encoding="utf-8") as lines:
            found = summary(run(lines, _asking(assistant), texts_under(settings.sources_dir)))
    except BoussoleError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return
    for name, value in asdict(found).items():
        print(f"{name.replace('_', ' '):24} {value}")


if __name__ == "__main__":
    typer.run(main)
