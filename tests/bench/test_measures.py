"""The figures of a file of answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measures import measure, run, summary, texts_under
from knowledge.records import Answer, Citation, Document, Turn

DOCUMENT = Document("plan.md", "Le plan")
TEXT = "Le plan est lancé le 22 novembre 2018.\nIl retient 124 territoires."
QUOTE = Citation(DOCUMENT, "Il retient 124 territoires.")
GOOD = Answer("?", "Il retient 124 territoires [1].", "fr", citations=(QUOTE,), tokens_in=9)
WRONG = Answer("?", "Il retient 500 territoires [1].", "fr", citations=(Citation(DOCUMENT, "Il retient 500."),))
UNKNOWN = Answer("?", "Je ne sais pas.", "fr", abstained=True)


def text_of(document: Document) -> str:
    return TEXT


def test_an_answer_is_held_against_the_documents_that_it_cites() -> None:
    _, good = measure("?", (), lambda q, h, on_text: GOOD, text_of)
    _, wrong = measure("?", (), lambda q, h, on_text: WRONG, text_of)
    assert (good.literal, good.unsupported) == (1, 0)
    assert (wrong.literal, wrong.unsupported) == (0, 1)


def test_a_file_is_summed_up_over_what_was_answered() -> None:
    answers = iter([GOOD, WRONG, UNKNOWN])
    found = summary(
        run(['{"q": "a"}', "", "no json", '{"q": "b"}', '{"q": "c"}'], lambda q, h, t: next(answers), text_of)
    )
    assert (found.questions, found.answered, found.abstained) == (3, 2, 1)
    assert (found.citations_per_sentence, found.literal_quotes, found.unsupported) == (1.0, 0.5, 0.5)
    assert found.tokens_in == 9


def test_first_words_are_timed_apart_from_the_whole_answer() -> None:
    def ask(question: str, history: Sequence[Turn], on_text: Callable[[str], None]) -> Answer:
        on_text("Il")
        return GOOD

    _, measured = measure("?", (), ask, text_of)
    assert 0 < measured.first <= measured.whole


def test_lines_of_one_session_share_their_history() -> None:
    seen: list[int] = []

    def ask(question: str, history: Sequence[Turn], on_text: Callable[[str], None]) -> Answer:
        seen.append(len(history))
        return GOOD

    run(['{"q": "a", "session": 1}', '{"q": "b", "session": 1}', '{"q": "c"}'], ask, text_of)
    assert seen == [0, 1, 0]


def test_an_empty_file_gives_zeros() -> None:
    assert summary([]).unsupported == 0.0


def test_cited_documents_are_read_again_from_the_sources(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "plan.md").write_text(f"# Le plan\n\n{TEXT}", encoding="utf-8")
    assert "124 territoires" in texts_under(tmp_path)(DOCUMENT)
    assert texts_under(tmp_path)(Document("parti.md", "Parti")) == ""
