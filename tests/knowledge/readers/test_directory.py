"""Directory tables: whatever a spreadsheet saved -> actors, territories, and rows named as wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers.directory import Table, is_table, read_table, without_repeats
from tests.offices import archive

SHIPPED = Path(__file__).parents[3] / "sources" / "directory"


def table(folder: Path, text: str, *, name: str = "table.csv", encoding: str = "utf-8") -> Table:
    """Write a table and read it."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_table(path)


def test_the_shipped_tables_are_read_whole() -> None:
    tables = {path.name: read_table(path) for path in SHIPPED.glob("*.csv")}
    assert len(tables["actors.csv"].actors) == 185
    assert len(tables["territories-2018-2022.csv"].territories) == 149
    assert len(tables["territories-2023-2027.csv"].territories) == 183
    assert [error for read in tables.values() for error in read.errors] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_separator_and_encoding_is_understood(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["nom", "type", "themes"], ["Pôle Énergie Œuvre", "pôle de compétitivité", "céramique"]]
    read = table(tmp_path, "\n".join(separator.join(row) for row in rows), encoding=encoding)
    assert [(actor.name, actor.themes) for actor in read.actors] == [("Pôle Énergie Œuvre", ("céramique",))]


def test_headers_in_capitals_or_english_are_recognised(tmp_path: Path) -> None:
    text = (
        "NAME;Type;Régions;City;Topics;WebSite;Aliases\nAlpha;accelerator;Brittany;Brest;mer, eau;alpha.fr;Beta | Gamma"
    )
    (actor,) = table(tmp_path, text).actors
    assert (actor.kind, actor.regions, actor.city) == ("accélérateur", ("Bretagne",), "Brest")
    assert (actor.themes, actor.site, actor.aliases) == (("mer", "eau"), "https://alpha.fr", ("Beta", "Gamma"))


def test_former_regions_and_abbreviations_become_current_ones(tmp_path: Path) -> None:
    text = "nom;type;regions\nAlpha;cluster;PACA, Rhône-Alpes, ARA, Alsace\nBêta;cluster;national"
    alpha, beta = table(tmp_path, text).actors
    assert alpha.regions == ("Provence-Alpes-Côte d'Azur", "Auvergne-Rhône-Alpes", "Grand Est")
    assert beta.regions == ("France entière",)


def test_an_actor_may_serve_a_few_departements_only(tmp_path: Path) -> None:
    rows = ["nom|type|regions|Départements", "A|cluster|Grand Est|67 ; 68", "B|cluster|Corse|2a, 1", "C|cluster|Corse|"]
    text = "\n".join(rows).replace("|", "\t")
    assert [actor.departments for actor in table(tmp_path, text).actors] == [("67", "68"), ("2A", "01"), ()]


@pytest.mark.parametrize("department", ["Maine-et-Loire", "99", "20", "Val d'Oise", "975"])
def test_a_departement_that_is_no_code_is_named(tmp_path: Path, department: str) -> None:
    read = table(tmp_path, f"nom\ttype\tDépartements\nAlpha\tcluster\t44\nBêta\tcluster\t{department}")
    assert [actor.name for actor in read.actors] == ["Alpha"]
    assert f"département « {department} » inconnu" in str(read.errors[0])


def test_unknown_columns_are_kept(tmp_path: Path) -> None:
    (actor,) = table(tmp_path, "nom,type,Effectif,Vide\nAlpha,cluster,42,").actors
    assert actor.extra == (("Effectif", "42"),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";cluster;;;", "le nom manque"),
        ("Alpha;confrérie;;;", "type « confrérie » inconnu"),
        ("Alpha;;;;", "le type manque"),
        ("Alpha;cluster;Atlantide;;", "région « Atlantide » inconnue"),
        ("Alpha;cluster;;javascript:alert(1);", "site"),
        ("Alpha;cluster;;;bientôt", "date « bientôt » illisible"),
        ("Alpha;cluster;;;;de trop", "plus de cases que d’en-têtes"),
        ("Bonne ligne;cluster;;;", "en double"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_rest_is_kept(tmp_path: Path, row: str, reason: str) -> None:
    text = f"nom;type;regions;site;verifie_le\nBonne ligne;cluster;;;\n\n{row}\nAutre;cluster;;;\n"
    read = table(tmp_path, text)
    assert [actor.name for actor in read.actors] == ["Bonne ligne", "Autre"]
    (error,) = read.errors
    assert error.line == 4
    assert reason in error.reason


def test_an_entry_is_verified_only_if_it_says_so(tmp_path: Path) -> None:
    text = "nom;type;verification;verifie_le\nA;cluster;vérifié (nom);24/11/2026\nB;cluster;à vérifier;\nC;cluster;;"
    read = table(tmp_path, text)
    assert [actor.verified for actor in read.actors] == [True, False, False]
    assert read.actors[0].verified_on == "2026-11-24"
    assert read.actors[2].verification == "à vérifier"


def test_a_title_above_the_header_is_skipped(tmp_path: Path) -> None:
    assert len(table(tmp_path, "Annuaire 2026;;\n\nnom;type;ville\nAlpha;cluster;Lyon").actors) == 1


def test_a_spreadsheet_is_read_like_a_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Nom", "Type", "Latitude", "Longitude", "Code"])
    sheet.append(["Alpha", "Pôles", 45.5, 4.25, 12])
    sheet.append([None, "cluster", None, None, None])
    book.save(tmp_path / "annuaire.xlsx")
    read = read_table(tmp_path / "annuaire.xlsx")
    (actor,) = read.actors
    assert (actor.kind, actor.latitude, actor.id) == ("pôle de compétitivité", 45.5, "12")
    assert [error.line for error in read.errors] == [3]


def test_the_sheet_that_is_a_table_of_ours_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Lisez-moi"
    book.worksheets[0].append(["Annuaire de travail"])
    for title, name in (("Pôles", "Alpha"), ("Archives", "Bêta")):
        sheet = book.create_sheet(title)
        sheet.append(["nom", "type"])
        sheet.append([name, "cluster"])
    book.create_sheet("Vide")
    book.save(tmp_path / "annuaire.xlsx")
    read = read_table(tmp_path / "annuaire.xlsx")
    assert [actor.name for actor in read.actors] == ["Alpha"]
    assert "« Pôles » est lue, pas « Lisez-moi », « Archives »" in read.warnings[0]


def test_an_empty_workbook_is_told_to_be_empty(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "annuaire.xlsx")
    with pytest.raises(SourceError, match="vide"):
        read_table(tmp_path / "annuaire.xlsx")


def test_a_table_of_something_else_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Colonnes attendues"):
        table(tmp_path, "question;réponse\nQuoi ?;Rien.")


def test_a_workbook_that_unpacks_to_too_much_or_holds_none_is_told(tmp_path: Path) -> None:
    for part, words in ((b" " * 5_000_000, "démesurée"), (b"<x/>", "abîmé")):
        (tmp_path / "a.xlsx").write_bytes(archive({"xl/workbook.xml": part}))
        with pytest.raises(SourceError, match=words):
            read_table(tmp_path / "a.xlsx")


def test_a_quote_left_open_costs_no_other_row(tmp_path: Path) -> None:
    rows = 'nom,type\n"Pôle, bois",pôle\nCluster 5" tubes,cluster\n"Ouvert,cluster\nDernier,cluster\n'
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    table = read_table(tmp_path / "a.csv")
    assert [actor.name for actor in table.actors] == ["Pôle, bois", 'Cluster 5" tubes', '"Ouvert', "Dernier"]


def test_a_table_that_is_something_else_is_told_what_it_is(tmp_path: Path) -> None:
    for data, words in ((b"", "vide"), (b"<html><table>", "une page web"), (b"%PDF-1.4", "un PDF")):
        (tmp_path / "a.csv").write_bytes(data)
        with pytest.raises(SourceError, match=words):
            read_table(tmp_path / "a.csv")


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\x00\x01\x02"])
def test_a_broken_workbook_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "annuaire.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="abîmé"):
        read_table(path)


def test_a_table_of_territories_is_told_by_its_columns(tmp_path: Path) -> None:
    """The ANCT's own headers do; a commune's SIREN becomes its INSEE code, and a lost zero comes back."""
    text = 'nom,region,departements,epci,epci_siren\nAxe,Rhône-Alpes,1 2A,"CC A ; CC B",200000172 215800467'
    (territory,) = table(tmp_path, text, name="territoires_phase2.csv").territories
    assert (territory.id, territory.phase, territory.region) == ("axe-2023", "2023-2027", "Auvergne-Rhône-Alpes")
    assert (territory.departments, territory.members) == (("01", "2A"), ("CC A", "CC B"))
    assert territory.sirens == ("200000172", "58046")


def test_a_mapping_beside_the_table_brings_another_export_in_untouched(tmp_path: Path) -> None:
    (tmp_path / "export.toml").write_text(
        '[columns]\nnom = "Raison"\n[defaults]\nverification = "à vérifier"\n[values.type]\nGrappe = "cluster"\n',
        encoding="utf-8",
    )
    (actor,) = table(tmp_path, "Raison;Type\nAlpha;grappe", name="export.csv").actors
    assert (actor.name, actor.kind, actor.verification) == ("Alpha", "cluster", "à vérifier")


def test_a_broken_mapping_is_named(tmp_path: Path) -> None:
    (tmp_path / "export.toml").write_text("[columns", encoding="utf-8")
    with pytest.raises(SourceError, match=r"export\.toml"):
        table(tmp_path, "nom;type\nAlpha;cluster", name="export.csv")


def test_an_id_of_an_earlier_table_is_set_aside(tmp_path: Path) -> None:
    first = table(tmp_path, "nom;type\nAlpha;cluster", name="a.csv")
    second = table(tmp_path, "nom;type\nBêta;cluster\nAlpha;pôle", name="b.csv")
    settled = without_repeats({"a.csv": first, "b.csv": second})
    assert [actor.name for actor in settled["b.csv"].actors] == ["Bêta"]
    assert [str(error) for error in settled["b.csv"].errors] == [
        "ligne 3 : identifiant « alpha » déjà présent dans a.csv"
    ]


def test_tables_are_told_by_their_suffix() -> None:
    assert is_table(Path("a.CSV"))
    assert is_table(Path("a.xlsx"))
    assert not is_table(Path("a.md"))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), suffix=st.sampled_from([".csv", ".tsv", ".xlsx"]))
def test_no_file_breaks_the_reader(tmp_path: Path, content: bytes, suffix: str) -> None:
    """Any bytes give a table or a SourceError."""
    path = tmp_path / f"any{suffix}"
    path.write_bytes(b"nom;type\n" + content if suffix != ".xlsx" else content)
    with suppress(SourceError):
        read_table(path)
