"""Another embedder in place of the built-in one, from publication to answer, over a real server on loopback."""

from __future__ import annotations

import math
import shutil
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from knowledge.assembly import Opener, open_assistant, open_publisher
from knowledge.base import Base
from knowledge.editions import Editions
from knowledge.embeddings import connect
from knowledge.errors import EditionError, ProviderError
from knowledge.indexing import ChromaIndexer
from knowledge.places import Places
from knowledge.publishing import Publisher
from knowledge.settings import Settings
from knowledge.sources import Sources
from tests.conftest import publish, small_base
from tests.openai_server import Embeds, Fails, OpenAIServer, Waits, serving
from tests.test_command_line import run

QUESTION = "Combien de postes compte l’atelier de soudure de Gannat ?"


def vector(text: str) -> list[float]:
    """Eight numbers that depend on the text alone."""
    return [1.0 + (zlib.crc32(text.encode()) >> shift & 15) for shift in range(0, 32, 4)]


GOOD = Embeds(vector)


def with_embedder(settings: Settings, server: OpenAIServer, name: str = "small") -> Settings:
    """The settings, with the server for an embedder."""
    said = {"embedding_model": f"openai:{name}", "embedding_base_url": server.url, "embedding_api_key": SecretStr("k")}
    return settings.model_copy(update=said)


def write(settings: Settings, name: str, text: str) -> None:
    (settings.sources_dir / "documents" / name).write_text(f"---\ntitle: {name}\n---\n\n{text}\n", encoding="utf-8")


def ask(settings: Settings) -> str:
    with closing(open_assistant(settings)) as assistant:
        return assistant.ask(QUESTION).text


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a small base was published with a good server."""
    folder = tmp_path_factory.mktemp("embedded")
    with serving(GOOD) as server:
        publish(with_embedder(small_base(folder), server))
    return folder


@pytest.fixture
def held(published_once: Path, tmp_path: Path) -> Settings:
    """Settings of a copy of it, with one more document that is not published yet."""
    shutil.copytree(published_once, tmp_path, dirs_exist_ok=True)
    settings = Settings(_env_file=None, sources_dir=tmp_path / "sources", knowledge_dir=tmp_path / "var")  # type: ignore[call-arg]
    write(settings, "friches.md", "Le fonds friches a financé douze hectares à Vierzon en 2023.")
    return settings


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_plain_text_is_sent_with_the_key_and_only_what_changed_is_sent_again(base: Settings) -> None:
    """Each text is paid for once."""
    with serving(GOOD) as server:
        settings = with_embedder(base, server)
        for number, town in enumerate(("Vierzon", "Thiers", "Figeac", "Lacq", "Vire")):
            write(settings, f"friche-{number}.md", f"La friche de {town} couvre douze hectares.")
        publish(settings)
        first = server.texts
        assert all(isinstance(text, str) for text in first)
        assert any("douze hectares" in text for text in first)
        assert set(server.keys) == {"Bearer k"}
        assert "douze postes" in ask(settings)
        before = len(server.texts)
        write(settings, "friche-0.md", "La friche de Vierzon couvre treize hectares.")
        publish(settings)
        passages = [text for text in server.texts[before:] if "?" not in text]
    assert len(passages) == 1
    assert "treize hectares" in passages[0]


def bad(kind: str) -> Embeds | Fails:
    """A server's step that makes a publication fail."""
    return {
        "401": Fails(401),
        "404": Fails(404),
        "wrong count": Embeds(vector, dropped=1),
        "nan": Embeds(lambda text: [math.nan] * 8),
        "zero": Embeds(lambda text: [0.0] * 8),
        "empty": Embeds(lambda text: []),
    }[kind]


@pytest.mark.parametrize("kind", ["401", "404", "wrong count", "nan", "zero", "empty"])
def test_a_failing_server_publishes_nothing_and_loses_nothing(held: Settings, kind: str) -> None:
    """The edition in use still answers, and the next publication goes through."""
    with serving(bad(kind)) as server:
        settings = with_embedder(held, server)
        with pytest.raises(ProviderError, match=r"^(Le service|Ce modèle).*EMBEDDING"):
            publish(settings)
        assert Editions(settings.knowledge_dir).numbers() == [1]
        assert len(server.requests) == 1
        server.script = [GOOD]
        assert "douze postes" in ask(settings)
        assert publish(settings) == 2


def publisher(
    settings: Settings, server: OpenAIServer, timeout: float = 5.0, keep: Path | None = None, name: str = "small"
) -> Publisher:
    embedder = connect(f"openai:{name}", server.url, "k", keep=keep, timeout=timeout, sleep=lambda seconds: None)
    return Publisher(Sources(settings.sources_dir), Editions(settings.knowledge_dir), ChromaIndexer(embedder))


def test_a_server_that_is_down_is_tried_three_times(held: Settings) -> None:
    with serving(Fails(500)) as server:
        makes = publisher(held, server)
        with pytest.raises(ProviderError, match="en panne"):
            makes.publish(makes.plan())
        assert len(server.requests) == 3
        assert Editions(held.knowledge_dir).numbers() == [1]
        server.script = [Fails(500), GOOD]
        assert makes.publish(makes.plan()).edition == 2


def test_a_publication_that_broke_off_does_not_pay_twice(held: Settings) -> None:
    """Vectors of the first batch are kept, and the next publication asks for the others only."""
    for number in range(40):
        write(held, f"friche-{number}.md", f"La friche numéro {number} de Vierzon couvre {number + 3} hectares.")
    with serving(GOOD, Fails(401)) as server:
        makes = publisher(held, server, keep=held.knowledge_dir, name="other")
        with pytest.raises(ProviderError):
            makes.publish(makes.plan())
        paid = set(server.requests[0]["input"])
        server.script, server.requests = [GOOD], []
        assert makes.publish(makes.plan()).edition == 2
        assert len(paid) == 32
        assert not paid & set(server.texts)


def test_a_server_that_hangs_is_not_waited_for(held: Settings, released: threading.Event) -> None:
    with serving(Waits(released)) as server:
        makes = publisher(held, server, timeout=0.2)
        with pytest.raises(ProviderError, match="à temps"):
            makes.publish(makes.plan())
        released.set()
        assert len(server.requests) == 3
    assert Editions(held.knowledge_dir).current() == 1


def test_a_model_that_changed_its_size_has_every_vector_made_anew(held: Settings) -> None:
    """Vectors of two sizes cannot be searched together."""
    with serving(Embeds(lambda text: vector(text)[:4])) as server:
        settings = with_embedder(held, server)
        assert publish(settings) == 2
        assert any("soudure" in text for text in server.texts)
        assert "douze postes" in ask(settings)


@pytest.mark.parametrize("kind", ["401", "nan", "empty"])
def test_a_question_is_answered_by_words_when_the_server_fails(
    held: Settings, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(bad(kind)) as server:
        assert "douze postes" in ask(with_embedder(held, server))
        assert server.texts
    assert "words alone" in caplog.text


def test_a_question_is_answered_by_words_when_the_server_hangs(held: Settings, released: threading.Event) -> None:
    with serving(Waits(released)) as server:
        editions, embedder = Editions(held.knowledge_dir), connect("openai:small", server.url, "k", patience=0.2)
        with (
            closing(Base(editions.current, Opener(editions, embedder, Places()))) as opened,
            opened.edition() as edition,
        ):
            assert "douze postes" in edition.retriever.search(QUESTION)[0].passage.text
        released.set()


def test_another_embedder_is_told_with_what_to_do_and_publishing_rebuilds(held: Settings) -> None:
    with serving(GOOD) as server:
        settings = with_embedder(held, server, "other")
        with pytest.raises(EditionError, match=r"autre modèle de vecteurs.*ingest\.py"):
            open_assistant(settings)
        plan = open_publisher(settings).plan()
        assert not plan.changes_nothing
        assert publish(settings) == 2
        assert any("soudure" in text for text in server.texts)
        assert "douze postes" in ask(settings)


def test_the_command_line_says_it_in_one_line(held: Settings) -> None:
    """The base was published with another embedder than the built-in one."""
    done = run(held, "ask", QUESTION, "--json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "ingest.py" in done.stderr
