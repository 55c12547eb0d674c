"""A watched folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.watching import settled_changes


def test_a_change_is_told_once_it_has_settled(tmp_path: Path) -> None:
    """A file that grows between two looks is waited for."""
    steps: list[Callable[[], object]] = [
        lambda: None,  # told: the start
        lambda: (tmp_path / "a.md").write_text("un"),
        lambda: (tmp_path / "a.md").write_text("un deux"),
        lambda: None,  # told: settled
        lambda: None,
        lambda: (tmp_path / ".a.part").write_text("hidden"),
        lambda: (tmp_path / "a.md").unlink(),
        lambda: None,  # told: gone
    ]
    passed: list[int] = []

    def wait(seconds: float) -> None:
        assert seconds == 2
        steps[len(passed)]()
        passed.append(len(passed))

    told = settled_changes(tmp_path, 2, wait)
    assert [(next(told), len(passed))[1] for _ in range(3)] == [1, 4, 8]


def test_a_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    def wait(seconds: float) -> None:
        (tmp_path / "plus-tard").mkdir(exist_ok=True)

    assert next(settled_changes(tmp_path / "plus-tard", 1, wait)) is None
