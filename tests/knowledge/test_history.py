"""What returns leave behind, as the history tells it."""

from __future__ import annotations

from pathlib import Path

from knowledge.history import PUBLICATION, RETURN, Event, History, left_behind, when


def returned(edition: int, before: int, *left: tuple[str, str], at: str = "2026-11-24T09:00:00+00:00") -> Event:
    return Event(at, RETURN, edition, before, "Léa", left=left)


def test_what_a_return_left_is_held_with_its_moment_until_it_is_taken_back() -> None:
    wrong = ("documents/a.md", "abc")
    left = returned(1, 2, wrong)
    published = Event("2026-11-25", PUBLICATION, 3, 1, "Léa")
    again = Event("2026-11-25", PUBLICATION, 3, 1, "Léa", again=True)
    assert left_behind([left]) == {wrong: left.at}
    assert left_behind([left, published]) == {wrong: left.at}
    assert left_behind([left, again]) == {}
    assert left_behind([left, returned(2, 1)]) == {}, "going back to the edition takes back what it holds"
    assert left_behind([left, returned(4, 5, ("b", ""))]) == {wrong: left.at, ("b", ""): left.at}


def test_events_come_back_as_they_were_written_and_older_ones_still_read(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    events = [returned(1, 2, ("documents/été.md", "abc"), ("b", "")), Event("x", PUBLICATION, 3, 1, "", forced=("?",))]
    for event in events:
        history.note(event)
    with (tmp_path / "history.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"at": "y", "what": "retour", "edition": 1, "before": 3, "who": "Léa"}\n{"at": 3}\n[]\n')
    assert history.events() == [*events, Event("y", RETURN, 1, 3, "Léa")]


def test_a_moment_is_said_as_one_reads_it() -> None:
    assert when("2026-11-24T09:05:00+00:00").startswith("24/11/2026 à ")
    assert when("?") == "?"
