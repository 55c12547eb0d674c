"""The index that editions are made with: Chroma's, loaded only when something is to be indexed or searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.embeddings import fingerprint
from knowledge.records import Passage

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from knowledge.index import Index


def open_index(folder: Path, embedder: Embeddings) -> Index:
    """Open the index of a folder; raises EditionError when it is incomplete or made with another embedder."""
    from knowledge.index import Index  # as below

    return Index.open(folder, embedder)


class ChromaIndexer:
    """Makes the index of an edition with one embedder."""

    def __init__(self, embedder: Embeddings) -> None:
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        """Name of the embedder's vectors."""
        return fingerprint(self._embedder)

    def build(
        self,
        folder: Path,
        passages: Sequence[Passage],
        previous: Path | None,
        progress: Callable[[int, int], None],
    ) -> None:
        """Write the index; raises ProviderError when the embedder fails."""
        from knowledge.index import Index  # Chroma takes a second to load, and often nothing has changed

        Index.build(folder, passages, self._embedder, previous, progress)
