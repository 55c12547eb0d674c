"""Golden questions: what staff know the answer of, asked of an edition before it is published."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import EditionError, SourceError
from knowledge.french import fold
from knowledge.mishaps import told as why
from knowledge.records import Answer

Ask = Callable[[str], Answer]
"""An assistant's one door."""
Opened = Callable[[Path], AbstractContextManager[Ask]]
"""Opens the edition of a folder, for the time of a check."""

FILE = "questions.toml"
_LONGEST = 160
"""Characters of an answer that are told."""
_KEYS = frozenset({"ask", "contains", "abstains", "actor"})
_EXAMPLE = 'ask = "…", puis contains = ["…"], actor = "…" ou abstains = true'


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what a right answer has."""

    ask: str
    contains: tuple[str, ...] = ()
    """Words that the text or its quotes hold, whatever their case and accents."""
    abstains: bool = False
    """Whether the right answer is that the base does not know."""
    actor: str = ""
    """Name of an actor that must be proposed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that is not answered well, and why, in French."""

    ask: str
    why: str
    expected: str = ""
    """What a right answer has, in French."""
    got: str = ""
    """The answer, shortened; "" when the base says that it does not know."""


def load(path: Path) -> tuple[Question, ...]:
    """The questions of a file, none where it is missing; raises SourceError, naming the question, on a wrong one."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise SourceError(f"{path.name} ne se lit pas ({why(error)}) : corrigez-le.") from error
    found = tables.get("question", [])
    if not isinstance(found, list):
        raise SourceError(f"{path.name} : écrivez [[question]], avec deux crochets, avant chaque question.")
    return tuple(_question(number, entry) for number, entry in enumerate(found, start=1))


def failures(ask: Ask, questions: Iterable[Question]) -> tuple[Failure, ...]:
    """The questions that are not answered well, in order."""
    asked = ((question, ask(question.ask)) for question in questions)
    found = ((question, answer, shortfall(question, answer)) for question, answer in asked)
    return tuple(Failure(q.ask, why, _expected(q), _shortened(answer)) for q, answer, why in found if why)


def _expected(question: Question) -> str:
    if question.abstains:
        return "dire que la base ne sait pas"
    parts = [f"« {text} »" for text in question.contains]
    return ", ".join([*parts, f"l’acteur « {question.actor} »"] if question.actor else parts)


def _shortened(answer: Answer) -> str:
    text = "" if answer.abstained else " ".join(answer.text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def shortfall(question: Question, answer: Answer) -> str:
    """What the answer lacks, in French, or "" when it is right."""
    if question.abstains:
        return "" if answer.abstained else "répond au lieu de dire que la base ne sait pas"
    if answer.abstained:
        return "ne trouve plus de réponse"
    proposed = [plain(match.actor.name) for match in answer.actors]
    if question.actor and plain(question.actor) not in proposed:
        return f"ne propose plus « {question.actor} »"
    said = plain(" ".join((answer.text, *(citation.quote for citation in answer.citations))))
    missing = [f"« {expected} »" for expected in question.contains if plain(expected) not in said]
    return f"ne dit plus {', '.join(missing)}" if missing else ""


def plain(text: str) -> str:
    """Without accents, case or special spaces: how what is said is compared with what is expected."""
    return " ".join(fold(text).split())


def worse(fresh: Path, current: Path, opened: Opened) -> tuple[Failure, ...]:
    """Questions of the fresh edition that it answers less well than the current one; both are edition folders."""
    questions = load(fresh / FILE)
    if not questions:
        return ()
    with opened(fresh) as ask:
        failed = {failure.ask: failure for failure in failures(ask, questions)}
    if not failed:
        return ()
    try:
        with opened(current) as ask:
            wrong_already = {failure.ask for failure in failures(ask, (q for q in questions if q.ask in failed))}
    except EditionError:  # damaged, or made with another embedder: there is nothing to compare with
        return ()
    return tuple(failure for asked, failure in failed.items() if asked not in wrong_already)


def told(failed: Sequence[Failure]) -> str:
    """The failures, one a line, with what is answered instead."""
    answers = (f" (réponse : {failure.got})" if failure.got else "" for failure in failed)
    return "\n".join(f"  « {failure.ask} » {failure.why}{said}" for failure, said in zip(failed, answers, strict=True))


def _question(number: int, entry: object) -> Question:
    where = f"Question témoin n° {number}"
    if not isinstance(entry, Mapping) or not isinstance(entry.get("ask"), str) or not entry["ask"].strip():
        raise SourceError(f"{where} : la question manque. Écrivez {_EXAMPLE}.")
    where = f"{where} (« {entry['ask']} »)"
    if unknown := sorted(entry.keys() - _KEYS):
        raise SourceError(f"{where} : « {unknown[0]} » n’est pas connu. Écrivez {_EXAMPLE}.")
    contains, abstains, actor = entry.get("contains", []), entry.get("abstains", False), entry.get("actor", "")
    contains = [contains] if isinstance(contains, str) else contains
    right = isinstance(contains, list) and all(isinstance(text, str) for text in contains)
    if not right or not isinstance(abstains, bool) or not isinstance(actor, str):
        raise SourceError(f"{where} : une valeur n’a pas la bonne forme. Écrivez {_EXAMPLE}.")
    if not (contains or abstains or actor):
        raise SourceError(f"{where} : ce qui est attendu manque. Écrivez {_EXAMPLE}.")
    return Question(entry["ask"], tuple(contains), abstains, actor)
