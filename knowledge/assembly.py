"""The one place that builds: from settings to an assistant, a publisher, and their parts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import embeddings, golden
from knowledge.answering import Assistant
from knowledge.base import Base, OpenEdition
from knowledge.counting import count
from knowledge.directory import Directory
from knowledge.editions import Editions
from knowledge.entries import actors_in, territories_in
from knowledge.errors import BoussoleError, EditionError, NoEditionError
from knowledge.generative import Writer, open_model, probe
from knowledge.indexing import ChromaIndexer, open_index
from knowledge.lexicon import SHIPPED, Lexicon
from knowledge.naming import LEXICON
from knowledge.places import Places
from knowledge.publishing import Outcome, Publisher
from knowledge.retrieval import Retriever
from knowledge.settings import Settings
from knowledge.sources import Sources

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from knowledge.model import Model

_log = logging.getLogger(__name__)


class Opener:
    """Opens an edition by its number; what does not depend on the edition is shared by all."""

    def __init__(self, editions: Editions, embedder: Embeddings, places: Places) -> None:
        self._editions = editions
        self._embedder = embedder
        self._places = places

    def __call__(self, number: int) -> OpenEdition:
        """Open it; raises EditionError when it is missing, incomplete or made with another embedder."""
        return self.open(self._editions.folder(number), number)

    def open(self, folder: Path, number: int) -> OpenEdition:
        """Open the edition of a folder, which may not be published yet."""
        directory = Directory(actors_in(folder), territories_in(folder), self._places)
        lexicon = Lexicon.load(SHIPPED, folder / LEXICON)
        index = open_index(folder / "index", self._embedder)
        return OpenEdition(number, Retriever(index, self._embedder, lexicon), directory, index)


class Asking:
    """Asks golden questions of the edition of a folder, published or not, of literal answers alone."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener

    @contextmanager
    def __call__(self, folder: Path) -> Iterator[golden.Ask]:
        """Open it for the time of a check; raises EditionError when it cannot be."""
        with closing(Assistant(Base(lambda: 0, lambda number: self._opener.open(folder, number)))) as assistant:
            yield assistant.ask


def open_assistant(settings: Settings) -> Assistant:
    """The assistant on the current edition; raises NoEditionError when nothing is published yet."""
    return Assistant(open_base(settings), _writer(settings))


def open_base(settings: Settings) -> Base:
    """The current edition, followed as it changes; raises NoEditionError when nothing is published yet."""
    editions = Editions(settings.knowledge_dir)
    return Base(editions.current, Opener(editions, _embedder(settings), places()))


@cache
def places() -> Places:
    """The shipped places, read once a process: a publication's check takes those that answer."""
    return Places()


def open_publisher(settings: Settings, who: str = "") -> Publisher:
    """What plans and publishes the sources folder."""
    sources, editions, embedder = Sources(settings.sources_dir), Editions(settings.knowledge_dir), _embedder(settings)

    def check(fresh: Path, current: Path) -> Sequence[golden.Failure]:
        return golden.worse(fresh, current, _asking(editions, embedder))

    return Publisher(sources, editions, ChromaIndexer(embedder), who, check)


def check_current(settings: Settings) -> tuple[int, tuple[golden.Failure, ...]]:
    """Ask the current edition its golden questions: how many there are, and those answered wrongly.

    Raises NoEditionError before the first publication, SourceError when the questions cannot be read.
    """
    editions = Editions(settings.knowledge_dir)
    folder = editions.folder(editions.current())
    questions = golden.load(folder / golden.FILE)
    with _asking(editions, _embedder(settings))(folder) as ask:
        return len(questions), golden.failures(ask, questions)


def _asking(editions: Editions, embedder: Embeddings) -> Asking:
    return Asking(Opener(editions, embedder, places()))


def make_ready(settings: Settings, tell: Callable[[str], None]) -> None:
    """Publish the sources folder if there is no edition yet; make the vectors anew where an upgrade changed them.

    Only those of the built-in embedder: vectors of a service may be long and paid for, and a setting forgotten once
    must not replace them. Raises EditionError when nothing can be read, BusyError when a publication is in progress.
    """
    editions = Editions(settings.knowledge_dir)
    try:
        manifest = editions.manifest(editions.current())
    except NoEditionError:
        tell("Première mise en service : publication de la base…")
        publisher = open_publisher(settings)
        plan = publisher.plan()
        _tell_published(publisher.publish(plan), tell)
        aside = {each.name for each in plan.rejected} | {each.name for each in plan.withheld}
        if aside:
            tell(f"Sans {count(len(aside), 'source')} : « python ingest.py --dry-run » dit pourquoi.")
    except EditionError:  # opening it says what is wrong
        return
    else:
        if not settings.embedding_model and _is_outdated(manifest.embedder):
            tell("Le calcul intégré des vecteurs a changé : ceux de l’édition en cours sont refaits…")
            if outcome := open_publisher(settings, "mise à jour").refresh():
                _tell_published(outcome, tell)


def _is_outdated(made_with: str) -> bool:
    """Whether vectors are of another version of the built-in embedder."""
    now = embeddings.HashedNgrams.fingerprint
    return made_with != now and made_with.partition(":")[0] == now.partition(":")[0]


def _tell_published(outcome: Outcome, tell: Callable[[str], None]) -> None:
    counted = f"{count(outcome.documents, 'document')}, {count(outcome.actors, 'acteur')}"
    tell(f"Édition {outcome.edition} publiée : {counted}.")


def _writer(settings: Settings) -> Writer | None:
    """What writes answers with the configured model; None without one, or with one whose settings are wrong.

    A model that is only down for now is kept: it is tried again with the questions that come.
    """
    if not settings.llm_model:
        return None
    try:
        model = _model(settings)
    except BoussoleError as error:
        _log.error("%s Les réponses sont des extraits littéraux.", error)
        return None
    if trouble := probe(model):
        until = "" if trouble.lasting else " tant qu’il ne répond pas"
        _log.error("%s Les réponses sont des extraits littéraux%s.", trouble, until)
        return None if trouble.lasting else Writer(model)
    return Writer(model)


def model_trouble(settings: Settings) -> str:
    """What is wrong with the configured language model now, in one French line, or ""."""
    try:
        return str(probe(_model(settings)) or "")
    except BoussoleError as error:
        return str(error)


def embedder_trouble(settings: Settings) -> str:
    """What is wrong with the configured embedder now, in one French line, or ""."""
    try:
        _embedder(settings).embed_query("industrie")
    except BoussoleError as error:
        return str(error)
    return ""


def _model(settings: Settings) -> Model:
    return open_model(
        settings.llm_model, settings.llm_base_url, settings.llm_api_key.get_secret_value(), settings.llm_timeout
    )


def _embedder(settings: Settings) -> Embeddings:
    return embeddings.connect(
        settings.embedding_model,
        settings.embedding_base_url,
        settings.embedding_api_key.get_secret_value(),
        keep=settings.knowledge_dir if settings.embedding_model else None,
    )
