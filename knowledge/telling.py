"""What the staff's command line says: plans, outcomes, lists and histories, for people and for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from knowledge.counting import count
from knowledge.differences import Difference
from knowledge.editions import Editions, Entry, Manifest
from knowledge.golden import Failure, told
from knowledge.history import Event, Left, when
from knowledge.naming import within
from knowledge.plan import Plan, Withheld
from knowledge.printable import one_line, printable
from knowledge.publishing import Outcome
from knowledge.scrutiny import is_over, some
from knowledge.sources import Rejected, Source, Sources

_WIDE = 200
"""Columns of a table that goes to a file or another program."""


def console() -> Console:
    """Where sentences are printed, as they are."""
    return Console(highlight=False, soft_wrap=True)


def as_object(plan: Plan, outcome: Outcome | None) -> dict[str, dict[str, object]]:
    """The one JSON object of a publication."""
    return {
        "plan": {
            "new": plan.new,
            "changed": plan.changed,
            "removed": plan.removed,
            "unchanged": plan.unchanged,
            "kept": plan.kept,
            "withheld": [asdict(withheld) for withheld in plan.withheld],
            "private": [{"name": withheld.name, "found": withheld.private} for withheld in plan.private],
            "rejected": [asdict(rejected) for rejected in plan.rejected],
            "warnings": plan.warnings,
            "sensitive": plan.sensitive,
            "doubts": plan.doubts,
            "changes": [_change(difference) for difference in plan.differences],
        },
        "outcome": asdict(outcome or Outcome(False, plan.base)),
    }


def _change(difference: Difference) -> dict[str, object]:
    """The first sentences gained and lost, and how many there are in all."""
    return {
        "name": difference.name,
        "gained": difference.gained,
        "gained_total": difference.more,
        "lost": difference.lost,
        "lost_total": difference.fewer,
    }


def print_json(value: object) -> None:
    """Print one JSON object; what the output cannot hold, half letters of a file's name too, is written out."""
    plain = json.dumps(value, ensure_ascii=False)
    try:
        plain.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        plain = json.dumps(value)
    print(plain)


def shown(text: str) -> str:
    """A sentence as the console may print it: no markup, no control code."""
    return escape(printable(text))


def named(text: str) -> str:
    """The same of a name, on one line."""
    return escape(one_line(text))


def print_table(headers: Sequence[str], rows: Iterable[Sequence[str]], empty: str) -> None:
    """Print rows in columns, or the sentence `empty` where there is none."""
    rows = list(rows)
    if not rows:
        console().print(empty)
        return
    table = Table(box=None, pad_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*map(named, row))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def say_plan(plan: Plan) -> None:
    """Say what publishing would change."""
    out = console()
    differences = {difference.name: difference for difference in plan.differences}
    for title, style, names in (
        ("Nouveau", "green", plan.new),
        ("Modifié", "yellow", plan.changed),
        ("Retiré", "red", plan.removed),
    ):
        for name in names:
            out.print(f"[{style}]{title:<9}[/{style}] {named(name)}")
            _say_difference(out, differences.get(name))
    if plan.unchanged:
        out.print(f"[dim]Inchangé  {count(len(plan.unchanged), 'source')}[/dim]")
    if plan.rebuilds:
        out.print("Le modèle de vecteurs a changé : tout est indexé de nouveau.")
    for withheld in plan.withheld:
        out.print(f"[magenta]Retenu[/magenta]    {named(withheld.name)} : {_reason(withheld, plan)}")
    for rejected in plan.rejected:
        out.print(f"[red]Écarté[/red]    {named(_place(rejected))} : {named(rejected.reason)}")
    say_notes(plan.warnings)


def say_notes(warnings: Iterable[str]) -> None:
    """Say what deserves a look."""
    for warning in warnings:
        console().print(f"[yellow]À noter[/yellow]   {named(warning)}")


def _reason(withheld: Withheld, plan: Plan) -> str:
    """Why a change waits, and how to have it published."""
    if withheld.private:
        stays = " L’ancienne version reste publiée." if withheld.name in plan.former else ""
        found = f"données privées de personnes ({named(some(withheld.private))})."
        return f"{found} Retirez-les ou, avec leur accord, publiez-les avec --confirmer.{stays}"
    left = when(withheld.since)
    if withheld.removal:
        return f"son retrait a été annulé le {left} : la source reste publiée. Pour la retirer : --again."
    return f"annulé le {left}. Corrigez-le, ou publiez-le tel quel avec --again."


def _say_difference(out: Console, difference: Difference | None) -> None:
    if difference is None:
        return
    for mark, style, texts, total in (
        ("+", "green", difference.gained, difference.more),
        ("−", "red", difference.lost, difference.fewer),
    ):
        for text in texts:
            out.print(f"          [{style}]{mark} {shown(text)}[/{style}]")
        if total > len(texts):
            out.print(f"          [dim]{mark} et {count(total - len(texts), 'autre')}[/dim]")
    if not (difference.more or difference.fewer):
        out.print("          [dim]même texte : seule sa présentation ou sa description change[/dim]")


def _place(rejected: Rejected) -> str:
    return rejected.name if rejected.line is None else f"{rejected.name}, ligne {rejected.line}"


def say_outcome(outcome: Outcome | None, plan: Plan) -> None:
    """Say what came of the plan."""
    out = console()
    if outcome is None:
        out.print("Rien n’est publié.")
    elif not outcome.published:
        out.print(_up_to_date(outcome.edition, plan))
    else:
        out.print(
            f"[bold]Édition {outcome.edition} publiée[/bold] en {outcome.seconds:.1f} s : "
            f"{count(outcome.documents, 'document')}, {count(outcome.passages, 'passage')}, "
            f"{count(outcome.actors, 'acteur')}, {count(outcome.territories, 'territoire')}."
        )
    if outcome and outcome.worse:
        out.print(
            f"Publiée malgré {count(len(outcome.worse), 'question')} sans bonne réponse : "
            f"{shown(_quoted(outcome.worse))}."
        )


def say_rehearsal(plan: Plan) -> None:
    """Say how a dry run ends."""
    if not plan.changes_nothing:
        console().print("Essai seulement : rien n’est publié.")
    elif plan.base is not None:
        console().print(_up_to_date(plan.base, plan))


def _up_to_date(edition: int | None, plan: Plan) -> str:
    if plan.rejected or plan.withheld:
        return f"Rien d’autre à publier : l’édition {edition} reste en cours."
    return f"Rien à publier : l’édition {edition} est à jour."


def say_check(total: int, failed: tuple[Failure, ...]) -> None:
    """Say how the golden questions are answered."""
    out = console()
    out.print(f"{count(total, 'question')} : {total - len(failed)} avec la bonne réponse, {len(failed)} sans.")
    if failed:
        out.print(shown(told(failed)))


def say_differences(name: str, differences: Sequence[Difference], added: Sequence[str], gone: Sequence[str]) -> None:
    """Say what parts two editions; `name` says which."""
    out = console()
    out.print(name)
    for title, style, names in (("Nouveau", "green", added), ("Retiré", "red", gone)):
        for each in names:
            out.print(f"[{style}]{title:<9}[/{style}] {named(each)}")
    for difference in differences:
        out.print(f"[yellow]Modifié  [/yellow] {named(difference.name)}")
        _say_difference(out, difference)
    if not (differences or added or gone):
        out.print("Les mêmes sources.")


def states(sources: Sources, held: Editions, today: str) -> list[dict[str, object]]:
    """Each source by name, with what the current edition holds of it and whether it is up to date."""
    current = held.current_or_none()
    manifest = held.manifest(current) if current else None
    published = {entry.name: entry for entry in manifest.sources} if manifest else {}
    refused = {each.name for each in manifest.rejected if each.line is None} if manifest else set()
    inventory, left = sources.inventory(), held.left_behind()
    files, closed = {source.name: source for source in inventory.sources}, [each.name for each in inventory.rejected]
    rows: list[dict[str, object]] = []
    for name in sorted(published.keys() | files.keys()):
        entry, file = published.get(name), files.get(name)
        state = _state(name, entry, file, left, refused)
        state = "illisible, l’ancienne version reste" if within(name, closed) else state
        kind = entry.kind if entry else file.kind if file else ""
        rows.append({"name": name, "kind": kind, "state": state} | _known(entry or Entry(name, "", kind, ""), today))
    return rows


def _state(
    name: str, entry: Entry | None, file: Source | None, left: Mapping[Left, str], refused: Collection[str]
) -> str:
    """How a source stands between the folder and the current edition."""
    if entry and file and entry.digest == file.digest:
        return "publié"
    if (name, file.content if file else "") in left:
        return "retenu (annulé)"
    if file and name in refused:
        return "écarté à la dernière publication"
    return "à publier" if entry is None else "retiré du dossier" if file is None else "modifié"


def _known(entry: Entry, today: str) -> dict[str, object]:
    return {
        "title": entry.title,
        "passages": entry.passages,
        "entries": entry.entries,
        "date": entry.date,
        "valid_until": entry.valid_until,
        "expired": is_over(entry.valid_until, today),
        "verified_on": entry.verified_on,
    }


def source_row(row: dict[str, object]) -> tuple[str, ...]:
    """A source of the list, for people."""
    passages, entries = int(str(row["passages"])), int(str(row["entries"]))
    content = count(entries, "entrée") if entries else count(passages, "passage") if passages else ""
    dated = str(row["date"]) or (f"vérifié dès {row['verified_on']}" if row["verified_on"] else "")
    term = f"PÉRIMÉ depuis {row['valid_until']}" if row["expired"] else ""
    term = term or (f"jusqu’à {row['valid_until']}" if row["valid_until"] else "")
    return str(row["name"]), str(row["kind"]), str(row["title"]), content, dated, term, str(row["state"])


def summary(manifest: Manifest, event: Event | None, current: int | None) -> dict[str, object]:
    """An edition in JSON, without its sources."""
    found = asdict(manifest) | {"current": manifest.number == current, "sources": len(manifest.sources)}
    return found | {"rejected": len(manifest.rejected), "changes": event.changes if event else ""}


def edition_row(manifest: Manifest, event: Event | None, current: int | None) -> tuple[str, ...]:
    """An edition of the list, for people."""
    content = f"{count(manifest.passages, 'passage')}, {count(manifest.actors, 'acteur')}"
    changes = event.changes if event else ""
    forced = f" (malgré {_quoted(event.forced)})" if event and event.forced else ""
    mark = "en cours" if manifest.number == current else ""
    return str(manifest.number), when(manifest.created), manifest.who, content, changes + forced, mark


def publications(events: Iterable[Event]) -> dict[int, Event]:
    """The publication that made each edition."""
    return {event.edition: event for event in events if event.what == "publication"}


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"« {text} »" for text in texts)
