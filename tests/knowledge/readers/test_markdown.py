"""Markdown in, readable text and a description out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers import read
from knowledge.readers.markdown import plain
from knowledge.records import Reading


def reading(folder: Path, text: str, name: str = "fiche.md") -> Reading:
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name, f"documents/{name}")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Un **plan** *national* en ***faveur*** des __territoires__", "Un plan national en faveur des territoires"),
        ("[xavier@x.fr](mailto:xavier@x.fr)", "xavier@x.fr"),
        ("[le site](http://x.fr/a)", "le site (http://x.fr/a)"),
        ("[www.x.fr/m](http://www.x.fr/m)", "www.x.fr/m"),
        ("[http://x.fr](http://x.fr/)", "http://x.fr"),
        ('[a](https://fr.wikipedia.org/wiki/A_(b) "titre")', "a (https://fr.wikipedia.org/wiki/A_(b))"),
        ("voir [la fiche](#plus-bas) ou [l’autre](autre.md)", "voir la fiche ou l’autre"),
        ("<xavier@x.fr> et <https://x.fr/b>", "xavier@x.fr et https://x.fr/b"),
        ("[le site][1]\n\n[1]: https://x.fr", "le site (https://x.fr)"),
        ("5 * 3 * 2, mon_fichier_lu.txt, \\*étoile\\*", "5 * 3 * 2, mon_fichier_lu.txt, *étoile*"),
        ("« **plan A** ». **Il s’engage**", "« plan A ». Il s’engage"),
        ("R&amp;D&nbsp;: `code` <b>gras</b> ![logo](l.png)", "R&D : code gras logo"),
        ("ligne\nsuite  \nforcée", "ligne suite\nforcée"),
        ("* un\n  suite\n* [x] deux\n1. trois", "- un suite\n- deux\n1. trois"),
        ("| a | b |\n|---|--:|\n| 1 | **2** |", "a | b\n1 | 2"),
        ("> citation **sur\n> deux lignes**", "citation sur deux lignes"),
        ("avant <!-- caché\n\nencore --> après", "avant après"),
        ("un\n\n***\n\ndeux", "un\n\ndeux"),
    ],
)
def test_markup_goes_and_the_words_stay(markup: str, words: str) -> None:
    assert plain(markup) == words


@pytest.mark.parametrize(
    ("markup", "heading"),
    [
        ("## ***Plan national :***", "## Plan national :"),
        ("### **A propos** ###", "### A propos"),
        ("Titre\n=====", "# Titre"),
        ("Titre\n---", "## Titre"),
        ("## Partie\n\n**Un titre en gras**", "## Partie\n\n### Un titre en gras"),
        ("***L’annonce !***", "# L’annonce !"),
    ],
)
def test_headings_of_every_style_become_number_sign_lines(markup: str, heading: str) -> None:
    assert plain(markup) == heading


def test_a_sentence_in_bold_is_not_a_heading() -> None:
    assert plain("**Le plan est doté de 1,36 milliard d’euros.**") == "Le plan est doté de 1,36 milliard d’euros."


def test_code_is_kept_as_it_is() -> None:
    assert plain("```\na **b**\n```") == "a **b**"


def test_front_matter_describes_the_document(tmp_path: Path) -> None:
    got = reading(
        tmp_path,
        "---\ntitle: Le plan\npublisher: CGET\ndate: 2018-09\nurl: https://x.fr/a\nlanguage: en\n"
        "valid_until: 31/12/2027\nlimits: true\n---\n# Autre titre\n\nTexte.",
    )
    document = got.document
    assert (document.title, document.publisher, document.date, document.url) == (
        "Le plan",
        "CGET",
        "2018-09",
        "https://x.fr/a",
    )
    assert (document.language, document.valid_until, document.limits) == ("en", "2027-12-31", True)
    assert got.pages[0].text == "# Autre titre\n\nTexte."
    assert got.pages[0].number is None


def test_front_matter_may_be_written_in_french(tmp_path: Path) -> None:
    document = reading(tmp_path, "---\nTitre: Le plan\nÉditeur: CGET\nlangue: fr\n---\nTexte.").document
    assert (document.title, document.publisher) == ("Le plan", "CGET")


def test_malformed_front_matter_loses_neither_the_document_nor_its_readable_lines(tmp_path: Path) -> None:
    got = reading(tmp_path, '---\ntitle: "Le plan\npublisher: CGET\n  - : {\n---\nLe texte reste.')
    assert got.document.publisher == "CGET"
    assert got.pages[0].text == "Le texte reste."
    assert "mal formé" in got.warnings[0]


def test_front_matter_that_nobody_closed_ends_at_the_first_blank_line(tmp_path: Path) -> None:
    got = reading(tmp_path, "---\ntitle: Le plan\ndate: 2024-05\n\nLe texte reste.")
    assert (got.document.title, got.document.date) == ("Le plan", "2024-05")
    assert got.pages[0].text == "Le texte reste."
    assert "« --- »" in got.warnings[0]


def test_text_between_two_rules_is_not_taken_for_front_matter(tmp_path: Path) -> None:
    got = reading(tmp_path, "---\nUn simple texte.\n\n---\nLa suite.")
    assert "Un simple texte." in got.pages[0].text


def test_wrong_dates_and_addresses_are_left_out_with_a_warning(tmp_path: Path) -> None:
    got = reading(tmp_path, "---\ntitle: A\ndate: bientôt\nurl: javascript:alert(1)\n---\nTexte.")
    assert (got.document.date, got.document.url) == ("", "")
    assert len(got.warnings) == 2


@pytest.mark.parametrize(
    ("name", "text", "title", "date"),
    [
        ("note.md", "## ***Le plan :***\n\nParis, le 20 septembre 2018\n\nTexte", "Le plan", "2018-09-20"),
        (
            "communique-2018-09.md",
            "Le 5 mai 2017, une longue phrase raconte ce qui fut alors annoncé par l’État.",
            "",
            "2018-09",
        ),
        ("guide_des-aides.md", "Texte.", "Guide des aides", ""),
        ("phase-2018-2022.md", "Texte.", "Phase 2018 2022", ""),
    ],
)
def test_title_and_date_are_found_where_front_matter_is_missing(
    tmp_path: Path, name: str, text: str, title: str, date: str
) -> None:
    document = reading(tmp_path, text, name).document
    assert document.date == date
    assert not title or document.title == title


def test_the_language_is_recognised_when_nobody_says_it(tmp_path: Path) -> None:
    assert reading(tmp_path, "This is the plan that we have for the companies of France.").document.language == "en"
    assert reading(tmp_path, "C’est le plan que nous avons pour les entreprises.").document.language == "fr"


def test_an_empty_file_is_set_aside_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="vide"):
        reading(tmp_path, "---\ntitle: A\n---\n\n")


@given(st.text(alphabet=st.sampled_from("ab é*_`[]()<>#|-:\\!&;~\n\t\"'\ue02a\x00\u2028"), max_size=200))
def test_no_text_stops_the_markdown_reader(text: str) -> None:
    assert isinstance(plain(text), str)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@given(
    WORDS,
    st.dictionaries(st.sampled_from(["title", "date", "url", "limits", "x"]), WORDS),
)
def test_no_front_matter_loses_the_body(
    tmp_path_factory: pytest.TempPathFactory, junk: str, pairs: dict[str, str]
) -> None:
    block = "\n".join([junk.replace("---", ""), *(f"{key}: {value}" for key, value in pairs.items())])
    path = tmp_path_factory.mktemp("md") / "a.md"
    path.write_bytes(f"---\n{block}\n---\nLe corps du document.".encode("utf-8", "replace"))
    assert "Le corps du document." in read(path, "a.md").pages[0].text
