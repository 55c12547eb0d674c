"""The staff's command line on a bad day: files that turned unreadable, returns, dry runs, Ctrl-C, wrong use."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest import app
from tests.papers import paper, save
from tests.test_ingest import BODY, ROOT, run, run_json, texts
from tests.test_ingest import folder as folder
from tests.test_ingest_more import DATED, write

QUESTION = '[[question]]\nask = "de quand date le plan ?"\ncontains = ["2018"]\n'
FORGES = f"{DATED}# Les forges\n\nLes forges emploient douze personnes à Thiers."


def test_a_published_document_that_turns_unreadable_stays_published_and_is_said(folder: Path) -> None:
    run("add", str(save(folder / "plan.pdf", BODY)))
    write(folder / "sources/documents/plan.pdf", paper(BODY)[:300])
    found = run_json("--json", code=1)
    assert found["plan"]["kept"] == ["documents/plan.pdf"]
    assert (found["plan"]["removed"], found["outcome"]["edition"]) == ([], 1)
    write(folder / "sources/documents/forges.md", FORGES)
    said = run(code=1).stdout
    assert "Écarté    documents/plan.pdf" in said
    assert "L’ancienne version reste publiée." in said
    assert "Il date de 2018." in " ".join(texts(folder))
    states = {row["name"]: row["state"] for row in run_json("list", "--json")["sources"]}
    assert states["documents/plan.pdf"] == "écarté à la dernière publication"


def test_what_was_rolled_back_is_named_and_held_back(folder: Path) -> None:
    run()
    write(folder / "sources/documents/faux.md", f"{DATED}Le plan date de 1918.")
    run()
    assert "retenu" in run("rollback").stdout
    found = run_json("add", str(write(folder / "forges.md", FORGES)), "--json", code=1)
    assert [each["name"] for each in found["plan"]["withheld"]] == ["documents/faux.md"]
    assert found["outcome"]["documents"] == 2
    assert "retenu (annulé)" in run("list").stdout
    assert "Retenu    documents/faux.md : annulé le" in run("--dry-run", code=2).stdout
    assert run_json("--again", "--json")["plan"]["new"] == ["documents/faux.md"]


def test_a_dry_run_foresees_the_questions_that_would_be_worse_with_the_same_exit_code(folder: Path) -> None:
    write(folder / "sources/documents/forges.md", FORGES)
    write(folder / "sources/questions.toml", QUESTION)
    run()
    for arguments in (("remove", "a.md", "--dry-run"), ("remove", "a.md")):
        found = run_json(*arguments, "--json", code=2)
        assert found["outcome"]["worse"] == ["de quand date le plan ?"]
        (failure,) = found["outcome"]["failures"]
        assert failure["expected"] == "« 2018 »"
        assert failure["why"]
        assert "« de quand date le plan ? »" in run(*arguments, code=2).stderr
    assert run_json("remove", "a.md", "--dry-run", "--force", "--json")["outcome"]["worse"]
    assert "Essai seulement" in run("remove", "a.md", "--dry-run", "--force").stdout
    assert sorted(path.name for path in (folder / "var/editions").glob("0*")) == ["0001"]


def test_links_are_set_aside_and_one_bad_argument_does_not_end_the_others(folder: Path) -> None:
    write(folder / "secret.md", "Secret.")
    (folder / "sources/documents/lien.md").symlink_to(folder / "secret.md")
    (folder / "sources/documents/ailleurs").symlink_to(folder)
    write(folder / "forges.md", FORGES)
    found = run_json("add", "x" * 300, "forges.md", "--json", code=1)
    rejected = {r["name"]: r["reason"] for r in found["plan"]["rejected"]}
    assert sorted(rejected) == ["documents/ailleurs", "documents/lien.md", "x" * 300]
    assert "nom trop long" in rejected["x" * 300]
    assert found["outcome"]["documents"] == 2
    assert not any("Secret" in text for text in texts(folder))


def test_two_files_of_one_name_are_told_by_their_paths(folder: Path) -> None:
    write(folder / "x/forges.md", FORGES)
    write(folder / "y/forges.md", f"{DATED}Autre.")
    (rejected,) = run_json("add", "x/forges.md", "y/forges.md", "--json", code=1)["plan"]["rejected"]
    assert rejected["name"] == "y/forges.md"
    assert "x/forges.md" in rejected["reason"]


def test_a_description_without_its_document_is_not_added(folder: Path) -> None:
    write(folder / "absent.pdf.toml", 'title = "x"')
    found = run_json("add", "absent.pdf.toml", "--json", code=2)
    assert "« absent.pdf »" in found["plan"]["rejected"][0]["reason"]
    assert not (folder / "sources/documents/absent.pdf.toml").exists()


def test_a_table_comes_and_goes_with_the_description_of_its_columns(folder: Path) -> None:
    write(folder / "export.csv", "Raison;Genre\nA;cluster\n")
    write(folder / "export.toml", '[columns]\nnom = "Raison"\ntype = "Genre"\n')
    assert run_json("add", "export.csv", "--json")["outcome"]["actors"] == 1
    assert (folder / "sources/directory/export.toml").exists()
    run("remove", "export.csv")
    assert list((folder / "sources/directory").iterdir()) == []


def test_control_codes_in_names_are_written_out(folder: Path) -> None:
    write(folder / "sources/documents/\x1b[31mrouge\n.wpd", b"WPC")
    for arguments in ((), ("list",)):
        result = CliRunner().invoke(app, arguments)
        assert "\x1b" not in result.output
    assert "\\x1b[31mrouge\\n.wpd" in run(code=1).stdout
    write(folder / os.fsdecode(b"\xff.wpd"), b"WPC")
    assert "\\udcff.wpd" in run("add", str(folder / os.fsdecode(b"\xff.wpd")) + "x", code=2).stdout
    assert run_json("add", str(folder / os.fsdecode(b"\xff.wpd")) + "x", "--json", code=2)["plan"]["rejected"]


def test_a_name_on_two_lines_cannot_pass_for_a_line_of_the_plan(folder: Path) -> None:
    write(folder / "sources/documents/a\nNouveau   b.md", "Un texte sans date.")
    assert "\nNouveau   b.md" not in run("--dry-run").stdout


def test_the_password_of_an_address_is_never_shown(folder: Path) -> None:
    for address in ("https://lea:sesame@exemple.fr/a.pdf", "ftp://lea:sesame@exemple.fr/a.pdf"):
        result = run("add", address, code=2)
        assert "sesame" not in result.output
        assert "mot de passe" in result.stdout


def test_nothing_but_sentences_goes_to_a_pipe(folder: Path) -> None:
    assert run().stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--formidable"], "L’option « --formidable » n’existe pas"),
        (["publie"], "La commande « publie » n’existe pas. Commandes : add, remove"),
        (["add"], "Il manque « FICHIERS… »"),
        (["rollback", "deux"], "« N » ne convient pas : il faut un nombre entier"),
        (["diff", "1", "2", "3"], "Cette commande n’attend pas « 3 »"),
        (["watch", "--every"], "L’option --every attend une valeur"),
        (["--json=oui"], "L’option --json n’attend pas de valeur"),
    ],
)
def test_a_wrong_use_is_said_in_french(folder: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments, code=2)
    assert said in result.stderr
    assert "Error" not in result.output


@pytest.mark.parametrize("arguments", [["--help"], ["add", "--help"], ["watch", "--help"]])
def test_the_help_is_in_french(arguments: list[str]) -> None:
    said = run(*arguments).stdout
    assert "Usage : " in said
    assert "Afficher cette aide." in said
    assert not any(word in said for word in ("Show this", "COMMAND", "[OPTIONS]", "<bool>", "[required]"))


def test_a_terminal_without_accents_loses_no_sentence_and_a_pipe_no_letter(folder: Path) -> None:
    run()
    (folder / "sources/documents/été.md").write_text("Nouveau.", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    for arguments, told in ((["list"], "documents/?t?.md"), (["list", "--json"], "documents/\\u00e9t\\u00e9.md")):
        command = [sys.executable, str(ROOT / "ingest.py"), *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        assert told in done.stdout


MOMENTS = {
    "while it loads": lambda folder, pid: "pydantic_core" in Path(f"/proc/{pid}/maps").read_text(),
    "while it builds": lambda folder, pid: (folder / "var/editions/0001.building/index").exists(),
    "while it publishes": lambda folder, pid: (folder / "var/editions/0001").exists(),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_is_one_sentence_whenever_it_comes_and_nothing_is_half_done(folder: Path, moment: str) -> None:
    for number in range(30):
        write(folder / f"sources/documents/n{number}.md", f"Document {number}. " + "Une phrase du plan. " * 80)
    with subprocess.Popen(
        [sys.executable, str(ROOT / "ingest.py")],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        while process.poll() is None and not MOMENTS[moment](folder, process.pid):
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, wrong = process.communicate(timeout=120)
    assert "Traceback" not in wrong
    assert ("Arrêté à votre demande" in wrong) == (process.returncode == 130)
    editions = folder / "var/editions"
    assert not list(editions.glob("*.building"))
    assert (editions / "0001").exists() == (editions / "current").exists()
    run()
    assert len({text for text in texts(folder) if text.startswith("Document ")}) == 30
