"""What stays published when the folder cannot be followed: files that no longer read, changes that were rolled back."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import contents
from knowledge.errors import EditionError, WorseError
from knowledge.golden import Failure
from knowledge.readers.directory import Table
from tests.desks import ACTORS, Desk

BROKEN: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_text(""),
    "replaced by a link": lambda path: (path.unlink(), path.symlink_to("/etc/hostname")),
    "replaced by a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "too large": lambda path: os.truncate(path, 2 * 1024**3),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write_all()
    return desk


def names(desk: Desk) -> list[str]:
    return [actor.name for actor in desk.editions.actors(desk.editions.current())]


# --- what can no longer be read


@pytest.mark.parametrize("how", BROKEN)
def test_a_published_document_that_no_longer_reads_stays_as_it_was(desk: Desk, how: str) -> None:
    desk.publish()
    BROKEN[how](desk.folder / "documents/a.md")
    desk.write("documents/c.md", "Nouveau.")
    plan, outcome = desk.publish()
    assert (plan.new, plan.changed, plan.removed) == (("documents/c.md",), (), ())
    assert (plan.kept, plan.unchanged) == (("documents/a.md",), ("documents/b.md",))
    assert [r.name for r in plan.rejected] == ["documents/a.md"]
    assert plan.rejected[0].reason.endswith("L’ancienne version reste publiée.")
    assert desk.texts == ["Le plan date de 2018.", "Les pôles sont 55.", "Nouveau."]
    assert outcome.documents == 3
    assert desk.editions.manifest(2).sources[0] == desk.editions.manifest(1).sources[0]


@pytest.mark.parametrize(
    "territories", ["", "nom;phase;region;membres;codes_membres\nPays;2023-2027;Bretagne;X;35238\n"]
)
def test_an_edition_made_before_tables_were_told_apart_loses_none_of_them(desk: Desk, territories: str) -> None:
    desk.write("directory/a.csv", "nom;type\nAlpha;cluster\nBêta;cluster\nGamma;cluster\n")
    desk.write("directory/b.csv", "nom;type\nDelta;cluster\n")
    desk.write("directory/c.csv", territories or "nom;type\nDzêta;cluster\nÊta;cluster\n")
    desk.publish()
    held = desk.editions.actors(1)
    (desk.editions.folder(1) / "tables.json").unlink()
    desk.write("directory/a.csv", "")
    desk.write("directory/b.csv", "nom;type\nDelta;cluster\nEpsilon;cluster\n")
    plan, _ = desk.publish()
    if territories:  # one table of one entry or another: which holds the territory cannot be told
        assert plan.removed == ("directory/a.csv",)
    else:
        assert (plan.kept, plan.removed) == (("directory/a.csv",), ())
        assert sorted(names(desk)) == sorted([*(actor.name for actor in held), "Epsilon"])


def test_a_pipe_in_the_place_of_a_description_is_not_waited_for(desk: Desk) -> None:
    """The document is published without it; of a table, what it had been stays."""
    desk.write("directory/actors.csv", ACTORS)
    for name in ("documents/a.md.toml", "directory/actors.toml"):
        os.mkfifo(desk.folder / name)
    plan, outcome = desk.publish()
    assert any("a.md.toml ne se lit pas" in warning for warning in plan.warnings)
    assert "directory/actors.toml" in [rejected.name for rejected in plan.rejected]
    assert (outcome.documents, outcome.published) == (2, True)


def test_it_is_named_at_each_run_as_long_as_it_does_not_read_then_replaced(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/a.md", "")
    for _ in range(2):
        plan, outcome = desk.publish()
        assert (plan.kept, outcome.published, outcome.edition) == (("documents/a.md",), False, 1)
    desk.write("documents/a.md", "# Le plan\n\nLe plan date de 2019.")
    assert desk.publish()[0].changed == ("documents/a.md",)
    assert desk.texts == ["Le plan date de 2019.", "Les pôles sont 55."]


def test_a_removed_file_is_removed_even_if_it_did_not_read(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/a.md", "")
    desk.publish()
    (desk.folder / "documents/a.md").unlink()
    assert desk.publish()[0].removed == ("documents/a.md",)
    assert desk.texts == ["Les pôles sont 55."]


def test_a_link_may_be_removed_by_name(desk: Desk) -> None:
    desk.publish()
    BROKEN["replaced by a link"](desk.folder / "documents/a.md")
    plan = desk.publisher.plan(desk.sources.removing(["a.md"]))
    desk.publisher.publish(plan)
    assert (plan.removed, plan.rejected) == (("documents/a.md",), ())
    assert not (desk.folder / "documents/a.md").is_symlink()


def test_only_unreadable_sources_leave_the_edition_as_it_is(desk: Desk) -> None:
    desk.publish()
    for name in ("a", "b"):
        desk.write(f"documents/{name}.md", "")
    plan, outcome = desk.publish()
    assert (plan.kept, outcome.published) == (("documents/a.md", "documents/b.md"), False)


def test_a_published_table_that_no_longer_reads_keeps_its_actors_beside_those_of_others(desk: Desk) -> None:
    desk.write("directory/a.csv", "nom;type\nAlpha;cluster\nAlba;cluster\n")
    desk.write("directory/b.csv", "nom;type\nBeta;cluster\n")
    desk.write("directory/t.csv", "id;nom;phase;region;codes_membres\nt1;Le Creusot;2023-2027;Bretagne;200000016\n")
    desk.publish()
    desk.write("directory/a.csv", "ceci;n’est\nplus;un annuaire\n")
    desk.write("directory/t.csv", "")
    desk.write("directory/b.csv", "nom;type\nBeta;cluster\nGamma;cluster\nAlpha;cluster\n")
    plan, outcome = desk.publish()
    assert (plan.changed, plan.kept) == (("directory/b.csv",), ("directory/a.csv", "directory/t.csv"))
    assert names(desk) == ["Alpha", "Alba", "Beta", "Gamma"]
    assert (outcome.actors, outcome.territories) == (4, 1)
    assert ("directory/b.csv", 4) in [(r.name, r.line) for r in plan.rejected], "Alpha stays where it was"
    desk.write("documents/c.md", "Nouveau.")
    assert desk.publish()[0].kept == ("directory/a.csv", "directory/t.csv")
    assert names(desk) == ["Alpha", "Alba", "Beta", "Gamma"]


def test_a_description_of_columns_that_no_longer_reads_leaves_its_table_as_it_was(desk: Desk) -> None:
    desk.write("directory/export.csv", "Raison;Genre\nA;cluster\n")
    desk.write("directory/export.toml", '[columns]\nnom = "Raison"\ntype = "Genre"\n')
    desk.publish()
    desk.write("directory/export.toml", "[columns\n")
    for _ in range(2):
        plan, outcome = desk.publish()
        assert (plan.kept, outcome.published) == (("directory/export.toml",), False)
        assert "directory/export.csv" in [r.name for r in plan.rejected]
    desk.write("directory/b.csv", "nom;type\nBeta;cluster\n")
    desk.publish()
    assert names(desk) == ["Beta", "A"]


def test_synonyms_and_questions_that_no_longer_read_stay_as_they_were(desk: Desk) -> None:
    desk.write("lexicon.toml", 'synonyms = [["ti", "territoire"]]')
    desk.write("questions.toml", '[[question]]\nask = "quand ?"\ncontains = ["2018"]\n')
    desk.publish()
    for name in ("lexicon.toml", "questions.toml"):
        desk.write(name, "= ?")
    desk.write("documents/c.md", "Nouveau.")
    assert desk.publish()[0].kept == ("lexicon.toml", "questions.toml")
    assert "ti" in (desk.editions.folder(2) / "lexicon.toml").read_text()
    assert "2018" in (desk.editions.folder(2) / "questions.toml").read_text()


def test_a_folder_replaced_by_a_link_keeps_what_was_published_of_it(desk: Desk) -> None:
    desk.write("documents/partie/c.md", "Nouveau.")
    desk.publish()
    (desk.folder / "documents/partie").rename(desk.folder.parent / "ailleurs")
    (desk.folder / "documents/partie").symlink_to(desk.folder.parent / "ailleurs")
    plan, _ = desk.publish()
    assert (plan.kept, plan.removed) == (("documents/partie/c.md",), ())
    assert plan.rejected[0].name == "documents/partie"
    assert plan.rejected[0].reason.endswith("Ce qui en était publié le reste.")


def test_a_folder_that_cannot_be_listed_keeps_all_that_was_published_of_it(desk: Desk) -> None:
    desk.publish()
    (desk.folder / "documents").rename(desk.folder / "ailleurs")
    (desk.folder / "documents").write_text("Un fichier a pris la place du dossier.")
    plan, outcome = desk.publish()
    assert (plan.kept, plan.removed) == (("documents/a.md", "documents/b.md"), ())
    assert plan.rejected[0].reason.startswith("Ce dossier ne s’ouvre pas (ce n’est pas un dossier)")
    assert (outcome.published, outcome.edition) == (False, 1)


# --- what was rolled back


def rolled_back(desk: Desk) -> None:
    """Publish, then publish a wrong version, a wrong document and a wrong removal, and go back."""
    desk.publish()
    desk.write("documents/a.md", "# Le plan\n\nLe plan date de 1918.")
    desk.write("documents/faux.md", "Faux.")
    (desk.folder / "documents/b.md").unlink()
    desk.publish()
    desk.editions.rollback()


def test_what_was_rolled_back_is_held_back_from_a_later_publication(desk: Desk) -> None:
    rolled_back(desk)
    desk.write("documents/c.md", "Nouveau.")
    for number in (3, 4):
        plan, outcome = desk.publish()
        held = [(each.name, each.removal) for each in plan.withheld]
        assert held == [("documents/a.md", False), ("documents/faux.md", False), ("documents/b.md", True)]
        assert plan.withheld[0].since == desk.editions.history()[2].at
        assert outcome.edition == number
        assert desk.texts[:2] == ["Le plan date de 2018.", "Les pôles sont 55."]
        assert "Faux." not in desk.texts
        desk.write("documents/d.md", "Encore.")


def test_nothing_is_published_when_all_that_changed_was_rolled_back(desk: Desk) -> None:
    rolled_back(desk)
    with pytest.raises(EditionError, match=r"annulé(?s:.*)--again"):
        desk.publish()
    with pytest.raises(EditionError, match="--again"):
        desk.publisher.rehearse(desk.publisher.plan())
    assert desk.editions.current() == 1


def test_what_was_rolled_back_is_published_again_when_asked_and_held_no_more(desk: Desk) -> None:
    rolled_back(desk)
    plan, outcome = desk.publish(again=True)
    assert (plan.withheld, plan.new, plan.changed) == ((), ("documents/faux.md",), ("documents/a.md",))
    assert (plan.removed, outcome.edition) == (("documents/b.md",), 3)
    assert desk.texts == ["Le plan date de 1918.", "Faux."]
    desk.write("documents/a.md", "Juste.")
    desk.publish()
    desk.write("documents/a.md", "# Le plan\n\nLe plan date de 1918.")
    assert desk.publish()[0].changed == ("documents/a.md",)


def test_a_corrected_file_is_published_and_its_wrong_content_stays_held(desk: Desk) -> None:
    rolled_back(desk)
    desk.write("documents/a.md", "# Le plan\n\nLe plan date du 20 septembre 2018.")
    desk.write("documents/b.md", "# Les pôles\n\nLes pôles sont 55.")
    plan, _ = desk.publish()
    assert (plan.changed, [each.name for each in plan.withheld]) == (("documents/a.md",), ["documents/faux.md"])
    desk.write("documents/a.md", "# Le plan\n\nLe plan date de 1918.")
    assert "documents/a.md" in [each.name for each in desk.publisher.plan().withheld]


def test_adding_again_what_was_rolled_back_changes_nothing_in_the_folder(desk: Desk, tmp_path: Path) -> None:
    rolled_back(desk)
    (desk.folder / "documents/faux.md").rename(tmp_path / "faux.md")
    plan = desk.publisher.plan(desk.sources.adding([tmp_path / "faux.md"]))
    assert (plan.changes.copies, "documents/faux.md" in [each.name for each in plan.withheld]) == ((), True)


def test_a_return_to_the_edition_that_was_left_takes_it_back(desk: Desk) -> None:
    rolled_back(desk)
    desk.editions.rollback(2)
    desk.write("documents/c.md", "Nouveau.")
    plan, _ = desk.publish()
    assert (plan.withheld, plan.new) == ((), ("documents/c.md",))
    assert desk.texts == ["Le plan date de 1918.", "Nouveau.", "Faux."]


def test_several_returns_hold_back_what_each_left(desk: Desk) -> None:
    desk.publish()
    for year in (1918, 1919):
        desk.write("documents/a.md", f"# Le plan\n\nLe plan date de {year}.")
        desk.publish()
    desk.editions.rollback()
    desk.editions.rollback()
    for year in (1918, 1919):
        desk.write("documents/a.md", f"# Le plan\n\nLe plan date de {year}.")
        assert [each.name for each in desk.publisher.plan().withheld] == ["documents/a.md"]


def test_a_new_version_of_the_readers_does_not_let_it_through(desk: Desk) -> None:
    """The editions on the disk were made by other readers: every file is to be read again."""
    rolled_back(desk)
    for number in desk.editions.numbers():
        manifest = desk.editions.folder(number) / "manifest.json"
        manifest.write_text(re.sub(r'"\d+:', '"0:', manifest.read_text()))
    desk.write("documents/c.md", "Nouveau.")
    plan, _ = desk.publish()
    assert [each.name for each in plan.withheld] == ["documents/a.md", "documents/faux.md", "documents/b.md"]
    assert "Le plan date de 2018." in desk.texts


def test_a_table_and_the_description_of_its_columns_are_held_back_together(desk: Desk) -> None:
    desk.write("directory/export.csv", "Raison;Genre\nA;cluster\n")
    desk.write("directory/export.toml", '[columns]\nnom = "Raison"\ntype = "Genre"\n')
    desk.publish()
    desk.write("directory/export.toml", '[columns]\nnom = "Raison"\n[defaults]\ntype = "incubateur"\n')
    desk.publish()
    desk.editions.rollback()
    desk.write("directory/autre.csv", "nom;type\nBeta;cluster\n")
    plan, _ = desk.publish()
    assert [each.name for each in plan.withheld] == ["directory/export.toml"]
    assert [(a.name, a.kind) for a in desk.editions.actors(3)] == [("Beta", "cluster"), ("A", "cluster")]


# --- private data of persons

PRIVATE = "# Le plan\n\nLe plan date de 2019. Écrivez à jean.dupont@gmail.com."


def test_a_source_with_private_data_waits_for_a_confirmation_and_the_rest_is_published(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/a.md", PRIVATE)
    desk.write("documents/c.md", "Écrivez à anne.roy@gmail.com.")
    desk.write("documents/d.md", "Nouveau.")
    plan, outcome = desk.publish()
    assert [(each.name, each.private) for each in plan.private] == [
        ("documents/a.md", ("jean.dupont@gmail.com",)),
        ("documents/c.md", ("anne.roy@gmail.com",)),
    ]
    assert (plan.new, plan.changed, plan.sensitive, outcome.edition) == (("documents/d.md",), (), (), 2)
    assert desk.texts == ["Le plan date de 2018.", "Les pôles sont 55.", "Nouveau."]
    plan, outcome = desk.publish()
    assert (len(plan.private), outcome.published, outcome.edition) == (2, False, 2), "it is named at each run"


def test_once_confirmed_it_is_published_and_asked_about_no_more(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/a.md", PRIVATE)
    whole = desk.publisher.plan().confirmed
    assert whole
    assert (whole.changed, whole.withheld, whole.doubts) == (("documents/a.md",), (), ())
    assert "jean.dupont@gmail.com" in whole.sensitive[0]
    desk.publisher.publish(whole)
    assert desk.texts[0] == "Le plan date de 2019. Écrivez à jean.dupont@gmail.com."
    assert desk.publish()[0].private == ()
    (desk.folder / "documents/a.md").rename(desk.folder / "documents/autre.md")
    assert desk.publish()[0].new == ("documents/autre.md",)
    desk.write("documents/a.md", PRIVATE + " Ou à anne.roy@gmail.com.")
    assert [each.name for each in desk.publish()[0].private] == ["documents/a.md"], "other bytes are to be confirmed"


def test_a_new_version_of_the_readers_asks_nothing_about_what_was_confirmed(desk: Desk) -> None:
    desk.write("documents/a.md", PRIVATE)
    whole = desk.publisher.plan().confirmed
    assert whole
    desk.publisher.publish(whole)
    manifest = desk.editions.folder(1) / "manifest.json"
    manifest.write_text(re.sub(r'"\d+:', '"0:', manifest.read_text()))
    plan, _ = desk.publish()
    assert ("documents/a.md" in plan.changed, plan.withheld, plan.doubts) == (True, (), ())


def test_only_private_data_makes_no_first_edition(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("documents/a.md", PRIVATE)
    with pytest.raises(EditionError, match="--confirmer"):
        desk.publish()
    assert desk.editions.current_or_none() is None


def test_a_file_with_private_data_is_not_copied_until_it_is_confirmed(desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    (tmp_path / "c.md").write_text("Écrivez à anne.roy@gmail.com.", encoding="utf-8")
    plan = desk.publisher.plan(desk.sources.adding([tmp_path / "c.md"]))
    assert plan.changes.copies == ()
    assert plan.confirmed
    desk.publisher.publish(plan.confirmed)
    assert (desk.folder / "documents/c.md").exists()


def test_a_table_with_private_data_keeps_its_former_entries_beside_those_of_others(desk: Desk) -> None:
    desk.write("directory/a.csv", "nom;type\nAlpha;cluster\n")
    desk.write("directory/b.csv", "nom;type\nBeta;cluster\n")
    desk.publish()
    desk.write("directory/a.csv", "nom;type;contact\nAlpha;cluster;jean.dupont@gmail.com\nAlba;cluster;\n")
    desk.write("directory/b.csv", "nom;type\nBeta;cluster\nGamma;cluster\nSans type;\n")
    plan, _ = desk.publish()
    assert ([each.name for each in plan.private], plan.changed) == (["directory/a.csv"], ("directory/b.csv",))
    assert [(each.name, each.line) for each in plan.rejected] == [("directory/b.csv", 4)]
    assert names(desk) == ["Alpha", "Beta", "Gamma"]
    whole = desk.publisher.plan().confirmed
    assert whole
    desk.publisher.publish(whole)
    assert names(desk) == ["Alpha", "Alba", "Beta", "Gamma"]
    assert [each.line for each in whole.rejected] == [4], "told once"


def test_what_was_rolled_back_and_is_private_takes_both_words(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/a.md", PRIVATE)
    whole = desk.publisher.plan().confirmed
    assert whole
    desk.publisher.publish(whole)
    desk.editions.rollback()
    plan = desk.publisher.plan()
    assert ([each.name for each in plan.returned], plan.private, plan.confirmed) == (["documents/a.md"], (), None)
    again = desk.publisher.plan(again=True)
    assert ([each.name for each in again.private], again.changed) == (["documents/a.md"], ())
    assert again.confirmed
    assert again.confirmed.again


# --- foreseeing


def with_a_question(desk: Desk) -> None:
    desk.write("questions.toml", '[[question]]\nask = "quand ?"\ncontains = ["2018"]\n')
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    desk.worse = [Failure("quand ?", "ne trouve plus de réponse", "« 2018 »")]


def test_a_rehearsal_tells_which_questions_would_be_worse_and_leaves_no_trace(desk: Desk) -> None:
    with_a_question(desk)
    foreseen = desk.publisher.rehearse(desk.publisher.plan())
    assert (foreseen.published, foreseen.worse, foreseen.failures) == (False, ("quand ?",), tuple(desk.worse))
    assert (desk.editions.numbers(), desk.editions.current(), desk.leftovers) == ([1], 1, [])
    with pytest.raises(WorseError) as refused:
        desk.publish()
    assert refused.value.questions == foreseen.worse
    assert refused.value.failures[0]["expected"] == "« 2018 »"


def test_a_rehearsal_makes_nothing_where_nothing_can_be_asked(desk: Desk) -> None:
    desk.publisher.rehearse(desk.publisher.plan())
    assert not desk.editions.root.exists()
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    desk.publisher.rehearse(desk.publisher.plan())
    assert len(desk.indexer.built) == 1


def test_a_rehearsal_that_fails_leaves_no_trace(desk: Desk) -> None:
    with_a_question(desk)
    desk.indexer.failures = [RuntimeError("hnsw"), RuntimeError("hnsw")]
    with pytest.raises(RuntimeError):
        desk.publisher.rehearse(desk.publisher.plan())
    assert (desk.editions.numbers(), desk.leftovers) == ([1], [])


def test_nothing_readable_is_foreseen_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(EditionError, match="Aucune source"):
        desk.publisher.rehearse(desk.publisher.plan())


# --- what is told


def test_entries_checked_on_a_day_to_come_are_a_doubt(desk: Desk) -> None:
    desk.write("directory/a.csv", "nom;type;verifie_le\nA;cluster;2027-01\nB;cluster;2026-11\nC;cluster;2026-11-26\n")
    plan, _ = desk.publish()
    assert plan.doubts == (
        "directory/a.csv : vérifié à une date qui n’est pas encore venue (A le 2027-01, C le 2026-11-26).",
    )
    assert desk.publish()[0].doubts == (), "once published, it is not said at each run"


def test_columns_that_are_none_of_ours_are_told_since_they_will_be_shown(desk: Desk) -> None:
    desk.write("directory/a.csv", "nom;type;Effectif;Vide\nA;cluster;12;\n")
    said = "directory/a.csv : les fiches montreront aussi ces colonnes : Effectif. Retirez ce qui n’est pas public."
    assert said in desk.publish()[0].warnings


def test_what_a_description_of_columns_says_in_vain_is_told(desk: Desk) -> None:
    desk.write("directory/export.csv", "Raison;Genre\nA;cluster\n")
    said = '[columns]\nnom = "Raison"\nvile = "Commune"\n[default]\ntype = "cluster"\n'
    desk.write("directory/export.toml", said)
    assert "« default »" in desk.publish()[0].rejected[0].reason, "it may well be why the table is no table of ours"
    desk.write("directory/export.toml", said + '[defaults]\ntype = "cluster"\n')
    warnings = "\n".join(desk.publish()[0].warnings)
    assert "« default » n’est pas connu" in warnings
    assert "« vile » n’est pas une de nos colonnes" in warnings
    assert "le tableau n’a pas cette colonne (il a : Raison, Genre)" in warnings


def test_what_describes_nothing_is_told_and_hurts_nothing(desk: Desk) -> None:
    desk.write("documents/absent.pdf.toml", 'title = "x"')
    desk.write("directory/absent.toml", "[columns]\n")
    desk.write("rapport.md", "À la racine.")
    plan, _ = desk.publish()
    assert plan.rejected == ()
    assert [warning.split()[0] for warning in plan.warnings if "n’est" in warning and "date" not in warning] == [
        "directory/absent.toml",
        "documents/absent.pdf.toml",
        "rapport.md",
    ]


def test_a_table_added_is_read_as_the_description_in_the_folder_says(desk: Desk, tmp_path: Path) -> None:
    """The export of each month is added alone: the description of its columns is there already."""
    desk.write("directory/export.csv", "Raison;Genre\nA;cluster\n")
    desk.write("directory/export.toml", '[columns]\nnom = "Raison"\ntype = "Genre"\n')
    desk.publish()
    (tmp_path / "export.csv").write_text("Raison;Genre\nA;cluster\nB;incubateur\n")
    plan = desk.publisher.plan(desk.sources.adding([tmp_path / "export.csv"]))
    desk.publisher.publish(plan)
    assert (plan.rejected, names(desk)) == ((), ["A", "B"])
    (tmp_path / "export.toml").write_text('[columns]\nnom = "Raison"\n[defaults]\ntype = "technopole"\n')
    desk.publisher.publish(desk.publisher.plan(desk.sources.adding([tmp_path / "export.toml"])))
    assert [a.kind for a in desk.editions.actors(3)] == ["technopole", "technopole"]


def test_what_was_read_of_a_table_travels_between_processes() -> None:
    table = Table(lines=(("a", 2),), warnings=("à noter",))
    assert contents.decode(contents.json.loads(contents.encode(table))) == table


def test_the_rows_set_aside_are_told_again_beside_a_table_that_stays(desk: Desk) -> None:
    desk.write("directory/actors.csv", ACTORS)
    desk.publish()
    desk.write("documents/a.md", "")
    assert [(r.name, r.line) for r in desk.publish()[0].rejected] == [
        ("documents/a.md", None),
        ("directory/actors.csv", 3),
    ]


# --- other vectors


def test_vectors_of_another_embedder_are_made_anew_and_nothing_else_is_published(desk: Desk) -> None:
    desk.write("lexicon.toml", 'synonyms = [["ti", "territoire"]]')
    desk.publish()
    assert desk.publisher.refresh() is None
    desk.write("documents/c.md", "Pas encore publié.")
    desk.write("lexicon.toml", "= ?")
    desk.indexer.fingerprint = "fake:2"
    outcome = desk.publisher.refresh()
    assert outcome is not None
    assert (outcome.published, outcome.edition, outcome.documents) == (True, 2, 2)
    assert desk.texts == ["Le plan date de 2018.", "Les pôles sont 55."]
    assert "ti" in (desk.editions.folder(2) / "lexicon.toml").read_text()
    assert (desk.editions.manifest(2).embedder, desk.editions.history()[-1].changes) == ("fake:2", "vecteurs refaits")
    assert desk.publish()[0].new == ("documents/c.md",)


def test_the_way_back_passes_over_an_edition_that_only_has_other_vectors(desk: Desk) -> None:
    desk.publish()
    desk.write("documents/c.md", "Nouveau.")
    desk.publish()
    desk.indexer.fingerprint = "fake:2"
    desk.publisher.refresh()
    assert desk.editions.rollback().edition == 1
