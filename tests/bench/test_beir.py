"""The measures and slips of the retrieval bench."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.beir import Question, load, measure, with_slips


def test_measures_of_a_known_ranking() -> None:
    """One found first, one found second, one missed."""
    questions = [Question(str(n), "q", frozenset({"a"})) for n in range(3)]
    found = measure([["a", "b"], ["b", "a"], ["b", "c"]], questions)
    assert found.recall_1 == pytest.approx(1 / 3)
    assert found.recall_5 == pytest.approx(2 / 3)
    assert found.mrr_10 == pytest.approx(0.5)
    assert found.ndcg_10 == pytest.approx((1 + 0.63093) / 3, abs=1e-4)


def test_two_relevant_documents_share_the_recall() -> None:
    """Both must be found for a recall of 1."""
    assert measure([["a"]], [Question("1", "q", frozenset({"a", "b"}))]).recall_5 == pytest.approx(0.5)


@given(st.text(max_size=60))
def test_slips_are_always_the_same(text: str) -> None:
    """A figure can be measured again."""
    question = Question("7", text, frozenset({"a"}))
    assert with_slips(question) == with_slips(question)


def test_slips_spare_short_words_and_figures() -> None:
    """Half of the words of five letters or more are damaged, and accents go."""
    assert with_slips(Question("1", "Où en est l’été 2018 ?", frozenset())).text == "Ou en est l’ete 2018 ?"
    assert with_slips(Question("1", "Quel territoire ?", frozenset())).text != "Quel territoire ?"


def test_halves_share_no_question_and_make_the_whole(tmp_path: Path) -> None:
    """What is tuned on one half is measured on the other."""
    names = [f"d{n}" for n in range(20)]
    (tmp_path / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": name, "title": f"T{name}", "text": "Un texte."}) for name in names)
    )
    (tmp_path / "queries.jsonl").write_text("\n".join(json.dumps({"_id": f"q{name}", "text": "?"}) for name in names))
    relevant = "\n".join(f"q{name}\t{name}\t1" for name in names)
    (tmp_path / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{relevant}\n")
    tuning, held_out = ({q.id for q in load(tmp_path, half).questions} for half in ("tuning", "held-out"))
    assert tuning
    assert held_out
    assert not tuning & held_out
    assert tuning | held_out == {q.id for q in load(tmp_path).questions}
