"""What is measured of an answer, and of a whole file of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import perf_counter

from bot.contract import as_turn, read_line
from knowledge.errors import SourceError
from knowledge.grounding import check
from knowledge.readers import read
from knowledge.records import Answer, Citation, Document, Hit, Passage, Turn
from knowledge.sentences import split, squeezed

OnText = Callable[[str], None]
Ask = Callable[[str, Sequence[Turn], OnText], Answer]
Text = Callable[[Document], str]
"""Gives the whole text of a cited document."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One answer: counts of its sentences and quotes, seconds, tokens."""

    mode: str
    abstained: bool
    sentences: int
    citations: int
    literal: int
    unsupported: int
    first: float
    whole: float
    tokens_in: int
    tokens_out: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole file of questions. Rates are shares, 0 to 1, of answers that were not abstentions; times in seconds."""

    questions: int
    answered: int
    abstained: int
    by_mode: dict[str, int]
    citations_per_sentence: float
    literal_quotes: float
    unsupported: float
    first_p50: float
    first_p95: float
    whole_p50: float
    whole_p95: float
    tokens_in: int
    tokens_out: int
    estimated: int
    """Answers whose tokens the provider did not tell, so that they are estimated."""


def run(lines: Iterable[str], ask: Ask, text_of: Text) -> list[Measured]:
    """Ask each line in its conversation; a line that is no question is passed over."""
    conversations: dict[str, list[Turn]] = {}
    found = []
    for line in lines:
        try:
            asked = read_line(line)
        except ValueError:
            continue
        history = conversations.setdefault(asked.session, []) if asked.session else []
        answer, measured = measure(asked.text, tuple(history), ask, text_of)
        history.append(as_turn(answer))
        found.append(measured)
    return found


def measure(question: str, history: Sequence[Turn], ask: Ask, text_of: Text) -> tuple[Answer, Measured]:
    """Ask one question, with a watch."""
    started = perf_counter()
    seen: list[float] = []
    answer = ask(question, history, lambda _: seen.append(perf_counter() - started))
    whole = perf_counter() - started
    return answer, Measured(
        answer.mode,
        answer.abstained,
        len(split(answer.text)),
        len(answer.citations),
        sum(squeezed(citation.quote) in squeezed(text_of(citation.document)) for citation in answer.citations),
        _unsupported(answer, text_of),
        seen[0] if seen else whole,
        whole,
        answer.tokens_in,
        answer.tokens_out,
        answer.tokens_estimated,
    )


def _unsupported(answer: Answer, text_of: Text) -> int:
    """Sentences of an answer that the documents it cites do not support."""
    if answer.abstained or not answer.citations:
        return 0
    hits = [_hit(citation, text_of(citation.document)) for citation in answer.citations]
    return len(check(answer.text, hits, answer.actors).dropped)


def _hit(citation: Citation, text: str) -> Hit:
    return Hit(Passage(citation.document.path, citation.document, text or citation.quote), 1.0)


def summary(found: Sequence[Measured]) -> Summary:
    """Sum up the answers to a file."""
    answered = [one for one in found if not one.abstained]
    modes = sorted({one.mode for one in found})
    sentences = sum(one.sentences for one in answered)
    citations = sum(one.citations for one in answered)
    return Summary(
        questions=len(found),
        answered=len(answered),
        abstained=len(found) - len(answered),
        by_mode={mode: sum(one.mode == mode for one in found) for mode in modes},
        citations_per_sentence=_share(citations, sentences),
        literal_quotes=_share(sum(one.literal for one in answered), citations),
        unsupported=_share(sum(one.unsupported for one in answered), sentences),
        first_p50=_percentile([one.first for one in found], 0.5),
        first_p95=_percentile([one.first for one in found], 0.95),
        whole_p50=_percentile([one.whole for one in found], 0.5),
        whole_p95=_percentile([one.whole for one in found], 0.95),
        tokens_in=sum(one.tokens_in for one in found),
        tokens_out=sum(one.tokens_out for one in found),
        estimated=sum(one.estimated for one in found),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 3) if values else 0.0


def _text(path: Path, name: str) -> str:
    try:
        return "\n\n".join(page.text for page in read(path, name).pages)
    except SourceError:  # a directory table: its rows are quoted as they are
        return path.read_text(encoding="utf-8", errors="replace")


def texts_under(folder: Path) -> Text:
    """Read cited documents again from the sources folder; "" for one that is not there any more."""

    @lru_cache(maxsize=256)
    def text_of(document: Document) -> str:
        for path in (folder / document.path, folder / "documents" / document.path):
            if path.is_file():
                return _text(path, document.path)
        return ""

    return text_of
