"""What an answer, a source and a card look like; any Answer renders to messages that Telegram accepts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import buttons, render
from bot.journal import Shown
from bot.rich import LIMIT, split, to_html, to_plain
from bot.texts import Texts
from knowledge.records import Actor, ActorMatch, Answer, Citation, Document
from tests.fakes import CLUB, LETTER, VALLEY, an_answer
from tests.telegram_rules import check_markup, check_text, parse_html

WORDS = Texts.load()
FRENCH = WORDS.french
_TEXT = st.text(max_size=80) | st.sampled_from(["<b>", "&amp;", "[1]", "[0]", "[99]", "x" * 5000, "https://a.fr"])
_PLACES = st.none() | st.floats(-90, 90)
_DOCUMENTS = st.builds(Document, _TEXT, _TEXT, _TEXT, st.sampled_from(["", "2018", "2018-09", "2018-09-01"]), _TEXT)
_ACTORS = st.builds(
    Actor, _TEXT, _TEXT, _TEXT, regions=st.tuples(_TEXT), departments=st.tuples(_TEXT), city=_TEXT,
    themes=st.tuples(_TEXT), description=_TEXT, site=_TEXT, contact=_TEXT, latitude=_PLACES, longitude=_PLACES,
    verified=st.booleans(),
)  # fmt: skip
_MATCHES = st.builds(ActorMatch, _ACTORS, st.just(1.0), st.tuples(_TEXT), st.none() | st.floats(0, 900))
_ANSWERS = st.builds(
    Answer, _TEXT, st.lists(_TEXT).map(" ".join), st.sampled_from(["fr", "en"]), st.booleans(),
    st.lists(st.builds(Citation, _DOCUMENTS, _TEXT, st.none() | st.integers(1, 999)), max_size=14).map(tuple),
    st.lists(_MATCHES, max_size=9).map(tuple), st.lists(_TEXT, max_size=25).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ANSWERS)
def test_any_answer_renders_to_messages_and_buttons_that_telegram_accepts(answer: Answer) -> None:
    words, shown = WORDS.of(answer.language), Shown(123456789, answer)
    for runs in (
        render.answer(answer, words, "question"),
        *(render.card(match, words) for match in answer.actors),
        *(render.source(cited, 1, words, "2026-11-25") for cited in answer.citations),
    ):
        for part in split(runs):
            plain, _ = check_text(to_html(part), "HTML", LIMIT)
            assert plain == to_plain(part)
    markups = [buttons.under_answer(shown, words, page=page) for page in range(3)]
    markups += [buttons.under_card(match.actor, shown, 0, words, sharing=True) for match in answer.actors]
    for markup in filter(None, markups):
        check_markup(markup.to_dict())


@given(st.text())
def test_the_text_of_an_answer_is_shown_whole(text: str) -> None:
    runs = render.answer(replace(an_answer(text=text), actors=()), FRENCH)
    shown = "".join(parse_html(to_html(part))[0] for part in split(runs))
    assert not text.strip() or text.replace("\x00", "�").strip() in shown


def test_marks_open_their_document_and_others_stay_as_they_are() -> None:
    html = to_html(render.answer(an_answer(text="Oui [1], non [2] [0]."), FRENCH))
    assert '<a href="https://www.franceclusters.fr/communique">[1]</a>, non [2] [0].' in html


def test_an_abstention_lists_no_actor_but_a_button_opens_whom_to_contact() -> None:
    given_up = replace(an_answer(), abstained=True)
    assert "Qui peut vous aider" not in to_plain(render.answer(given_up, FRENCH))
    markup = buttons.under_answer(Shown(1, given_up), FRENCH)
    assert markup
    assert any("Cosmetic" in button.text for row in markup.inline_keyboard for button in row)


def test_actors_that_the_text_presents_are_not_listed_again() -> None:
    presented = an_answer(text="Cosmetic Valley peut vous aider.")
    assert to_plain(render.answer(presented, FRENCH)).count("Cosmetic Valley") == 1


def test_an_actor_whose_name_stands_in_another_s_or_in_brackets_is_still_listed() -> None:
    fund, town = (ActorMatch(replace(CLUB, id=name, name=name), 1.0) for name in ("Bpifrance", "Sophia Antipolis"))
    first = ActorMatch(replace(CLUB, id="acc", name="Accélérateurs Bpifrance"), 2.0)
    text = "Je vous oriente vers les Accélérateurs Bpifrance (accélérateur, Sophia Antipolis)."
    shown = to_plain(render.answer(replace(an_answer(text=text), actors=(first, fund, town)), FRENCH))
    assert [line.split(" (")[0] for line in shown.splitlines() if line.startswith("• ")] == [
        "• Bpifrance",
        "• Sophia Antipolis",
    ]


def test_a_courtesy_asks_for_no_opinion() -> None:
    hello = Answer("Bonjour", "Bonjour !", "fr", mode="courtesy")
    assert buttons.under_answer(Shown(1, hello), FRENCH) is None


def test_two_quotes_of_one_page_share_a_line_of_the_sources() -> None:
    first, other = Citation(LETTER, "Un."), Citation(LETTER, "Deux.", 3)
    given = replace(an_answer(text="A [1] B [2] C [3]"), actors=(), citations=(first, other, first))
    lines = to_plain(render.answer(given, FRENCH)).splitlines()[-2:]
    assert lines[0].startswith("[1] [3] Communiqué")
    assert lines[1].startswith("[2] Communiqué")


def test_a_source_without_date_or_page_says_so() -> None:
    cited = Citation(Document("a.md", "Guide"), "Une phrase.")
    assert to_plain(render.source(cited, 3, FRENCH, "2026-11-25")) == "Source 3 – Guide, sans date\n\nUne phrase."


def test_who_writes_english_is_told_that_the_sources_are_french_and_the_other_way_round() -> None:
    french, english = an_answer(), replace(an_answer(), language="en")
    assert "Sources\n" in to_plain(render.answer(french, FRENCH))
    assert "Sources (in French)\n" in to_plain(render.answer(english, WORDS.of("en")))
    translated = tuple(replace(one, document=replace(one.document, language="en")) for one in english.citations)
    assert "Sources\n" in to_plain(render.answer(replace(english, citations=translated), WORDS.of("en")))
    assert "Sources (en anglais)\n" in to_plain(render.answer(replace(french, citations=translated), FRENCH))


def test_a_source_out_of_date_warns() -> None:
    cited = Citation(replace(LETTER, valid_until="2025-12"), "Une phrase.")
    assert "jusqu’au décembre 2025" not in to_plain(render.source(cited, 1, FRENCH, "2025-12-31"))
    assert "valable" in to_plain(render.source(cited, 1, FRENCH, "2026-01-01"))


def test_a_card_says_when_it_was_verified() -> None:
    assert render.verification(VALLEY, FRENCH) == "Fiche vérifiée en novembre 2026"
    assert (
        render.verification(replace(VALLEY, verified_on="2026-11-01"), FRENCH) == "Fiche vérifiée le 1er novembre 2026"
    )
    assert render.verification(replace(VALLEY, verified_on=""), FRENCH) == "Fiche vérifiée"
    assert render.verification(CLUB, FRENCH).startswith("Fiche à vérifier")


def test_a_card_holds_nothing_that_the_entry_does_not() -> None:
    bare = Actor("x", "Pôle X", "")
    blocks = to_plain(render.card(ActorMatch(bare, 1.0), FRENCH)).split("\n\n")
    assert blocks == ["Pôle X", FRENCH("card.unreachable"), FRENCH("card.to_check")]


def test_a_card_shows_the_further_columns_of_the_table() -> None:
    long = "très " * 100
    card = to_plain(
        render.card(ActorMatch(replace(CLUB, extra=(("Équipements", "salle blanche"), ("Note", long))), 1.0), FRENCH)
    )
    assert "\nÉquipements : salle blanche\n" in card
    assert long not in card


def test_distances_are_said_as_people_say_them() -> None:
    near, far = ActorMatch(CLUB, 1, distance_km=3.42), ActorMatch(CLUB, 1, distance_km=27.4)
    assert render.kilometres(near, FRENCH) == "3,4"
    assert render.kilometres(far, FRENCH) == "27"
    assert render.kilometres(near, WORDS.english) == "3.4"
