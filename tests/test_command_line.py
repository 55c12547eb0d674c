"""`python -m bot` as a person or a machine runs it, on the shipped base."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.settings import Settings
from tests import forks
from tests.conftest import ROOT

CONTRACT = {"question", "text", "abstained", "language", "citations", "actors", "edition", "milliseconds"}
CITATION = {"document", "source", "publisher", "date", "page", "quote"}
ACTOR = {"id", "name", "type", "regions", "city", "site", "why", "distance_km", "verified"}


def environment_of(settings: Settings, **more: str) -> dict[str, str]:
    """The environment of a program that works on these folders, without a bot, a model or an embedder of its own."""
    places = {"SOURCES_DIR": str(settings.sources_dir), "KNOWLEDGE_DIR": str(settings.knowledge_dir)}
    return {**os.environ, "TELEGRAM_BOT_TOKEN": "", "LLM_MODEL": "", "EMBEDDING_MODEL": "", **places, **more}


def run(settings: Settings, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` with these arguments, input and settings."""
    return forks.run(("-m", "bot", *arguments), environment_of(settings, **more), typed)


def run_afresh(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` in an interpreter that has loaded nothing, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], capture_output=True, encoding="utf-8", cwd=ROOT,
        env=environment_of(settings), timeout=120, check=False,
    )  # fmt: skip


def test_ask_prints_one_object_with_every_field_of_the_contract(shipped: Settings) -> None:
    done = run_afresh(shipped, "ask", "qui preside france clusters ?", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer.keys() >= CONTRACT
    assert "Jean-Luc Ansel" in answer["text"]
    assert answer["citations"][0].keys() >= CITATION


def test_a_question_file_gives_a_line_each_and_keeps_conversations_apart(shipped: Settings, tmp_path: Path) -> None:
    """A follow-up belongs to its session; a bad line is named and the rest goes on."""
    lines = [
        {"q": "un pôle pour la plasturgie à Oyonnax", "session": "a"},
        {"q": "un pôle cosmétique à Chartres", "session": "b"},
        {"q": "et son site ?", "session": "a"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join([*map(json.dumps, lines), "not json", "", '{"q": 3}']), encoding="utf-8")
    done = run(shipped, "ask", "--file", str(file), "--json")
    first, second, third, bad, worse = map(json.loads, done.stdout.splitlines())
    assert first["actors"][0].keys() >= ACTOR
    assert first["actors"][0]["name"] == "Polymeris"
    assert second["actors"][0]["name"] == "Cosmetic Valley"
    assert "polymeris" in third["text"]
    assert bad["line"] == 4
    assert worse["line"] == 6
    assert done.returncode == 1


def test_the_chat_works_with_piped_input(shipped: Settings) -> None:
    """It says that it is automatic before the first answer, answers, shows sources, and leaves."""
    done = run(shipped, "run", typed="/aide\n\nqui a annoncé le plan ?\n/nouveau\n/inconnue\n/quitter\njamais lue\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.index("assistant automatique (IA)") < done.stdout.index("Premier ministre")
    assert "Sources" in done.stdout
    assert "jamais lue" not in done.stdout


def test_the_chat_ends_with_its_input(shipped: Settings) -> None:
    assert run(shipped, "run").returncode == 0


@pytest.mark.parametrize("arguments", [("ask",), ("ask", "  "), ("ask", "question", "--file", "x.jsonl")])
def test_ask_wants_one_question_or_one_file(shipped: Settings, arguments: tuple[str, ...]) -> None:
    done = run(shipped, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_missing_question_file_is_named(shipped: Settings) -> None:
    done = run(shipped, "ask", "--file", "nulle-part.jsonl", "--json")
    assert done.returncode == 2
    assert "nulle-part.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_is_named_at_start(shipped: Settings) -> None:
    done = run(shipped, "ask", "bonjour", LOG_LEVEL="loud")
    assert done.returncode == 2
    assert "LOG_LEVEL" in done.stderr
    assert "loud" not in done.stderr


def test_the_first_question_publishes_the_sources(base: Settings) -> None:
    done = run(base, "ask", "combien de postes compte l’atelier de soudure de Gannat ?", "--json")
    assert "douze postes" in json.loads(done.stdout)["text"]
    assert "publiée" in done.stderr


def test_without_any_source_it_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, sources_dir=tmp_path / "none", knowledge_dir=tmp_path / "var")  # type: ignore[call-arg]
    done = run(settings, "ask", "bonjour")
    assert done.returncode == 2
    assert "ingest.py" in done.stderr
    assert "Traceback" not in done.stderr


def test_vectors_that_an_upgrade_changed_are_made_anew_at_the_start(published: Settings) -> None:
    """Nothing else is published on that occasion: what staff have not published yet is theirs to publish."""
    edition = published.knowledge_dir / "editions/0001"
    for facts in (edition / "manifest.json", edition / "index/index.json"):
        facts.write_text(
            facts.read_text(encoding="utf-8").replace("hashed-ngrams:", "hashed-ngrams:0."), encoding="utf-8"
        )
    (published.sources_dir / "documents/autre.md").write_text("Pas encore publié.", encoding="utf-8")
    done = run(published, "ask", "combien de postes à l’atelier de Gannat ?", "--json")
    assert done.returncode == 0, done.stderr
    assert "Le calcul intégré des vecteurs a changé" in done.stderr
    assert "Édition 2 publiée : 1 document, 1 acteur." in done.stderr
    assert "douze" in json.loads(done.stdout)["text"]
    assert "calcul" not in run(published, "ask", "combien de postes à l’atelier de Gannat ?", "--json").stderr


def test_a_wrong_use_and_the_help_are_in_french(base: Settings) -> None:
    for arguments, said in (
        (("ask",), "Donnez une question, ou --file."),
        (("ask", "--fil", "x"), "L’option « --fil » n’existe pas ; sans doute --file."),
        (("chante",), "La commande « chante » n’existe pas. Commandes : run, ask, doctor"),
    ):
        done = run(base, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert "Usage : python -m bot ask [options] [QUESTION]" in run(base, "ask", "--help").stdout
    assert "Usage : python -m bot [options] [commande]" in run(base).stdout


def test_what_is_written_is_closed_to_others_whatever_the_shell_says(base: Settings) -> None:
    """Published by a shell that closes nothing: others may neither read nor write, and the group may not write."""
    before = os.umask(0)
    try:
        assert run_afresh(base, "ask", "la soudure", "--json").returncode == 0
    finally:
        os.umask(before)
    written = [path for path in base.knowledge_dir.rglob("*") if path.name != "lock"]
    assert [path for path in written if path.stat().st_mode & 0o027] == []
    assert len(written) > 5
