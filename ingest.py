"""Staff's command line: publish the sources folder, add to it, remove from it, go back."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from knowledge.editions import Editions, Manifest
from knowledge.errors import BoussoleError, WorseError
from knowledge.golden import Failure, told
from knowledge.planning import Plan
from knowledge.publishing import Outcome, Publisher
from knowledge.settings import Settings
from knowledge.sources import NO_CHANGE, Changes, Rejected, Sources

PUBLISHED, SOME_REJECTED, NOTHING_PUBLISHED = 0, 1, 2
"""Exit codes: published or nothing to do; something was set aside and the rest published; nothing could be."""

_STEPS = {"lecture": "Lecture des sources", "index": "Indexation"}

_WIDE = 200
"""Columns of a table that goes to a file or another program."""

app = typer.Typer(add_completion=False, help="Publier les documents et l’annuaire de Boussole.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Dire ce qui changerait, sans rien écrire.")]
AsJson = Annotated[bool, typer.Option("--json", help="Un seul objet JSON sur la sortie standard.")]
Again = Annotated[bool, typer.Option("--again", help="Publier même des sources qui avaient été écartées.")]
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


@app.command()
def add(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Fichiers ou dossiers.", show_default=False)],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
) -> None:
    """Copier des fichiers dans les sources, puis publier. Un fichier de même nom est remplacé."""
    _run(_merged(context, dry_run, as_json, again, force), lambda sources: sources.adding(paths))


@app.command()
def remove(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Noms donnés par « list ».", show_default=False)],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
) -> None:
    """Retirer des sources, puis publier."""
    _run(_merged(context, dry_run, as_json, again, force), lambda sources: sources.removing(names))


@app.command("list")
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Donner les sources, et si chacune est publiée."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        settings = Settings.load()
        rows = _states(Sources(settings.sources_dir), Editions(settings.knowledge_dir))
        if options.as_json:
            _print_json({"sources": rows})
        else:
            _print_table(("source", "genre", "titre", "contenu", "état"), [_source_row(row) for row in rows])


@app.command()
def editions(context: typer.Context, as_json: AsJson = False) -> None:
    """Donner les éditions gardées, la plus récente d’abord."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        held = Editions(Settings.load().knowledge_dir)
        current, manifests = held.current_or_none(), held.manifests()
        if options.as_json:
            events = [asdict(event) for event in held.history()]
            _print_json({"current": current, "editions": [_summary(m, current) for m in manifests], "history": events})
        else:
            _print_table(("édition", "le", "par", "contenu", ""), [_edition_row(m, current) for m in manifests])


@app.command()
def rollback(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(help="Édition voulue ; sinon la précédente.")] = None,
    as_json: AsJson = False,
) -> None:
    """Revenir à une édition antérieure. Le bot la prend aussitôt."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        event = Editions(Settings.load().knowledge_dir).rollback(number, _who())
        if options.as_json:
            _print_json({"outcome": {"published": True, "edition": event.edition, "previous": event.before}})
        else:
            Console(highlight=False, soft_wrap=True).print(
                f"L’édition {event.edition} est de nouveau en cours, à la place de la {event.before}. "
                "Les sources n’ont pas changé : corrigez-les avant de publier."
            )


@app.command()
def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Poser les questions témoins à l’édition en cours."""
    options = _merged(context, as_json=as_json)
    with _plain_errors(options):
        from knowledge.assembly import check_current

        total, failed = check_current(Settings.load())
        if options.as_json:
            _print_json({"questions": total, "failed": [asdict(failure) for failure in failed]})
        else:
            _say_check(total, failed)
        raise typer.Exit(SOME_REJECTED if failed else PUBLISHED)


def _say_check(total: int, failed: tuple[Failure, ...]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{_count(total, 'question')} : {total - len(failed)} avec la bonne réponse, {len(failed)} sans.")
    if failed:
        console.print(escape(told(failed)))


def _merged(
    context: typer.Context, dry_run: bool = False, as_json: bool = False, again: bool = False, force: bool = False
) -> Options:
    """The options given before the command and after it."""
    before: Options = context.obj
    return Options(before.dry_run or dry_run, before.as_json or as_json, before.again or again, before.force or force)


def _run(options: Options, asked: Callable[[Sources], Changes]) -> None:
    """Plan, say it, publish, say it; leaves with the exit code."""
    with _plain_errors(options):
        publisher = _publisher()
        changes = asked(publisher.sources)
        with _progress(options) as progress:
            plan = publisher.plan(changes, progress)
        if not options.as_json:
            _say_plan(plan)
        outcome = None
        if not options.dry_run and not _is_hopeless(plan, changes):
            with _plain_errors(options, plan), _progress(options) as progress:
                outcome = publisher.publish(plan, progress, options.again, options.force)
        if options.as_json:
            _print_json(_as_object(plan, outcome))
        elif not options.dry_run:
            _say_outcome(plan, outcome)
        raise typer.Exit(_exit_code(plan, changes))


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
    if _is_hopeless(plan, changes) or not (plan.new or plan.changed or plan.unchanged):
        return NOTHING_PUBLISHED
    return SOME_REJECTED if plan.rejected else PUBLISHED


@contextmanager
def _plain_errors(options: Options, plan: Plan | None = None) -> Iterator[None]:
    """Turn our errors into one sentence (or one JSON object) and an exit code."""
    try:
        yield
    except WorseError as error:
        _leave(str(error), options, plan, error.questions)
    except BoussoleError as error:
        _leave(str(error), options, plan)
    except OSError as error:
        where = f" dans {error.filename}" if error.filename else ""
        sentence = f"Écriture ou lecture impossible{where} ({error.strerror}) : vérifiez les droits et la place libre."
        _leave(sentence, options, plan)


def _leave(sentence: str, options: Options, plan: Plan | None, worse: tuple[str, ...] = ()) -> NoReturn:
    plan = plan or Plan()
    if options.as_json:
        _print_json(_as_object(plan, Outcome(False, plan.base, worse=worse)) | {"error": sentence})
    else:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]{escape(sentence)}[/red]")
    raise typer.Exit(NOTHING_PUBLISHED)


@contextmanager
def _progress(options: Options) -> Iterator[Callable[[str, int, int], None]]:
    """Bars on the error output, or nothing in JSON."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=options.as_json) as bars:
        tasks = {step: bars.add_task(title, total=None, visible=False) for step, title in _STEPS.items()}

        def heard(step: str, done: int, total: int) -> None:
            bars.update(tasks[step], completed=done, total=total, visible=done < total)

        yield heard


def _as_object(plan: Plan, outcome: Outcome | None) -> dict[str, object]:
    """The one JSON object of a publication."""
    return {
        "plan": {
            "new": plan.new,
            "changed": plan.changed,
            "removed": plan.removed,
            "unchanged": plan.unchanged,
            "rejected": [asdict(rejected) for rejected in plan.rejected],
            "warnings": plan.warnings,
        },
        "outcome": asdict(outcome or Outcome(False, plan.base)),
    }


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _print_table(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = Table(box=None, pad_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def _say_plan(plan: Plan) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for title, style, names in (
        ("Nouveau", "green", plan.new),
        ("Modifié", "yellow", plan.changed),
        ("Retiré", "red", plan.removed),
    ):
        for name in names:
            console.print(f"[{style}]{title:<9}[/{style}] {escape(name)}")
    if plan.unchanged:
        console.print(f"[dim]Inchangé  {_count(len(plan.unchanged), 'source')}[/dim]")
    if plan.rebuilds:
        console.print("Le modèle de vecteurs a changé : tout est indexé de nouveau.")
    for rejected in plan.rejected:
        console.print(f"[red]Écarté[/red]    {escape(_place(rejected))} : {escape(rejected.reason)}")
    for warning in plan.warnings:
        console.print(f"[yellow]À noter[/yellow]   {escape(warning)}", soft_wrap=True)


def _place(rejected: Rejected) -> str:
    return rejected.name if rejected.line is None else f"{rejected.name}, ligne {rejected.line}"


def _say_outcome(plan: Plan, outcome: Outcome | None) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if outcome is None:
        console.print("Rien n’est publié.")
    elif not outcome.published:
        console.print(f"Rien à publier : l’édition {outcome.edition} est à jour.")
    else:
        console.print(
            f"[bold]Édition {outcome.edition} publiée[/bold] en {outcome.seconds:.1f} s : "
            f"{_count(outcome.documents, 'document')}, {_count(outcome.passages, 'passage')}, "
            f"{_count(outcome.actors, 'acteur')}, {_count(outcome.territories, 'territoire')}."
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _states(sources: Sources, held: Editions) -> list[dict[str, object]]:
    """Each source by name, with what the current edition holds of it and whether it is up to date."""
    current = held.current_or_none()
    published = {entry.name: entry for entry in held.manifest(current).sources} if current else {}
    files = {source.name: source for source in sources.inventory().sources}
    rows: list[dict[str, object]] = []
    for name in sorted(published.keys() | files.keys()):
        entry, file = published.get(name), files.get(name)
        state = "publié" if entry and file and entry.digest == file.digest else "modifié"
        state = "à publier" if entry is None else "retiré du dossier" if file is None else state
        kind = entry.kind if entry else file.kind if file else ""
        rows.append(
            {
                "name": name,
                "kind": kind,
                "title": entry.title if entry else "",
                "passages": entry.passages if entry else 0,
                "entries": entry.entries if entry else 0,
                "state": state,
            }
        )
    return rows


def _source_row(row: dict[str, object]) -> tuple[str, ...]:
    content = (
        f"{row['entries']} entrées" if row["entries"] else f"{row['passages']} passages" if row["passages"] else ""
    )
    return str(row["name"]), str(row["kind"]), str(row["title"]), content, str(row["state"])


def _summary(manifest: Manifest, current: int | None) -> dict[str, object]:
    """An edition in JSON, without its sources."""
    summary = asdict(manifest) | {"current": manifest.number == current, "sources": len(manifest.sources)}
    return summary | {"rejected": len(manifest.rejected)}


def _edition_row(manifest: Manifest, current: int | None) -> tuple[str, ...]:
    when = datetime.fromisoformat(manifest.created).astimezone().strftime("%d/%m/%Y %H:%M")
    content = f"{_count(manifest.passages, 'passage')}, {_count(manifest.actors, 'acteur')}"
    return str(manifest.number), when, manifest.who, content, "en cours" if manifest.number == current else ""


if __name__ == "__main__":
    app()
