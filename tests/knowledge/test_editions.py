"""Editions: all or nothing, one writer, a way back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.editions import KEPT
from knowledge.errors import BusyError, EditionError, NoEditionError, ProviderError, WorseError
from knowledge.golden import Failure
from tests.desks import ACTORS, Desk

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write_all()
    return desk


def test_nothing_is_current_before_the_first_publication(desk: Desk) -> None:
    with pytest.raises(NoEditionError, match=r"ingest\.py"):
        desk.editions.current()
    with pytest.raises(EditionError, match="plus ancienne"):
        desk.editions.rollback()


def test_the_first_publication_makes_edition_one(desk: Desk) -> None:
    desk.write("directory/actors.csv", ACTORS)
    plan, outcome = desk.publish()
    assert plan.new == ("directory/actors.csv", "documents/a.md", "documents/b.md")
    assert (outcome.published, outcome.edition, outcome.documents, outcome.passages) == (True, 1, 2, 2)
    assert desk.editions.current() == 1
    manifest = desk.editions.manifest(1)
    assert [(e.name, e.kind, e.title, e.passages, e.entries) for e in manifest.sources] == [
        ("directory/actors.csv", "annuaire", "actors.csv", 0, 1),
        ("documents/a.md", "document", "Le plan", 1, 0),
        ("documents/b.md", "document", "Les pôles", 1, 0),
    ]
    assert (manifest.who, manifest.embedder, manifest.previous) == ("Léa", "fake:1", None)
    assert not desk.leftovers


def test_actors_and_territories_come_back_as_they_were_read(desk: Desk) -> None:
    desk.write("directory/actors.csv", "nom;type;regions;effectif\nA;cluster;Bretagne;12\n")
    desk.write("directory/t.csv", "id;nom;phase;region;codes_membres\nt1;Le Creusot;2023-2027;Bretagne;200000016\n")
    desk.publish()
    (actor,) = desk.editions.actors(1)
    assert (actor.name, actor.regions, actor.extra) == ("A", ("Bretagne",), (("effectif", "12"),))
    (territory,) = desk.editions.territories(1)
    assert (territory.name, territory.sirens) == ("Le Creusot", ("200000016",))


def test_a_wrong_row_is_named_with_its_line_as_long_as_it_is_wrong(desk: Desk) -> None:
    desk.write("directory/actors.csv", ACTORS)
    for _ in range(2):
        plan, _ = desk.publish()
        assert [(r.name, r.line) for r in plan.rejected] == [("directory/actors.csv", 3)]


def test_nothing_changed_publishes_nothing(desk: Desk) -> None:
    desk.publish()
    plan, outcome = desk.publish()
    assert plan.changes_nothing
    assert (outcome.published, outcome.edition) == (False, 1)
    assert not plan.contents, "unchanged files are not read again"
    assert len(desk.indexer.built) == 1


def test_a_shorter_version_leaves_no_tail_and_a_removed_file_is_gone(desk: Desk) -> None:
    desk.write("documents/a.md", "# Le plan\n\n" + "\n\n".join(f"## Partie {n}\n\n{'Texte. ' * 80}" for n in range(5)))
    desk.publish()
    desk.write("documents/a.md", "# Le plan\n\nCourt.")
    (desk.folder / "documents/b.md").unlink()
    plan, _ = desk.publish()
    assert (plan.changed, plan.removed) == (("documents/a.md",), ("documents/b.md",))
    assert desk.texts == ["Court."]


def test_unchanged_documents_keep_their_passages_beside_new_ones(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    plan, _ = desk.publish()
    assert plan.unchanged == ("documents/a.md", "documents/b.md")
    assert desk.texts == ["Le plan date de 2018.", "Les pôles sont 55.", "Nouveau."]
    assert desk.indexer.previous == [None, desk.editions.index_folder(1)]


def test_what_cannot_be_read_is_set_aside_and_the_rest_is_published(desk: Desk) -> None:
    desk.write("documents/vide.md", "")
    desk.write("documents/note.docx", "x")
    desk.write("directory/autre.csv", "a;b\n1;2\n")
    plan, outcome = desk.publish()
    assert {r.name for r in plan.rejected} == {"documents/vide.md", "documents/note.docx", "directory/autre.csv"}
    assert outcome.documents == 2


def test_an_unreadable_file_never_replaces_the_one_in_the_folder(desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    (tmp_path / "a.md").write_text("")
    plan = desk.publisher.plan(desk.sources.adding([tmp_path / "a.md"]))
    assert (plan.changes.copies, plan.unchanged) == ((), ("documents/a.md", "documents/b.md"))


def test_twins_are_pointed_at(desk: Desk) -> None:
    desk.write("documents/c.md", (desk.folder / "documents/a.md").read_text())
    plan, _ = desk.publish()
    assert any("documents/a.md, documents/c.md" in warning for warning in plan.warnings)
    assert not any("reprend" in warning for warning in plan.warnings), "said once is enough"


def test_an_empty_folder_publishes_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(EditionError, match="Aucune source"):
        desk.publish()
    assert not desk.editions.numbers()


def test_the_last_source_cannot_be_withdrawn(desk: Desk) -> None:
    desk.publish()
    for name in ("a", "b"):
        (desk.folder / f"documents/{name}.md").unlink()
    with pytest.raises(EditionError, match="Aucune source"):
        desk.publish()
    assert desk.editions.current() == 1


def test_another_embedder_makes_everything_anew(desk: Desk) -> None:
    desk.publish()
    desk.indexer.fingerprint = "fake:2"
    plan, outcome = desk.publish()
    assert plan.rebuilds
    assert outcome.edition == 2
    assert desk.editions.manifest(2).embedder == "fake:2"


def test_a_failing_embedder_leaves_the_current_edition_and_no_trace(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    desk.indexer.failures = [ProviderError("en panne")]
    with pytest.raises(ProviderError):
        desk.publish()
    assert (desk.editions.current(), desk.editions.numbers(), desk.leftovers) == (1, [1], [])
    assert desk.publish()[1].edition == 2


def test_a_damaged_previous_index_does_not_stop_publications(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    desk.indexer.failures = [RuntimeError("hnsw")]
    assert desk.publish()[1].published
    assert desk.indexer.previous[-1] is None


def test_worse_answers_are_not_published_and_files_to_add_stay_out(desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    (tmp_path / "c.md").write_text("Nouveau.")
    desk.worse = [Failure("qui préside ?", "ne trouve plus de réponse")]
    plan = desk.publisher.plan(desk.sources.adding([tmp_path / "c.md"]))
    with pytest.raises(
        WorseError, match=r"« qui préside \? » ne trouve plus(?s:.*)questions\.toml(?s:.*)--force"
    ) as caught:
        desk.publisher.publish(plan)
    assert caught.value.questions == ("qui préside ?",)
    assert desk.editions.current() == 1
    assert not (desk.folder / "documents/c.md").exists()
    assert not desk.leftovers


def test_worse_answers_are_published_when_forced_and_the_history_says_it(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    desk.worse = [Failure("qui préside ?", "ne trouve plus de réponse")]
    assert desk.publish(force=True)[1].worse == ("qui préside ?",)
    assert [event.forced for event in desk.editions.history()] == [(), ("qui préside ?",)]


def test_a_first_publication_asks_nothing(desk: Desk) -> None:
    desk.worse = [Failure("qui préside ?", "ne trouve plus de réponse")]
    assert desk.publish()[1].published
    assert not desk.compared


def test_golden_questions_travel_with_the_edition_and_a_wrong_file_leaves_the_former(desk: Desk) -> None:
    good = '[[question]]\nask = "quand ?"\ncontains = ["2018"]\n'
    desk.write("questions.toml", good)
    desk.publish()
    assert (desk.editions.folder(1) / "questions.toml").read_text() == good
    for number, wrong in enumerate(
        ("[[question]]\nask =", "[question]\nask = 3", '[[question]]\nask = "x"\n'), start=2
    ):
        desk.write("questions.toml", wrong)
        desk.write("documents/c.md", f"Nouveau {number}.")
        plan, _ = desk.publish()
        assert [rejected.name for rejected in plan.rejected] == ["questions.toml"]
        assert (desk.editions.folder(number) / "questions.toml").read_text() == good


def test_a_second_writer_is_told_who_is_at_work(desk: Desk) -> None:
    plan = desk.publisher.plan()
    with desk.editions.lock("Paul"), pytest.raises(BusyError, match=r"par Paul depuis \d\d h \d\d"):
        desk.publisher.publish(plan)
    desk.publisher.publish(plan)


def test_the_lock_of_a_dead_process_blocks_nobody(desk: Desk) -> None:
    holder = (
        "import sys, pathlib\nfrom knowledge.editions import Editions\n"
        f"with Editions(pathlib.Path({str(desk.editions.root.parent)!r})).lock('Mort'):\n"
        "    print('tenu', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "tenu\n"
        with pytest.raises(BusyError, match="Mort"):
            desk.publish()
        process.kill()
    assert desk.publish()[1].published


def test_a_plan_made_before_another_publication_is_not_followed(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    plan = desk.publisher.plan()
    desk.publish()
    with pytest.raises(BusyError, match="recommencez"):
        desk.publisher.publish(plan)


def test_only_the_last_editions_are_kept_and_never_without_the_current(desk: Desk) -> None:
    for number in range(KEPT + 2):
        desk.write("documents/c.md", f"Version {number}.")
        desk.publish()
    assert desk.editions.numbers() == list(range(3, KEPT + 3))
    desk.editions.rollback(3)
    desk.editions.prune()
    desk.write("documents/c.md", "Encore.")
    _, outcome = desk.publish()
    assert outcome.edition == KEPT + 3
    assert desk.editions.current() in desk.editions.numbers()


def test_rolling_back_moves_the_pointer_and_shows_in_the_history(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/a.md", "Faux.")
    desk.publish()
    event = desk.editions.rollback(who="Paul")
    assert (event.edition, event.before, desk.editions.current()) == (1, 2, 1)
    assert [(e.what, e.edition, e.who) for e in desk.editions.history()] == [
        ("publication", 1, "Léa"),
        ("publication", 2, "Léa"),
        ("retour", 1, "Paul"),
    ]


@pytest.mark.parametrize(("number", "words"), [(9, "n’existe pas"), (1, "déjà en cours")])
def test_impossible_roll_backs_are_refused(desk: Desk, number: int, words: str) -> None:
    desk.publish()
    with pytest.raises(EditionError, match=words):
        desk.editions.rollback(number)


def test_a_damaged_pointer_is_told_and_repaired_by_a_roll_back(desk: Desk) -> None:
    desk.publish()
    (desk.editions.root / "current").write_text("?")
    with pytest.raises(EditionError, match="rollback"):
        desk.editions.current()
    desk.editions.rollback(1)
    assert desk.editions.current() == 1


def test_a_damaged_edition_is_made_anew(desk: Desk) -> None:
    desk.publish()
    (desk.editions.folder(1) / "manifest.json").write_text("{")
    plan, outcome = desk.publish()
    assert plan.new == ("documents/a.md", "documents/b.md")
    assert outcome.edition == 2
    assert [manifest.number for manifest in desk.editions.manifests()] == [2]


def test_leftovers_of_dead_makers_are_swept(desk: Desk) -> None:
    desk.publish()
    for name in ("0002.building", "0000.removed"):
        (desk.editions.root / name / "index").mkdir(parents=True)
    desk.write("documents/c.md", "Nouveau.")
    desk.publish()
    assert not desk.leftovers


def test_a_history_line_that_a_crash_cut_is_left_out(desk: Desk) -> None:
    desk.publish()
    with (desk.editions.root / "history.jsonl").open("a") as stream:
        stream.write('{"at": "2026')
    assert len(desk.editions.history()) == 1
    desk.write("documents/c.md", "Nouveau.")
    desk.publish()
    assert [event.edition for event in desk.editions.history()] == [1, 2]


def test_the_lexicon_travels_with_the_edition(desk: Desk) -> None:
    desk.write("lexicon.toml", 'synonyms = [["ti", "territoire d’industrie"]]')
    desk.publish()
    assert "synonyms" in (desk.editions.folder(1) / "lexicon.toml").read_text()
    desk.write("lexicon.toml", "synonyms = [")
    plan, _ = desk.publish()
    assert plan.rejected[0].name == "lexicon.toml"


def test_what_the_columns_of_a_table_mean_is_read_again_when_it_changes(desk: Desk) -> None:
    desk.write("directory/export.csv", "Raison;Genre\nA;cluster\n")
    desk.write("directory/export.toml", '[columns]\nnom = "Raison"\ntype = "Genre"\n')
    desk.publish()
    assert [actor.kind for actor in desk.editions.actors(1)] == ["cluster"]
    desk.write("directory/export.toml", '[columns]\nnom = "Raison"\n[defaults]\ntype = "incubateur"\n')
    plan, _ = desk.publish()
    assert plan.changed == ("directory/export.toml",)
    assert [actor.kind for actor in desk.editions.actors(2)] == ["incubateur"]


def test_the_manifest_is_plain_json(desk: Desk) -> None:
    desk.publish()
    assert json.loads((desk.editions.folder(1) / "manifest.json").read_text())["number"] == 1


def test_a_table_that_is_wrong_throughout_is_told_in_a_hundred_lines(desk: Desk) -> None:
    desk.write("directory/actors.csv", ACTORS + "Sans type;;Bretagne\n" * 500)
    plan, _ = desk.publish()
    assert len(plan.rejected) == 101
    assert "401 autres" in plan.rejected[-1].reason
