"""Web pages: the main text, and what the page says of itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers import read
from knowledge.readers.html import parsed
from knowledge.records import Reading

LONG = "Le plan soutient les territoires dont l’industrie est un moteur, dans la durée. " * 4
PAGE = f"""<!doctype html><html lang="fr"><head><title>Les aides | Un site</title>
<meta property="og:site_name" content="Un site"><link rel="canonical" href="https://site.example/aides">
<script type="application/ld+json">{{"datePublished": "2024-03-02T08:00"}}</script><style>p {{}}</style></head>
<body><nav><ul><li>Menu<li>Contact</ul></nav><div class="cookie-banner">Acceptez-vous ?</div>
<main><header><h1>Les <em>aides</em></h1></header><p>{LONG}</p><!-- caché -->
<h2>Montants</h2><ul><li>un prêt<li><p>un conseil</p></ul>
<table><tr><th>Aide<th>Montant</tr><tr><td>Fonds vert<td>2&nbsp;M€</tr></table>
<p>Première ligne<br>seconde
ligne.</p><aside>À lire aussi</aside></main><footer>Mentions</footer><script>x()</script></body></html>"""


def test_the_main_text_is_read_without_what_surrounds_it() -> None:
    assert parsed(PAGE, "documents/a.html").pages[0].text == "\n\n".join(
        [
            "# Les aides",
            LONG.strip(),
            "## Montants",
            "- un prêt\n- un conseil",
            "- Aide : Fonds vert ; Montant : 2 M€",
            "Première ligne\nseconde ligne.",
        ]
    )


def test_cells_over_several_rows_and_names_of_rows_are_understood() -> None:
    spanned = (
        "<table><tr><td><b>Qui</b><td><b>Aide</b></tr><tr><td rowspan=2>PME<td>Prêt</tr><tr><td>Fonds</tr></table>"
        "<table><tr><th>Nom<td>Fonds vert</tr><tr><th>Guichet<td>la mairie</tr></table>"
    )
    assert parsed(f"<p>Voici.</p>{spanned}", "documents/a.html").pages[0].text.split("\n\n")[1:] == [
        "- Qui : PME ; Aide : Prêt\n- Qui : PME ; Aide : Fonds",
        "- Nom : Fonds vert\n- Guichet : la mairie",
    ]


def test_a_page_says_its_title_publisher_date_and_address() -> None:
    document = parsed(PAGE, "documents/a.html").document
    assert (document.title, document.publisher, document.date) == ("Les aides", "Un site", "2024-03-02")
    assert (document.url, document.language) == ("https://site.example/aides", "fr")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2021-05-06T00:00Z">', "2021-05-06"),
        ('<meta name="DC.date" content="06/05/2021">', "2021-05-06"),
        ('<script type="application/ld+json">[{"datePublished": "2020-01-01"}]</script>', "2020-01-01"),
        ('<script type="application/ld+json">{</script>', ""),
    ],
)
def test_dates_are_found_where_pages_declare_them(head: str, date: str) -> None:
    assert parsed(f"<head>{head}</head><p>Un texte sans date.</p>", "documents/a.html").document.date == date


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>Été à Évry</p>'.encode("latin-1"),
        "<p>Été à Évry</p>".encode(),
        "<p>Été à Évry</p>".encode("cp1252"),
        '<?xml version="1.0" encoding="utf-8"?><html><p>Été à Évry</p></html>'.encode(),
        '<meta charset="inconnu"><p>Été à Évry</p>'.encode(),
        "<p>Été à Évry</p>".encode("utf-16"),
    ],
)
def test_pages_are_read_in_their_encoding(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.html").write_bytes(data)
    assert read(tmp_path / "a.html", "documents/a.html").pages[0].text == "Été à Évry"


def test_words_that_no_block_parts_are_kept_together_and_blocks_apart() -> None:
    page = "<div>un <b>mot<br>gras</b> ici<div>bloc</div>suite</div>"
    assert parsed(page, "documents/a.html").pages[0].text == "un mot\ngras ici\n\nbloc\n\nsuite"


@pytest.mark.parametrize("page", ["", "<html></html>", "<script>x</script>", "<nav>Menu</nav>"])
def test_a_page_without_text_is_refused(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page)
    with pytest.raises(SourceError):
        read(tmp_path / "a.html", "documents/a.html")


def test_very_deep_pages_lose_no_word() -> None:
    assert "fond" in parsed("<div>" * 1_000 + "fond", "documents/a.html").pages[0].text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_page_gives_a_reading_or_one_sentence(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(PAGE))), data.draw(st.integers(0, 60))
    page = PAGE[:at] + data.draw(st.text(alphabet="<>/&;\"'= apdivtrh1\x00", max_size=12)) + PAGE[at + cut :]
    with suppress(SourceError):
        assert isinstance(parsed(page, "documents/a.html"), Reading)
