"""A reading cut into passages that can be quoted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.passages import FULL, LONGEST, SMALL, split
from knowledge.records import Document, Page, Reading

SENTENCE = "Le plan {} soutient l’industrie des territoires, avec ses régions et ses pôles. "


def reading(*pages: str, numbered: bool = False) -> Reading:
    numbers = range(1, len(pages) + 1)
    return Reading(
        Document("documents/a.md", "A"),
        tuple(Page(text, number if numbered else None) for number, text in zip(numbers, pages, strict=True)),
    )


def paragraph(length: int) -> str:
    return "".join(SENTENCE.format(n) for n in range(length // 70 + 1))[:length].strip()


def test_a_short_page_is_one_passage_under_its_heading() -> None:
    (only,) = split(reading("# Le plan\n\nUn.\n\n## Les moyens\n\nDeux."))
    assert (only.heading, only.text) == ("Le plan", "Un.\n\nLes moyens\n\nDeux.")


def test_passages_stand_under_the_path_of_their_headings() -> None:
    text = f"# A\n\n## B\n\n{paragraph(400)}\n\n## C\n\n{paragraph(300)}"
    assert [p.heading for p in split(reading(text))] == ["A > B", "A > C"]


def test_headings_go_on_over_pages_and_pages_are_never_mixed() -> None:
    got = split(reading(f"# A\n\n{paragraph(200)}", paragraph(100), numbered=True))
    assert [(p.page, p.heading) for p in got] == [(1, "A"), (2, "A")]


def test_a_heading_that_nothing_follows_stays_with_what_comes_next() -> None:
    got = split(reading(f"## Contact utile\n\n## Suite\n\n{paragraph(600)}\n\n## Fin seule"))
    assert got[0].text.startswith("Contact utile\n\nLe plan 0")
    assert (got[0].heading, got[-1].text) == ("Suite", "Fin seule")


def test_small_sections_of_a_pdf_page_are_gathered_and_those_of_a_sheet_are_not() -> None:
    text = f"# Fiche\n\n{paragraph(600)}\n\n## Équipe\n\n4 ETP\n\n## Total\n\n9 personnes"
    assert split(reading(text, numbered=True))[-1].text.endswith("Équipe\n\n4 ETP\n\nTotal\n\n9 personnes")
    assert [p.text for p in split(reading(text))[1:]] == ["4 ETP", "9 personnes"]


def test_small_paragraphs_are_merged_and_long_ones_cut_at_sentences() -> None:
    small = split(reading("\n\n".join([paragraph(90)] * 12)))
    assert all(SMALL <= len(p.text) <= LONGEST for p in small)
    long = split(reading(paragraph(3_000)))
    assert len(long) == 4
    assert all(p.text.endswith(".") for p in long[:-1])


def test_a_list_stays_with_the_line_that_announces_it() -> None:
    items = "\n".join(f"- {paragraph(60)}" for _ in range(10))
    got = split(reading(f"{paragraph(700)}\n\nLes aides sont :\n\n{items}"))
    assert got[1].text.startswith("Les aides sont :\n\n- ")


def test_ids_depend_on_the_content_alone() -> None:
    first, second = split(reading(paragraph(600)))[0], split(reading(paragraph(600)))[0]
    other = split(reading(paragraph(640)))[0]
    assert first.id == second.id != other.id
    assert len(first.id) == 32


def test_the_same_passage_twice_on_a_page_is_given_once() -> None:
    text = f"# A\n\n{paragraph(800)}\n\n# A\n\n{paragraph(800)}"
    assert len(split(reading(text))) == 1


BLOCKS = st.lists(
    st.one_of(
        st.sampled_from(["# A", "## B", "### C", "# D", "- un\n- deux", "Voici :"]),
        st.integers(1, 2_500).map(lambda n: paragraph(n) or "x"),
        st.integers(1, 3_000).map(lambda n: "x" * n),
    ),
    min_size=1,
    max_size=12,
)


@given(st.lists(BLOCKS, min_size=1, max_size=3), st.booleans())
def test_no_word_is_lost_and_no_passage_is_too_long(pages: list[list[str]], numbered: bool) -> None:
    whole = reading(*("\n\n".join(blocks) for blocks in pages), numbered=numbered)
    got = split(whole)
    assert all(0 < len(p.text) <= LONGEST for p in got)
    told = "".join(f"{p.heading} {p.text}" for p in got)
    for page in pages:
        assert all(word in told for block in page for word in block.lstrip("# ").split()[:1] if len(word) < FULL)
    for passage in got:
        page = whole.pages[passage.page - 1 if passage.page else 0].text if numbered or len(pages) == 1 else ""
        assert not page or all(part in page for part in passage.text.split("\n\n"))
