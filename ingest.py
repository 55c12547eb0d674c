"""Staff's command line: publish the sources folder, add to it, remove from it, check it, go back."""

from __future__ import annotations

import signal

if __name__ == "__main__":  # before all that takes time to load: Ctrl-C is one sentence from the first moment on
    from knowledge.interrupting import stop

    signal.signal(signal.SIGINT, stop)

import getpass
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from knowledge import telling
from knowledge.command_line import FrenchCommand, FrenchGroup
from knowledge.editions import Editions
from knowledge.errors import SettingsError
from knowledge.publishing import Publisher
from knowledge.settings import Settings
from knowledge.sources import NO_CHANGE, Sources
from knowledge.staff_run import PUBLISHED, SOME_REJECTED, Options, adding, plain_errors, progress_of, run

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
Confirmed = Annotated[
    bool, typer.Option("--confirmer", help="Publier aussi ce qui est retenu pour des données privées de personnes.")
]


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
    confirmed: Confirmed = False,
) -> None:
    """Sans commande : publier le dossier des sources tel qu’il est."""
    context.obj = Options(dry_run, as_json, again, force, confirmed)
    if context.invoked_subcommand is None:
        run(context.obj, _publisher, lambda sources: NO_CHANGE)


@app.command(cls=FrenchCommand)
def add(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="Fichiers, dossiers ou adresses https://…", metavar="FICHIERS…")],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
    confirmed: Confirmed = False,
) -> None:
    """Copier des fichiers dans les sources, puis publier. Un fichier de même nom est remplacé."""
    options = _merged(context, dry_run, as_json, again, force, confirmed)
    with tempfile.TemporaryDirectory(prefix="boussole-") as folder:
        run(options, _publisher, lambda sources: adding(sources, paths, Path(folder)))


@app.command(cls=FrenchCommand)
def remove(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Noms donnés par « list ».", metavar="NOMS…")],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    again: Again = False,
    force: Force = False,
    confirmed: Confirmed = False,
) -> None:
    """Retirer des sources, puis publier."""
    options = _merged(context, dry_run, as_json, again, force, confirmed)
    run(options, _publisher, lambda sources: sources.removing(names))


@app.command("list", cls=FrenchCommand)
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Donner les sources, si chacune est publiée, et lesquelles sont périmées."""
    options = _merged(context, as_json=as_json)
    with plain_errors(options):
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
    with plain_errors(options):
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
    with plain_errors(options):
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
    with plain_errors(options):
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
    with plain_errors(options):
        publisher = _publisher()
        event = publisher.editions.rollback(number, _who())
        with progress_of(options) as progress:
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
    with plain_errors(options):
        from knowledge.watching import settled_changes

        if options.confirmed:
            raise SettingsError("La surveillance ne confirme rien d’avance : lancez « python ingest.py --confirmer ».")
        signal.signal(signal.SIGINT, signal.default_int_handler)  # here it is how one stops: no complaint
        folder = Settings.load().sources_dir
        if not options.as_json:
            telling.console().print(f"Le dossier {folder} est surveillé. Ctrl-C pour arrêter.")
        try:
            for _ in settled_changes(folder, every):
                try:
                    run(options, _publisher, lambda sources: NO_CHANGE, asks=False)
                except typer.Exit:  # said already: what is wrong waits for the next change
                    continue
        except KeyboardInterrupt:
            if not options.as_json:
                telling.console().print("La surveillance est arrêtée.")


def _merged(
    context: typer.Context,
    dry_run: bool = False,
    as_json: bool = False,
    again: bool = False,
    force: bool = False,
    confirmed: bool = False,
) -> Options:
    """The options given before the command and after it."""
    held: Options = context.obj
    return Options(
        held.dry_run or dry_run,
        held.as_json or as_json,
        held.again or again,
        held.force or force,
        held.confirmed or confirmed,
    )


def _publisher() -> Publisher:
    settings = Settings.load()
    from knowledge.assembly import open_publisher  # the other commands need neither LangChain nor a provider

    return open_publisher(settings, _who())


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "inconnu"


if __name__ == "__main__":
    app()
