"""The same assistant as a chat in the terminal; works with piped standard input too."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from bot.contract import as_turn
from knowledge.dates import in_words
from knowledge.kinds import called
from knowledge.records import ActorMatch, Answer, Citation, Turn

WELCOME = """Boussole — assistant automatique (IA) sur le plan Territoires d’industrie.
Posez votre question. /aide pour les commandes, /quitter pour sortir.
"""
HELP = """Je suis un assistant automatique (IA). Je réponds à partir de documents publiés, que je cite, et je propose
l’acteur du réseau qui peut vous aider. Je peux me tromper : vérifiez les points importants à la source.

Exemples : « Qui a annoncé le plan Territoires d’industrie ? » · « un pôle pour la plasturgie à Oyonnax »
« Cholet est-elle Territoire d’industrie ? » · « et son site ? »

/nouveau  commencer une autre conversation
/aide     ce message
/quitter  sortir
"""
FAILED = {
    "fr": "Extraits tirés des sources : le modèle de langage n’a pas pu rédiger cette réponse.",
    "en": "Extracts taken from the sources: the language model could not write this answer.",
}


class Ask(Protocol):
    """Answers a question of a conversation; `on_text` hears a draft grow."""

    def __call__(
        self, question: str, history: Sequence[Turn] = (), on_text: Callable[[str], None] | None = None
    ) -> Answer:
        """Give the answer."""


def chat(ask: Ask, console: Console | None = None) -> None:
    """Read questions until /quitter or the end of input, and answer each."""
    console = console or Console(highlight=False)
    console.print(WELCOME)
    history: list[Turn] = []
    for line in _questions(console):
        match line.casefold():
            case "/quitter" | "/quit" | "/exit":
                break
            case "/aide" | "/help":
                console.print(HELP)
            case "/nouveau" | "/new":
                history.clear()
                console.print("Nouvelle conversation.\n")
            case command if command.startswith("/"):
                console.print("Je ne connais pas cette commande. /aide les liste.\n")
            case _:
                answer = _watched(ask, line, history, console)
                history.append(as_turn(answer))
                show(answer, console)
    console.print("À bientôt.")


def _watched(ask: Ask, question: str, history: Sequence[Turn], console: Console) -> Answer:
    """Answer, showing on a screen the text that a model writes, which goes before the checked answer is printed."""
    if not console.is_terminal:
        return ask(question, tuple(history))
    with Live(console=console, transient=True, auto_refresh=False) as live:
        return ask(question, tuple(history), on_text=lambda text: live.update(_draft(text), refresh=True))


def _draft(text: str) -> Padding:
    return Padding(Text(f"{text} …", style="dim"), (0, 0, 0, 2))


def show(answer: Answer, console: Console | None = None) -> None:
    """Print one answer with its sources and actors."""
    (console or Console(highlight=False)).print(_layout(answer), "")


def _questions(console: Console) -> Iterator[str]:
    interactive = sys.stdin.isatty()
    while True:
        try:
            line = console.input("[bold]›[/bold] ") if interactive else next(sys.stdin)
        except (EOFError, StopIteration):
            return
        except KeyboardInterrupt:
            console.print()
            return
        except UnicodeDecodeError:
            console.print("Cette ligne n’est pas du texte lisible.\n")
            continue
        if not interactive and line.strip():
            console.print(Text(f"› {line.strip()}", style="bold"))
        if line.strip():
            yield line.strip()


def _layout(answer: Answer) -> Group:
    english = answer.language == "en"
    lines = [Text(answer.text)]
    if answer.failed:
        lines += [Text(FAILED[answer.language], style="italic dim")]
    if answer.citations:
        quoted = (" (in French)" if english else " (en anglais)") if answer.quotes_other_language else ""
        lines += [Text(f"\nSources{quoted}", style="bold")]
        lines += [_source(numbers, citations, english) for numbers, citations in _by_page(answer.citations)]
    told = answer.actors[:1] if answer.mode == "actors" else answer.actors if answer.abstained else ()
    others = [match for match in answer.actors if match not in told]
    if others:
        lines += [Text("\nWho can help" if english else "\nQui peut vous aider", style="bold")]
        lines += [_actor(match, english) for match in others]
    lines += [Text(f"  {number}. {choice}", style="cyan") for number, choice in enumerate(answer.choices, start=1)]
    return Group(*(Padding(line, (0, 0, 0, 2)) for line in lines))


def _by_page(citations: Sequence[Citation]) -> list[tuple[list[int], list[Citation]]]:
    """Citations of one page together, with their numbers, in the order of the first."""
    pages: dict[tuple[str, int | None], tuple[list[int], list[Citation]]] = {}
    for number, citation in enumerate(citations, start=1):
        numbers, same = pages.setdefault((citation.document.path, citation.page), ([], []))
        numbers.append(number)
        same.append(citation)
    return list(pages.values())


def _source(numbers: list[int], citations: list[Citation], english: bool) -> Text:
    document, page = citations[0].document, citations[0].page
    undated = "no date" if english else "sans date"
    date = in_words(document.date, "en" if english else "fr") or undated
    parts = [document.title, document.publisher, date, f"p. {page}" if page else ""]
    marks = "".join(f"[{number}]" for number in numbers)
    text = Text(f"{marks} {', '.join(part for part in parts if part)}")
    if document.url:
        text.append(f"\n    {document.url}", style="cyan")
    for citation in citations:
        text.append(f"\n    « {citation.quote} »", style="dim")
    return text


def _actor(match: ActorMatch, english: bool) -> Text:
    actor = match.actor
    text = Text(f"• {actor.name}", style="bold")
    place = actor.city or ", ".join(actor.regions)
    kind = called(actor.kind, "en" if english else "fr")
    text.append(f" ({', '.join(part for part in (kind, place) if part)})", style="not bold")
    for detail in (" · ".join(match.why), actor.site, actor.contact):
        if detail:
            text.append(f"\n    {detail}", style="not bold")
    if not actor.verified:
        text.append("\n    entry to be checked" if english else "\n    fiche à vérifier", style="not bold yellow")
    return text
