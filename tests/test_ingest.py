"""The staff's command line, on real files and the real index."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ingest import app
from knowledge.editions import Editions
from knowledge.embeddings import HashedNgrams
from knowledge.index import Index
from tests import forks
from tests.conftest import ROOT
from tests.papers import save

BODY = ["Le plan national soutient les territoires dont l’industrie est un moteur.", "Il date de 2018."]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one document, where the command runs with its default settings."""
    monkeypatch.chdir(tmp_path)
    for key in ("SOURCES_DIR", "KNOWLEDGE_DIR", "EMBEDDING_MODEL"):
        monkeypatch.delenv(key, raising=False)
    (tmp_path / "sources/documents").mkdir(parents=True)
    (tmp_path / "sources/documents/a.md").write_text(
        "---\ndate: 2024\n---\n# Le plan\n\nLe plan date de 2018.", encoding="utf-8"
    )
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    return result


def run_json(*arguments: str, code: int = 0) -> dict[str, Any]:
    """What `--json` prints: one object and nothing else."""
    found: dict[str, Any] = json.loads(run(*arguments, code=code).stdout)
    return found


def texts(folder: Path) -> list[str]:
    editions = Editions(folder / "var")
    with closing(Index.open(editions.index_folder(editions.current()), HashedNgrams())) as index:
        return [passage.text for passage in index.passages()]


def test_the_default_command_publishes_the_folder_and_says_what_changed(folder: Path) -> None:
    said = run().stdout
    assert "Nouveau   documents/a.md" in said
    assert "Édition 1 publiée" in said
    assert "1 document, 1 passage, 0 acteur" in said
    assert texts(folder) == ["Le plan date de 2018."]
    assert "Rien à publier : l’édition 1 est à jour." in run().stdout


def test_json_is_one_object_with_the_plan_and_the_outcome(folder: Path) -> None:
    assert run_json("--json") == {
        "plan": {
            "new": ["documents/a.md"],
            "changed": [],
            "removed": [],
            "unchanged": [],
            "kept": [],
            "withheld": [],
            "private": [],
            "rejected": [],
            "warnings": [],
            "sensitive": [],
            "doubts": [],
            "changes": [],
        },
        "outcome": {
            "published": True,
            "edition": 1,
            "previous": None,
            "documents": 1,
            "passages": 1,
            "actors": 0,
            "territories": 0,
            "seconds": pytest.approx(0, abs=600),
            "worse": [],
            "failures": [],
        },
    }


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    paper = save(folder / "plan.pdf", BODY)
    assert run_json("--dry-run", "add", str(paper), "--json")["plan"]["new"] == ["documents/a.md", "documents/plan.pdf"]
    assert run_json("add", str(paper), "--dry-run", "--json")["outcome"]["published"] is False
    assert not (folder / "var").exists()
    assert not (folder / "sources/documents/plan.pdf").exists()


def test_adding_copies_and_publishes_and_adding_again_changes_nothing(folder: Path) -> None:
    paper = save(folder / "plan.pdf", BODY)
    (folder / "actors.csv").write_text("nom;type;regions\nA;cluster;Bretagne\n")
    found = run_json("add", str(paper), str(folder / "actors.csv"), "--json")
    assert found["plan"]["new"] == ["directory/actors.csv", "documents/a.md", "documents/plan.pdf"]
    assert found["outcome"]["actors"] == 1
    again = run_json("--json", "add", str(paper))
    assert again["plan"]["unchanged"] == found["plan"]["new"]
    assert again["outcome"]["published"] is False


def test_adding_another_content_under_a_name_replaces_it_whole(folder: Path) -> None:
    run("add", str(save(folder / "plan.pdf", BODY * 12, BODY)))
    found = run_json("add", str(save(folder / "plan.pdf", ["Court."])), "--json")
    assert found["plan"]["changed"] == ["documents/plan.pdf"]
    assert texts(folder) == ["Le plan date de 2018.", "Court."]


def test_what_cannot_be_added_is_named_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "note.wpd").write_bytes(b"WPC")
    (folder / "abime.pdf").write_bytes(b"%PDF-")
    (folder / "lot/vide").mkdir(parents=True)
    save(folder / "lot/plan.pdf", BODY)
    found = run_json("add", "lot", "lot/vide", "note.wpd", "abime.pdf", "absent.md", "--json", code=1)
    rejected = {Path(r["name"]).name: r["reason"] for r in found["plan"]["rejected"]}
    assert sorted(rejected) == ["abime.pdf", "absent.md", "note.wpd", "vide"]
    assert ".wpd" in rejected["note.wpd"]
    assert found["outcome"]["documents"] == 2
    assert sorted(p.name for p in (folder / "sources/documents").iterdir()) == ["a.md", "plan.pdf"]


def test_nothing_that_can_be_added_leaves_with_two(folder: Path) -> None:
    run()
    assert "n’existe pas" in run("add", "absent.md", code=2).stdout
    assert run_json("remove", "absent.md", "--json", code=2)["outcome"]["edition"] == 1


def test_removing_takes_the_file_and_its_passages_away(folder: Path) -> None:
    run("add", str(save(folder / "plan.pdf", BODY)))
    assert run_json("remove", "plan.pdf", "--json")["plan"]["removed"] == ["documents/plan.pdf"]
    assert texts(folder) == ["Le plan date de 2018."]
    assert not (folder / "sources/documents/plan.pdf").exists()


def test_an_empty_folder_is_said_with_two(folder: Path) -> None:
    (folder / "sources/documents/a.md").unlink()
    assert "Aucune source lisible" in run_json("--json", code=2)["error"]
    assert "Aucune source lisible" in run(code=2).stderr


def test_rows_set_aside_leave_with_one_and_their_line(folder: Path) -> None:
    (folder / "actors.csv").write_text("nom;type;regions\nA;cluster;Bretagne\nB;;Bretagne\n")
    found = run_json("add", "actors.csv", "--json", code=1)
    assert found["plan"]["rejected"][0]["line"] == 3
    assert "directory/actors.csv, ligne 3" in run(code=1).stdout


def test_the_list_tells_what_is_published(folder: Path) -> None:
    run()
    (folder / "sources/documents/b.md").write_text("Nouveau.")
    rows = run_json("list", "--json")["sources"]
    assert [(row["name"], row["title"], row["state"]) for row in rows] == [
        ("documents/a.md", "Le plan", "publié"),
        ("documents/b.md", "", "à publier"),
    ]
    assert "documents/b.md" in run("list").stdout


def test_editions_are_listed_and_rolled_back_to(folder: Path) -> None:
    run()
    (folder / "sources/documents/a.md").write_text("Faux.")
    run()
    assert run_json("rollback", "--json")["outcome"] == {"published": True, "edition": 1, "previous": 2}
    assert "--again" in run(code=2).stderr
    found = run_json("editions", "--json")
    assert (found["current"], [edition["number"] for edition in found["editions"]]) == (1, [2, 1])
    assert "en cours" in run("editions").stdout
    assert "n’existe pas" in run("rollback", "9", code=2).stderr
    assert texts(folder) == ["Le plan date de 2018."]


def test_a_document_withdrawn_takes_its_golden_question_along_or_nothing_is_published(folder: Path) -> None:
    """The question that no longer has its answer is named, with the two ways on."""
    question = '[[question]]\nask = "de quand date le plan ?"\ncontains = ["2018"]\n'
    (folder / "sources/documents/b.md").write_text("# Les forges\n\nLes forges emploient douze personnes à Thiers.")
    (folder / "sources/questions.toml").write_text(question)
    run()
    assert run_json("check", "--json") == {"questions": 1, "failed": []}
    found = run_json("remove", "a.md", "--json", code=2)
    assert found["outcome"]["worse"] == ["de quand date le plan ?"]
    assert (found["outcome"]["published"], found["outcome"]["edition"]) == (False, 1)
    assert "questions.toml" in found["error"]
    assert (folder / "sources/documents/a.md").exists()
    assert run_json("remove", "a.md", "--force", "--json")["outcome"]["worse"] == ["de quand date le plan ?"]
    assert run_json("editions", "--json")["history"][-1]["forced"] == ["de quand date le plan ?"]
    assert "« de quand date le plan ? »" in run("check", code=1).stdout


def test_a_golden_question_that_already_failed_stops_nothing(folder: Path) -> None:
    (folder / "sources/questions.toml").write_text('[[question]]\nask = "qui est la reine ?"\ncontains = ["Anne"]\n')
    run()
    (folder / "sources/documents/b.md").write_text("# Les forges\n\nLes forges emploient douze personnes à Thiers.")
    assert run_json("--json")["outcome"]["published"] is True


def test_wrong_settings_and_unwritable_folders_are_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "occupe").write_text("x")
    monkeypatch.setenv("KNOWLEDGE_DIR", str(folder / "occupe"))
    assert "vérifiez les droits" in run(code=2).stderr


def _killed_when(folder: Path, seen: Callable[[], bool]) -> None:
    """Start an ingest in a process of its own and kill it, without notice, once something is seen on the disk."""
    program = forks.start_quietly((str(ROOT / "ingest.py"), "--json"), os.environ, folder)
    while program.poll() is None and not seen():
        time.sleep(0.001)
    program.kill()
    program.wait(60)


@pytest.mark.parametrize(
    "moment", ["0002.building", "0002.building/index/chroma", "0002.building/manifest.json", "0002"]
)
def test_a_kill_at_any_moment_leaves_an_edition_that_opens_and_the_next_run_works(folder: Path, moment: str) -> None:
    run()
    for number in range(8):
        (folder / f"sources/documents/n{number}.md").write_text(f"Document {number}. " + "Une phrase du plan. " * 80)
    _killed_when(folder, (folder / "var/editions" / moment).exists)
    assert "Le plan date de 2018." in texts(folder)
    run()
    assert len({text for text in texts(folder) if text.startswith("Document ")}) == 8
    assert not list((folder / "var/editions").glob("*.building"))
