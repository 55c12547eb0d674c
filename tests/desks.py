"""A sources folder, its editions and a publisher, without vectors nor processes: for what publishing decides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from knowledge.contents import read_here
from knowledge.editions import Editions
from knowledge.golden import Failure
from knowledge.plan import Plan
from knowledge.publishing import Outcome, Publisher
from knowledge.sources import Sources
from tests.fakes import FakeIndexer

ACTORS = "nom;type;regions\nCosmetic Valley;pôle de compétitivité;Centre-Val de Loire\nSans type;;Bretagne\n"


class Desk:
    """A sources folder, its editions and a publisher."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "sources"
        self.sources = Sources(self.folder)
        self.editions = Editions(folder / "var")
        self.indexer = FakeIndexer()
        self.worse: Sequence[Failure] = ()
        self.compared: list[tuple[Path, Path]] = []
        self.publisher = Publisher(
            self.sources,
            self.editions,
            self.indexer,
            "Léa",
            self.check,
            lambda: nullcontext(read_here),
            lambda: date(2026, 11, 25),
        )

    def check(self, fresh: Path, current: Path) -> Sequence[Failure]:
        self.compared.append((fresh, current))
        return self.worse

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def publish(self, again: bool = False, force: bool = False) -> tuple[Plan, Outcome]:
        plan = self.publisher.plan(again=again)
        return plan, self.publisher.publish(plan, force=force)

    @property
    def texts(self) -> list[str]:
        """What the last index was made of."""
        return [passage.text for passage in self.indexer.built[-1]]

    @property
    def leftovers(self) -> list[str]:
        return [path.name for path in self.editions.root.glob("*.*") if path.suffix not in (".jsonl",)]

    def write_all(self) -> None:
        """The two documents that most tests start from."""
        self.write("documents/a.md", "# Le plan\n\nLe plan date de 2018.")
        self.write("documents/b.md", "# Les pôles\n\nLes pôles sont 55.")
