"""The documents say what is so."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_test_that_the_security_page_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "security.md").read_text(encoding="utf-8")))
    files = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 40
    assert sorted(named - set(re.findall(r"def (test_\w+)\(", files))) == []


def test_the_security_page_walks_through_the_whole_list() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert [f"LLM{number:02d}" for number in range(1, 11)] == re.findall(r"^\*\*(LLM\d\d) ", page, re.MULTILINE)


def test_each_item_of_the_list_names_a_test_that_holds_it() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    items = re.split(r"^\*\*(?=LLM\d\d )", page.split("\n## When something stops")[0], flags=re.MULTILINE)[1:]
    assert len(items) == 10
    assert [item[:5] for item in items if not re.search(r"`test_\w+`", item)] == []
