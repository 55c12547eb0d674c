"""Staff's command line: publish the sources folder, add to it, remove from it, check it, go back."""

from __future__ import annotations

import signal

if __name__ == "__main__":  # before all that takes time to load: Ctrl-C is one sentence from the first moment on
    from knowledge.interrupting import stop

    signal.signal(signal.SIGINT, stop)

import getpass
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars

from knowledge import telling
from knowledge.command_line import FrenchCommand, FrenchGroup
from knowledge.disk import why
from knowledge.editions import Editions
from knowledge.errors import BoussoleError, WorseError
from knowledge.naming import DOCUMENTS
from knowledge.plan import Plan
from knowledge.printable import printable
from knowledge.publishing import Outcome, Publisher, refusal
from knowledge.reading import Progress
from knowledge.settings import Settings
from knowledge.sources import NO_CHANGE, Changes, Rejected, Sources

if TYPE_CHECKING:
    from knowledge.fetching import Fetcher

PUBLISHED, SOME_REJECTED, NOTHING_PUBLISHED = 0, 1, 2
"""Exit codes: published or nothing to do; something was set aside and the rest published; nothing could be."""

_STEPS = {"lecture": "Lecture des sources", "index": "Indexation"}

app = typer.Typer(
    cls=FrenchGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Publier les documents et l’annuaire de Boussole. Sans commande : publier le dossier des sources tel quel.",
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Dire ce qui se passerait, sans rien publier.")]
AsJson = Annotated[bool, typer.Option("--json", help="Un seul objet JSON sur la sortie standard.")]
Again = Annotated[
    bool, typer.Option("--again", help="Publier aussi ce qui est retenu, car annulé par un retour en arrière.")
]
Force = Annotated[bool, typer.Option("--force", help="Publier même si des questions témoins n’ont plus de réponse.")]


@dataclass(slots=True)
class Options:
    """The options given before the command, which hold for it too."""

    dry_run: bool = False
    as_json: bool = False
    again: bool = False
    force: bool = False


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
) -> None:
    """Sans commande : publier le dossier des sources tel qu’il est."""
    context.obj = Options(dry_run, as_json, again, force)
    if context.invoked_subcommand is None:
        _run(context.obj, lambda sources: NO_CHANGE)


@app.command(cls=FrenchCommand)
def add(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="Fichiers, dossiers ou adresses https://…", metavar="FICHIERS…")],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
) -> None:
    """Copier des fichiers dans les sources, puis publier. Un fichier de même nom est remplacé."""
    options = _merged(context, dry_run, as_json, again, force)
    with tempfile.TemporaryDirectory(prefix="boussole-") as folder:
        _run(options, lambda sources: _adding(sources, paths, Path(folder)))


@app.command(cls=FrenchCommand)
def remove(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Noms donnés par « list ».", metavar="NOMS…")],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
) -> None:
    """Retirer des sources, puis publier."""
    _run(_merged(context, dry_run, as_json, again, force), lambda sources: sources.removing(names))


@app.command("list", cls=FrenchCommand)
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Donner les sources, si chacune est publiée, et lesquelles sont périmées."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        settings = Settings.load()
        today = date.today().isoformat()
        rows = telling.states(Sources(settings.sources_dir), Editions(settings.knowledge_dir), today)
        if options.as_json:
            telling.print_json({"sources": rows})
        else:
            headers = ("source", "genre", "titre", "contenu", "date", "validité", "état")
            empty = f"Aucune source dans {settings.sources_dir}."
            telling.print_table(headers, map(telling.source_row, rows), empty)


@app.command(cls=FrenchCommand)
def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Poser les questions témoins à l’édition en cours."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        from knowledge.assembly import check_current  # the other commands need no assistant

        total, failed = check_current(Settings.load())
        if options.as_json:
            telling.print_json({"questions": total, "failed": [asdict(failure) for failure in failed]})
        else:
            telling.say_check(total, failed)
        raise typer.Exit(SOME_REJECTED if failed else PUBLISHED)


@app.command(cls=FrenchCommand)
def editions(context: typer.Context, as_json: AsJson = False) -> None:
    """Donner les éditions gardées, la plus récente d’abord : quand, par qui, ce qui a changé."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        held = Editions(Settings.load().knowledge_dir)
        current, history = held.current_or_none(), held.history()
        made = telling.publications(history)
        if options.as_json:
            rows = [telling.summary(m, made.get(m.number), current) for m in held.manifests()]
            events = [asdict(event) for event in history]
            telling.print_json({"current": current, "editions": rows, "history": events})
        else:
            shown = [telling.edition_row(m, made.get(m.number), current) for m in held.manifests()]
            headers = ("édition", "le", "par", "contenu", "changements", "")
            telling.print_table(headers, shown, "Rien n’est encore publié : lancez « python ingest.py ».")


@app.command(cls=FrenchCommand)
def diff(
    context: typer.Context,
    before: Annotated[int, typer.Argument(help="Une édition.", metavar="AVANT")],
    after: Annotated[int, typer.Argument(help="Une autre.", metavar="APRÈS")],
    as_json: AsJson = False,
) -> None:
    """Dire ce qui sépare deux éditions : sources, et phrases gagnées et perdues."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        from knowledge.comparing import compare

        found = compare(Editions(Settings.load().knowledge_dir), before, after)
        if options.as_json:
            telling.print_json(asdict(found))
        else:
            title = f"De l’édition {before} à l’édition {after} :"
            telling.say_differences(title, found.changes, found.new, found.removed)


@app.command(cls=FrenchCommand)
def rollback(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(help="Édition voulue ; sinon la précédente.", metavar="N")] = None,
    as_json: AsJson = False,
) -> None:
    """Revenir à une édition antérieure. Le bot la prend aussitôt."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        publisher = _publisher()
        event = publisher.editions.rollback(number, _who())
        with _progress(options) as progress:
            fresh = publisher.refresh(progress)
        edition = fresh.edition if fresh else event.edition
        if options.as_json:
            telling.print_json({"outcome": {"published": True, "edition": edition, "previous": event.before}})
        else:
            telling.console().print(
                f"L’édition {event.edition} est de nouveau en cours, à la place de la {event.before}. "
                "Le dossier des sources n’a pas changé : ce qui est annulé est retenu, "
                "et ne sera publié de nouveau que corrigé, ou avec --again."
            )
            if fresh:
                telling.console().print(f"Ses vecteurs, d’un autre modèle, sont refaits : c’est l’édition {edition}.")


@app.command(cls=FrenchCommand)
def watch(
    context: typer.Context,
    every: Annotated[float, typer.Option(help="Secondes entre deux regards au dossier.", min=0.05)] = 2.0,
    as_json: AsJson = False,
    force: Force = False,
) -> None:
    """Publier chaque fois que le dossier des sources change, jusqu’à Ctrl-C."""
    options = _merged(context, as_json=as_json, force=force)
    with _plain_errors(options):
        from knowledge.watching import settled_changes

        signal.signal(signal.SIGINT, signal.default_int_handler)  # here it is how one stops: no complaint
        folder = Settings.load().sources_dir
        if not options.as_json:
            telling.console().print(f"Le dossier {folder} est surveillé. Ctrl-C pour arrêter.")
        try:
            for _ in settled_changes(folder, every):
                try:
                    _run(options, lambda sources: NO_CHANGE, asks=False)
                except typer.Exit:  # said already: what is wrong waits for the next change
                    continue
        except KeyboardInterrupt:
            if not options.as_json:
                telling.console().print("La surveillance est arrêtée.")


def _merged(
    context: typer.Context, dry_run: bool = False, as_json: bool = False, again: bool = False, force: bool = False
) -> Options:
    """The options given before the command and after it."""
    held: Options = context.obj
    return Options(held.dry_run or dry_run, held.as_json or as_json, held.again or again, held.force or force)


def _adding(sources: Sources, asked: list[str], folder: Path, fetcher: Fetcher | None = None) -> Changes:
    """The changes that adding these files, folders and addresses takes; documents of the web go through `folder`."""
    from knowledge import fetching  # most runs fetch nothing

    urls = [text for text in asked if fetching.is_address(text)]
    fetcher = fetcher or fetching.Fetcher(sources.folder / DOCUMENTS)
    fetched, refused = fetching.fetch_all(fetcher, urls, folder)
    changes = sources.adding([*(Path(text) for text in asked if text not in urls), *fetched])
    rejected = [*changes.rejected, *(Rejected(url, reason) for url, reason in refused.items())]
    return Changes(changes.copies, changes.removals, tuple(rejected))


def _run(options: Options, asked: Callable[[Sources], Changes], asks: bool = True) -> None:
    """Plan, say it, publish, say it; leaves with the exit code. `asks` says whether a person may be asked."""
    with _plain_errors(options):
        publisher = _publisher()
        changes = asked(publisher.sources)
        with _progress(options) as progress:
            plan = publisher.plan(changes, progress, options.again)
        if not options.as_json:
            telling.say_plan(plan)
        outcome = None
        if not _is_hopeless(plan, changes):
            if asks and not (options.as_json or options.dry_run):
                _confirm(plan)
            with _plain_errors(options, plan), _progress(options) as progress:
                outcome = _followed(publisher, plan, options, progress)
        if options.as_json:
            telling.print_json(telling.as_object(plan, outcome))
        else:
            telling.say_rehearsal(plan) if options.dry_run else telling.say_outcome(outcome, plan)
        raise typer.Exit(_exit_code(plan, changes))


def _followed(publisher: Publisher, plan: Plan, options: Options, progress: Progress) -> Outcome:
    """Publish the plan or, in a dry run, foresee what that would say."""
    if not options.dry_run:
        return publisher.publish(plan, progress, options.force)
    foreseen = publisher.rehearse(plan, progress)
    if foreseen.failures and not options.force:
        raise WorseError(refusal(foreseen.failures), foreseen.worse, tuple(asdict(each) for each in foreseen.failures))
    return foreseen


def _confirm(plan: Plan) -> None:
    """Ask a person, where there is one, before what is doubtful is published; leaves if they decline."""
    if not (plan.doubts and sys.stdin.isatty() and sys.stdout.isatty()):
        return
    about = "Des données personnelles seraient publiées. " if plan.sensitive else "Il y a un doute, voyez « à noter ». "
    question = f"{about}Publier quand même ? (o/n)"
    if not typer.prompt(question, default="n", show_default=False).strip().lower().startswith(("o", "y")):
        telling.say_outcome(None, plan)
        raise typer.Exit(NOTHING_PUBLISHED)


def _publisher() -> Publisher:
    settings = Settings.load()
    from knowledge.assembly import open_publisher  # the other commands need neither LangChain nor a provider

    return open_publisher(settings, _who())


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "inconnu"


def _is_hopeless(plan: Plan, changes: Changes) -> bool:
    """Whether a command asked for changes and none of them can be made."""
    asked = bool(changes.copies or changes.removals or changes.rejected)
    return asked and not (plan.changes.copies or plan.changes.removals)


def _exit_code(plan: Plan, changes: Changes) -> int:
    if _is_hopeless(plan, changes) or plan.is_empty:
        return NOTHING_PUBLISHED
    return SOME_REJECTED if plan.rejected or plan.withheld else PUBLISHED


@contextmanager
def _plain_errors(options: Options, plan: Plan | None = None) -> Iterator[None]:
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
def _progress(options: Options) -> Iterator[Callable[[str, int, int], None]]:
    """Bars on the error output where it is a terminal, and nothing in JSON."""
    columns, err = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()), Console(stderr=True)
    with Bars(*columns, console=err, transient=True, disable=options.as_json or not err.is_terminal) as bars:
        tasks = {step: bars.add_task(title, total=None, visible=False) for step, title in _STEPS.items()}

        def heard(step: str, done: int, total: int) -> None:
            bars.update(tasks[step], completed=done, total=total, visible=done < total)

        yield heard


if __name__ == "__main__":
    app()
