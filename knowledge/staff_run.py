"""One run of the staff's command line: the plan is said, a person asked, the publication made and told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars

from knowledge import telling
from knowledge.disk import why
from knowledge.errors import BoussoleError, WorseError
from knowledge.naming import DOCUMENTS
from knowledge.plan import Plan
from knowledge.printable import printable
from knowledge.publishing import Outcome, Publisher, refusal
from knowledge.reading import Progress
from knowledge.sources import Changes, Rejected, Sources

if TYPE_CHECKING:
    from knowledge.fetching import Fetcher

PUBLISHED, SOME_REJECTED, NOTHING_PUBLISHED = 0, 1, 2
"""Exit codes: published or nothing to do; something was set aside and the rest published; nothing could be."""

_STEPS = {"lecture": "Lecture des sources", "index": "Indexation"}


@dataclass(slots=True)
class Options:
    """The options given before the command, which hold for it too."""

    dry_run: bool = False
    as_json: bool = False
    again: bool = False
    force: bool = False
    confirmed: bool = False
    """Whether private data of persons may be published."""


def adding(sources: Sources, asked: list[str], folder: Path, fetcher: Fetcher | None = None) -> Changes:
    """The changes that adding these files, folders and addresses takes; documents of the web go through `folder`."""
    from knowledge import fetching  # most runs fetch nothing

    urls = [text for text in asked if fetching.is_address(text)]
    fetcher = fetcher or fetching.Fetcher(sources.folder / DOCUMENTS)
    fetched, refused = fetching.fetch_all(fetcher, urls, folder)
    changes = sources.adding([*(Path(text) for text in asked if text not in urls), *fetched])
    rejected = [*changes.rejected, *(Rejected(url, reason) for url, reason in refused.items())]
    return Changes(changes.copies, changes.removals, tuple(rejected))


def run(
    options: Options, open_publisher: Callable[[], Publisher], asked: Callable[[Sources], Changes], asks: bool = True
) -> None:
    """Plan, say it, publish, say it; leaves with the exit code. `asks` says whether a person may be asked."""
    with plain_errors(options):
        publisher = open_publisher()
        changes = asked(publisher.sources)
        with progress_of(options) as progress:
            plan = publisher.plan(changes, progress, options.again)
        if options.confirmed:
            plan = plan.confirmed or plan
        if not options.as_json:
            telling.say_plan(plan)
        is_asked = asks and not (options.as_json or options.dry_run) and sys.stdin.isatty() and sys.stdout.isatty()
        if is_asked and plan.confirmed and _agrees("Publier aussi ces données privées ? (o/n)"):
            plan = _told_further(plan, plan.confirmed)
        outcome = None
        if not _is_hopeless(plan, changes):
            if is_asked:
                _settle_doubts(plan)
            with plain_errors(options, plan), progress_of(options) as progress:
                outcome = _followed(publisher, plan, options, progress)
        if options.as_json:
            telling.print_json(telling.as_object(plan, outcome))
        elif options.dry_run:
            telling.say_rehearsal(plan)
        else:
            telling.say_outcome(outcome, plan)
        raise typer.Exit(_exit_code(plan, changes))


def _followed(publisher: Publisher, plan: Plan, options: Options, progress: Progress) -> Outcome:
    """Publish the plan or, in a dry run, foresee what that would say."""
    if not options.dry_run:
        return publisher.publish(plan, progress, options.force)
    foreseen = publisher.rehearse(plan, progress)
    if foreseen.failures and not options.force:
        raise WorseError(refusal(foreseen.failures), foreseen.worse, tuple(asdict(each) for each in foreseen.failures))
    return foreseen


def _told_further(plan: Plan, whole: Plan) -> Plan:
    """The plan with the private data, once it is said what else there is to note of it."""
    telling.say_notes(warning for warning in whole.warnings if warning not in plan.warnings + whole.sensitive)
    return whole


def _settle_doubts(plan: Plan) -> None:
    """Ask a person before what is doubtful is published; leaves if they decline."""
    about = "Il y a un doute, voyez « à noter »."
    if not set(plan.doubts).isdisjoint(plan.sensitive):
        about = "Des contacts de personnes, professionnels, seraient publiés."
    if plan.doubts and not _agrees(f"{about} Publier quand même ? (o/n)"):
        telling.say_outcome(None, plan)
        raise typer.Exit(NOTHING_PUBLISHED)


def _agrees(question: str) -> bool:
    answer: str = typer.prompt(question, default="n", show_default=False)
    return answer.strip().lower().startswith(("o", "y"))


def _is_hopeless(plan: Plan, changes: Changes) -> bool:
    """Whether a command asked for changes and none of them can be made."""
    asked = bool(changes.copies or changes.removals or changes.rejected)
    return asked and not (plan.changes.copies or plan.changes.removals)


def _exit_code(plan: Plan, changes: Changes) -> int:
    if _is_hopeless(plan, changes) or plan.is_empty:
        return NOTHING_PUBLISHED
    return SOME_REJECTED if plan.rejected or plan.withheld else PUBLISHED


@contextmanager
def plain_errors(options: Options, plan: Plan | None = None) -> Iterator[None]:
    """Turn our errors into one sentence (or one JSON object) and an exit code."""
    try:
        yield
    except BoussoleError as error:
        _leave(error, options, plan)
    except OSError as error:
        where = f" dans {os.fsdecode(error.filename)}" if error.filename else ""
        sentence = f"Écriture ou lecture impossible{where} ({why(error)}) : vérifiez les droits et la place libre."
        _leave(BoussoleError(sentence), options, plan)


def _leave(error: BoussoleError, options: Options, plan: Plan | None) -> NoReturn:
    """Say why nothing is published, in one sentence or in the one JSON object, and leave."""
    plan = plan or Plan()
    if options.as_json:
        worse = error.questions if isinstance(error, WorseError) else ()
        failures = error.failures if isinstance(error, WorseError) else ()
        told = telling.as_object(plan, Outcome(False, plan.base, worse=worse))
        telling.print_json({**told, "outcome": {**told["outcome"], "failures": failures}, "error": str(error)})
    else:
        out = Console(stderr=True, highlight=False, soft_wrap=True)
        out.print(f"[red]{escape(printable(str(error)))}[/red]")
    raise typer.Exit(NOTHING_PUBLISHED)


@contextmanager
def progress_of(options: Options) -> Iterator[Callable[[str, int, int], None]]:
    """Bars on the error output where it is a terminal, and nothing in JSON."""
    columns, err = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()), Console(stderr=True)
    with Bars(*columns, console=err, transient=True, disable=options.as_json or not err.is_terminal) as bars:
        tasks = {step: bars.add_task(title, total=None, visible=False) for step, title in _STEPS.items()}

        def heard(step: str, done: int, total: int) -> None:
            bars.update(tasks[step], completed=done, total=total, visible=done < total)

        yield heard
