"""The staff's command line, the day things are less simple: any format, wrong files, notes, persons, watching."""

from __future__ import annotations

import os
import pty
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.assembly import make_ready
from tests import forks
from tests.conftest import settings_in
from tests.offices import word
from tests.papers import paper, save
from tests.test_ingest import BODY, ROOT, run, run_json, texts
from tests.test_ingest import folder as folder

DATED = "---\ndate: 2024\n---\n"


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_any_format_is_published_and_any_wrong_file_is_named_with_its_reason(folder: Path) -> None:
    """One publication of a folder where everything that can go wrong does."""
    sources = folder / "sources/documents"
    write(sources / "note.docx", word("# Le fonds vert", "Le fonds vert aide les usines."))
    write(
        sources / "page.html", "<main><h1>Les forges</h1><p>Les forges de Thiers emploient douze personnes.</p></main>"
    )
    write(sources / "lettre.eml", "Subject: Le bail\nDate: Fri, 03 May 2024 10:00:00 +0200\n\nLe bail finit en juin.")
    write(sources / "protege.pdf", paper(BODY, password="secret"))
    write(sources / "vide.pdf", b"")
    write(sources / "coupe.pdf", paper(BODY)[:400])
    write(sources / "deguise.pdf", word("Texte."))
    write(sources / "inconnu.wpd", b"WPC")
    write(sources / "orphelin.pdf.toml", 'title = "x"')
    with (sources / "enorme.pdf").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    os.mkfifo(sources / "tube.md")
    found = run_json("--json", code=1)
    assert {Path(r["name"]).name: bool(r["reason"]) for r in found["plan"]["rejected"]} == dict.fromkeys(
        "protege.pdf vide.pdf coupe.pdf deguise.pdf inconnu.wpd enorme.pdf tube.md".split(), True
    )
    assert any("orphelin.pdf.toml décrit un fichier qui n’est pas là" in said for said in found["plan"]["warnings"])
    assert found["outcome"]["documents"] == 4
    assert {"Le fonds vert aide les usines.", "Le bail finit en juin."} <= set(texts(folder))


def test_a_note_beside_a_document_is_part_of_it(folder: Path) -> None:
    """It comes along, changes the document when it changes, and goes with it."""
    save(folder / "plan.pdf", BODY)
    write(folder / "plan.pdf.toml", 'title = "Le grand plan"\ndate = "2024-05"\nvalid_until = 2020-01-31\n')
    found = run_json("add", "plan.pdf", "--json")
    assert any("2020-01-31" in warning for warning in found["plan"]["warnings"])
    row = next(row for row in run_json("list", "--json")["sources"] if row["name"].endswith("plan.pdf"))
    assert (row["title"], row["date"], row["expired"]) == ("Le grand plan", "2024-05", True)
    assert "PÉRIMÉ" in run("list").stdout
    write(folder / "sources/documents/plan.pdf.toml", 'title = "Le plan"\ndate = "2024-05"\n')
    assert run_json("--json")["plan"]["changed"] == ["documents/plan.pdf"]
    assert run_json("remove", "plan.pdf", "--json")["plan"]["removed"] == ["documents/plan.pdf"]
    assert [path.name for path in (folder / "sources/documents").iterdir()] == ["a.md"]


def test_a_changed_document_shows_sentences_gained_and_lost(folder: Path) -> None:
    run()
    write(folder / "sources/documents/a.md", f"{DATED}# Le plan\n\nLe plan date de 2019.")
    found = run_json("--dry-run", "--json")
    change = {
        "name": "documents/a.md",
        "gained": ["Le plan date de 2019."],
        "gained_total": 1,
        "lost": ["Le plan date de 2018."],
        "lost_total": 1,
    }
    assert found["plan"]["changes"] == [change]
    said = run().stdout
    assert "+ Le plan date de 2019." in said
    assert "− Le plan date de 2018." in said
    assert run_json("diff", "1", "2", "--json")["changes"][0]["lost"] == ["Le plan date de 2018."]
    assert "− Le plan date de 2019." in run("diff", "2", "1").stdout
    assert "n’existe pas" in run("diff", "1", "9", code=2).stderr
    assert run_json("editions", "--json")["editions"][0]["changes"] == "modifié : a.md"


PROFESSIONAL = f"{DATED}Le plan date de 2018. Anne Roy, directrice du pôle : 06 12 34 56 78, anne.roy@pole.example."
PRIVATE = f"{DATED}Le plan date de 2018. Appelez Jean au 06 12 34 56 78."


def test_professional_contacts_are_published_with_a_warning_where_nobody_can_be_asked(folder: Path) -> None:
    write(folder / "sources/documents/a.md", PROFESSIONAL)
    found = run_json("--json")
    assert any("06 12 34 56 78" in warning for warning in found["plan"]["sensitive"])
    assert (found["plan"]["private"], found["outcome"]["published"]) == ([], True)


def test_private_data_is_published_only_when_it_is_confirmed(folder: Path) -> None:
    write(folder / "sources/documents/b.md", PRIVATE)
    for published in (True, False):  # at each run: named, and the rest published
        found = run_json("--json", code=1)
        assert found["plan"]["private"] == [{"name": "documents/b.md", "found": ["06 12 34 56 78"]}]
        assert [each["name"] for each in found["plan"]["withheld"]] == ["documents/b.md"]
        assert found["outcome"]["published"] is published
    said = run(code=1).stdout
    assert "documents/b.md : données privées de personnes (06 12 34 56 78)" in said
    assert "--confirmer" in said
    assert run_json("--dry-run", "--json", code=1)["plan"]["private"]
    assert run_json("--dry-run", "--confirmer", "--json")["plan"]["new"] == ["documents/b.md"]
    assert texts(folder) == ["Le plan date de 2018."]
    found = run_json("--confirmer", "--json")
    assert (found["plan"]["private"], found["plan"]["new"]) == ([], ["documents/b.md"])
    assert "06 12 34 56 78" in found["plan"]["sensitive"][0]
    assert run_json("--json")["plan"]["unchanged"] == ["documents/a.md", "documents/b.md"]


def test_putting_into_service_publishes_no_private_data_either_and_says_what_to_look_at(folder: Path) -> None:
    write(folder / "sources/documents/b.md", PRIVATE)
    told: list[str] = []
    make_ready(settings_in(folder), told.append)
    assert texts(folder) == ["Le plan date de 2018."]
    assert told[-1] == "Sans 1 source : « python ingest.py --dry-run » dit pourquoi."


def test_a_file_with_private_data_is_added_once_confirmed(folder: Path) -> None:
    run()
    write(folder / "perso.md", PRIVATE)
    assert "--confirmer" in run("add", "perso.md", code=2).stdout
    assert not (folder / "sources/documents/perso.md").exists()
    run("add", "perso.md", "--confirmer")
    assert (folder / "sources/documents/perso.md").exists()


def answered(folder: Path, typed: str, arguments: Sequence[str] = ()) -> tuple[int, str]:
    """Run the command in a terminal of its own, and type an answer; gives the exit code and what was shown."""
    ours, theirs = pty.openpty()
    with open(os.devnull, "wb") as nobody:  # noqa: PTH123 – it is no path to write
        files = (theirs, theirs, nobody.fileno())
        program = forks.start((str(ROOT / "ingest.py"), *arguments), os.environ, files, folder)
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # how a terminal ends on Linux
        pass
    os.close(ours)
    return program.wait(120), shown.decode()


@pytest.mark.parametrize(("typed", "code", "published"), [("n\n", 2, False), ("o\n", 0, True)])
def test_a_person_is_asked_before_professional_contacts_are_published(
    folder: Path, typed: str, code: int, published: bool
) -> None:
    write(folder / "sources/documents/a.md", PROFESSIONAL)
    left, shown = answered(folder, typed)
    assert "Des contacts de personnes, professionnels, seraient publiés" in shown
    assert (left, (folder / "var/editions/current").exists()) == (code, published)


@pytest.mark.parametrize(("typed", "code", "published"), [("n\n", 1, 1), ("o\n", 0, 2)])
def test_a_person_is_asked_whether_private_data_is_published_too(
    folder: Path, typed: str, code: int, published: int
) -> None:
    """Who says no has the rest published; who says yes is not asked a second time."""
    write(folder / "sources/documents/b.md", PRIVATE)
    left, shown = answered(folder, typed)
    assert "Publier aussi ces données privées ?" in shown
    assert "quand même" not in shown
    assert (left, len(texts(folder))) == (code, published)


def test_who_has_it_confirmed_beforehand_is_asked_nothing_about_it(folder: Path) -> None:
    write(folder / "sources/documents/b.md", PRIVATE)
    left, shown = answered(folder, "", ["--confirmer"])
    assert (left, "(o/n)" in shown) == (0, False)


def test_private_addresses_are_refused_and_the_rest_is_added(folder: Path) -> None:
    save(folder / "plan.pdf", BODY)
    found = run_json("add", "http://127.0.0.1:9/x.pdf", "plan.pdf", "--json", code=1)
    assert "réseau privé" in found["plan"]["rejected"][0]["reason"]
    assert found["outcome"]["documents"] == 2
    assert run_json("add", "ftp://x.example/a", "--json", code=2)["outcome"]["published"] is False


def test_watching_publishes_each_change_and_stops_cleanly(folder: Path) -> None:
    said, wrong = folder / "said", folder / "wrong"
    with said.open("wb") as out, wrong.open("wb") as err, said.open("rb") as typed:
        files = (typed.fileno(), out.fileno(), err.fileno())
        program = forks.start((str(ROOT / "ingest.py"), "watch", "--every", "0.1"), os.environ, files, folder)
    try:
        _until(lambda: (folder / "var/editions/0001").exists())
        write(folder / "sources/documents/b.md", f"{DATED}Les forges de Thiers emploient douze personnes.")
        _until(lambda: (folder / "var/editions/0002").exists() and _current(folder) == "2")
        write(folder / "sources/documents/c.md", PRIVATE)
        write(folder / "sources/documents/d.md", f"{DATED}Les moulins d’Ambert sont au nombre de trois.")
        _until(lambda: (folder / "var/editions/0003").exists() and _current(folder) == "3")
        program.send_signal(signal.SIGINT)
        assert program.wait(120) == 0, wrong.read_text()
    finally:
        program.kill()
    assert "surveillé" in said.read_text()
    assert "arrêtée" in said.read_text()
    assert "documents/c.md : données privées" in said.read_text()
    assert "Traceback" not in wrong.read_text()
    assert len(texts(folder)) == 3
    assert "rien d’avance" in run("--confirmer", "watch", code=2).stderr


def _current(folder: Path) -> str:
    return (folder / "var/editions/current").read_text().strip()


def _until(seen: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, "not seen in time"
        time.sleep(0.02)
