"""The one place that builds: from settings to an assistant, a publisher, and their parts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import embeddings
from knowledge.answering import Assistant
from knowledge.base import Base, OpenEdition
from knowledge.directory import Directory
from knowledge.editions import Editions
from knowledge.errors import BoussoleError, NoEditionError
from knowledge.generative import Writer, open_model, probe
from knowledge.index import Index
from knowledge.lexicon import SHIPPED, Lexicon
from knowledge.places import Places
from knowledge.publishing import Publisher
from knowledge.retrieval import Retriever
from knowledge.settings import Settings
from knowledge.sources import LEXICON, Sources

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from knowledge.records import Passage


_log = logging.getLogger(__name__)


class Opener:
    """Opens an edition by its number; what does not depend on the edition is shared by all."""

    def __init__(self, editions: Editions, embedder: Embeddings, places: Places) -> None:
        self._editions = editions
        self._embedder = embedder
        self._places = places

    def __call__(self, number: int) -> OpenEdition:
        """Open it; raises EditionError when it is missing, incomplete or made with another embedder."""
        folder = self._editions.folder(number)
        directory = Directory(self._editions.actors(number), self._editions.territories(number), self._places)
        lexicon = Lexicon.load(SHIPPED, folder / LEXICON)
        index = Index.open(self._editions.index_folder(number), self._embedder)
        return OpenEdition(number, Retriever(index, self._embedder, lexicon), directory, index)


class Indexer:
    """Builds an edition's index with the configured embedder."""

    def __init__(self, embedder: Embeddings) -> None:
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        """Name of the vectors that it makes."""
        return embeddings.fingerprint(self._embedder)

    def build(
        self, folder: Path, passages: Sequence[Passage], previous: Path | None, progress: Callable[[int, int], None]
    ) -> None:
        """Write the index of the passages into the folder."""
        Index.build(folder, passages, self._embedder, previous, progress)


def open_assistant(settings: Settings) -> Assistant:
    """The assistant on the current edition; raises NoEditionError when nothing is published yet."""
    editions = Editions(settings.knowledge_dir)
    return Assistant(Base(editions.current, Opener(editions, _embedder(settings), Places())), _writer(settings))


def open_publisher(settings: Settings, who: str = "") -> Publisher:
    """What plans and publishes the sources folder."""
    sources, editions = Sources(settings.sources_dir), Editions(settings.knowledge_dir)
    return Publisher(sources, editions, Indexer(_embedder(settings)), who)


def publish_first_edition(settings: Settings, tell: Callable[[str], None]) -> None:
    """Publish the sources folder if there is no edition yet; raises EditionError when nothing in it can be read."""
    try:
        Editions(settings.knowledge_dir).current()
    except NoEditionError:
        tell("Première mise en service : publication de la base…")
        publisher = open_publisher(settings)
        outcome = publisher.publish(publisher.plan())
        tell(f"Édition {outcome.edition} publiée : {outcome.documents} documents, {outcome.actors} acteurs.")


def _writer(settings: Settings) -> Writer | None:
    """What writes answers with the configured model; None without one, or with one that does not answer now."""
    if not settings.llm_model:
        return None
    try:
        model = open_model(
            settings.llm_model, settings.llm_base_url, settings.llm_api_key.get_secret_value(), settings.llm_timeout
        )
    except BoussoleError as error:
        _log.error("%s Les réponses sont des extraits littéraux.", error)
        return None
    if trouble := probe(model):
        _log.error("%s Les réponses sont des extraits littéraux.", trouble)
        return None
    return Writer(model)


def _embedder(settings: Settings) -> Embeddings:
    return embeddings.connect(
        settings.embedding_model, settings.embedding_base_url, settings.embedding_api_key.get_secret_value()
    )
