"""Command lines that speak French: their help, what they say of a wrong use, and a Ctrl-C that is one sentence."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from knowledge.interrupting import INTERRUPTED, STOPPED
from knowledge.printable import one_line

_WRONG_USE = 2
_KINDS = {int: "un nombre entier", float: "un nombre"}


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _print_help(self, ctx, ())


class FrenchGroup(TyperGroup):
    """The commands of a program, with its help and its errors in French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _print_help(self, ctx, self.commands.items())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command asked for; an unknown one is refused with the list of those that exist."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            asked = one_line(args[0])
            ctx.fail(f"La commande « {asked} » n’existe pas. Commandes : {', '.join(self.commands)}.")
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program, then leave with its exit code."""
        os.umask(os.umask(0o077) | 0o027)  # what it writes is closed to others, whatever the shell says
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show an accent shows the rest
                stream.reconfigure(errors="replace")
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra) or 0
        except typer.Abort:  # Ctrl-C, or the end of the input, where a person was asked something
            code = INTERRUPTED
        except TyperException as error:
            _complain(error)
            code = getattr(error, "exit_code", _WRONG_USE)
        if code == INTERRUPTED:
            print(f"\n{STOPPED}", file=sys.stderr)
        sys.exit(code)


def _print_help(command: Any, ctx: Any, commands: Iterable[tuple[str, Any]]) -> None:
    out = Console(highlight=False)
    arguments, options = _parts(command, ctx)
    shown = "".join(f" {name}" for name, _ in arguments)
    out.print(f"\n[bold]Usage :[/bold] {escape(ctx.command_path)} {escape('[options]')}{escape(shown)}", end="")
    out.print(escape(" [commande]") if commands else "")
    out.print(f"\n{escape(command.help or '')}\n")
    known = [(name, each.get_short_help_str(200)) for name, each in commands]
    for title, rows in (("Arguments", arguments), ("Options", options), ("Commandes", known)):
        if rows:
            out.print(f"[bold]{title} :[/bold]")
            out.print(_columns(rows))
            out.print()


def _columns(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for name, text in rows:
        table.add_row(f"  {escape(name)}", escape(text))
    return table


def _parts(command: Any, ctx: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(name, help) of the arguments and of the options of a command."""
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        if "--help" in param.opts:
            options.append(("--help", "Afficher cette aide."))
        elif param.param_type_name == "argument":
            name = _name(param)
            arguments.append((name if param.required else f"[{name}]", param.help or ""))
        else:
            options.append((", ".join(param.opts), param.help or ""))
    return arguments, options


def _complain(error: TyperException) -> None:
    """Say what is wrong with the command that was typed, and where the help is."""
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return  # the help was printed in the making of the error
    print(_told(error), file=sys.stderr)
    if ctx is not None:
        print(f"Aide : {ctx.command_path} --help", file=sys.stderr)


def _told(error: Any) -> str:
    kind, param = type(error).__name__, getattr(error, "param", None)
    message = str(error.message)
    if kind == "NoSuchOption":
        close = sorted(error.possibilities or ())
        instead = f" ; sans doute {close[0]}" if close else ""
        return f"L’option « {one_line(error.option_name)} » n’existe pas{instead}."
    if kind == "MissingParameter":
        return f"Il manque « {_name(param)} »." if param is not None else "Il manque quelque chose à cette commande."
    if kind == "BadOptionUsage":
        needs = "n’attend pas de valeur" if "does not take" in message else "attend une valeur"
        return f"L’option {one_line(error.option_name)} {needs}."
    if param is not None:
        return f"La valeur donnée à « {_name(param)} » ne convient pas{_expected(param)}."
    if extra := re.match(r"Got unexpected extra argument\S* \((.*)\)", message):
        return f"Cette commande n’attend pas « {one_line(extra[1])} »."
    return message


def _name(param: Any) -> str:
    return str(param.opts[0]) if param.param_type_name == "option" else str(param.metavar or param.name)


def _expected(param: Any) -> str:
    """What a value should be, as far as its type says."""
    annotation = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    kind = _KINDS.get(annotation) if isinstance(annotation, type) else None
    least = getattr(param, "min", None)
    return f" : il faut {kind}" + (f" d’au moins {least}" if least is not None else "") if kind else ""
