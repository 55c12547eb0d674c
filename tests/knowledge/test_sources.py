"""The sources folder, as staff edit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.sources import NO_CHANGE, Changes, Sources, kind_of


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    folder = tmp_path / "sources"
    for name in (
        "documents/a.md",
        "documents/partie/b.md",
        "directory/actors.csv",
        "directory/README.md",
        "questions.toml",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    for noise in (
        "documents/.cache",
        "documents/~$a.docx",
        "documents/Thumbs.db",
        "documents/a.md~",
        "documents/@eaDir/a.md",
    ):
        (folder / noise).parent.mkdir(exist_ok=True)
        (folder / noise).write_text("x")
    return Sources(folder)


def names(sources: Sources, changes: Changes = NO_CHANGE) -> list[str]:
    return [source.name for source in sources.inventory(changes).sources]


def test_the_inventory_leaves_out_notes_and_what_systems_leave(sources: Sources) -> None:
    assert names(sources) == ["directory/actors.csv", "documents/a.md", "documents/partie/b.md", "questions.toml"]


def test_what_one_may_expect_to_be_published_is_told_and_what_systems_leave_is_not(sources: Sources) -> None:
    for name in (
        "note.pages",
        "rapports/2024/c.pdf",
        "vide/.DS_Store",
        ".git/config.md",
        "Thumbs.db",
        "README.md",
        "documents/.brouillon.md",
        "documents/._a.md",
        "documents/.~lock.a.docx#",
        "documents/.DS_Store",
        "documents/.git/d.md",
    ):
        (sources.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (sources.folder / name).write_text("x")
    told = sources.inventory().warnings
    assert [warning.split()[0] for warning in told] == ["note.pages", "rapports/", "documents/.brouillon.md"]
    assert "rien n’en est publié" in told[1]


@pytest.mark.parametrize("name", [".brouillon.md", "~$rapport.docx", "rapport.md~"])
def test_a_hidden_file_is_not_added(sources: Sources, tmp_path: Path, name: str) -> None:
    """It would not be found at the next run."""
    (tmp_path / name).write_text("x")
    changes = sources.adding([tmp_path / name])
    assert (changes.copies, [each.name for each in changes.rejected]) == ((), [str(tmp_path / name)])


def test_a_missing_folder_holds_nothing(tmp_path: Path) -> None:
    assert names(Sources(tmp_path / "absent")) == []


def test_the_state_changes_with_names_and_contents_only(sources: Sources) -> None:
    before = sources.inventory().state
    (sources.folder / "documents/a.md").touch()
    assert sources.inventory().state == before
    (sources.folder / "documents/a.md").write_text("autre")
    assert sources.inventory().state != before


def test_files_go_where_their_kind_lives(sources: Sources, tmp_path: Path) -> None:
    for name in ("c.pdf", "t.csv", "t.toml", "seul.toml", "lexicon.toml"):
        (tmp_path / name).write_text("x")
    changes = sources.adding(
        [tmp_path / n for n in ("c.pdf", "t.csv", "t.toml", "seul.toml", "lexicon.toml", "absent.md")]
    )
    assert [name for name, _ in changes.copies] == [
        "documents/c.pdf",
        "directory/t.csv",
        "directory/t.toml",
        "lexicon.toml",
    ]
    assert {r.name for r in changes.rejected} == {str(tmp_path / "seul.toml"), str(tmp_path / "absent.md")}


def test_a_folder_keeps_its_shape(sources: Sources, tmp_path: Path) -> None:
    for name in ("lot/documents/x/c.md", "lot/directory/t.csv", "lot/directory/README.md", "lot/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    copies = dict(sources.adding([tmp_path / "lot"]).copies)
    assert sorted(copies) == ["directory/t.csv", "documents/d.md", "documents/x/c.md"]


def test_a_file_of_the_folder_itself_keeps_its_name(sources: Sources) -> None:
    changes = sources.adding([sources.folder / "documents/partie/b.md"])
    assert changes.copies[0][0] == "documents/partie/b.md"
    sources.apply(changes)
    assert (sources.folder / "documents/partie/b.md").read_text() == "documents/partie/b.md"


def test_changes_show_in_the_inventory_before_they_are_made(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / "c.md").write_text("c")
    changes = Changes((("documents/c.md", tmp_path / "c.md"),), ("documents/a.md",))
    after = ["directory/actors.csv", "documents/c.md", "documents/partie/b.md", "questions.toml"]
    assert names(sources, changes) == after
    assert not (sources.folder / "documents/c.md").exists()
    sources.apply(changes)
    assert names(sources) == after


@pytest.mark.parametrize("asked", ["documents/partie/b.md", "b.md", "partie/b.md", "./documents/partie/b.md"])
def test_a_source_is_removed_by_its_name_or_the_end_of_it(sources: Sources, asked: str) -> None:
    assert sources.removing([asked]).removals == ("documents/partie/b.md",)


def test_unknown_and_ambiguous_names_are_refused(sources: Sources) -> None:
    (sources.folder / "documents/b.md").write_text("x")
    refused = sources.removing(["b.md", "zzz"]).rejected
    assert "Plusieurs sources" in refused[0].reason
    assert "Aucune source" in refused[1].reason
    (close,) = sources.removing(["actor"]).rejected
    assert "Peut-être directory/actors.csv ?" in close.reason


def test_the_kind_is_told_by_the_name() -> None:
    kinds = [kind_of(n) for n in ("documents/a.pdf", "directory/a.XLSX", "directory/a.toml", "lexicon.toml")]
    assert kinds == ["document", "annuaire", "correspondance", "lexique"]
    assert kind_of("questions.toml") == "questions"


def test_a_name_as_long_as_systems_store_is_copied(sources: Sources, tmp_path: Path) -> None:
    long = tmp_path / f"{'n' * 252}.md"
    long.write_text("texte")
    sources.apply(sources.adding([long]))
    assert f"documents/{long.name}" in names(sources)
    assert not list(sources.folder.rglob("*.part"))
