"""What several test files share: the shipped base, published once into a temporary folder."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path

import certifi
import hypothesis
import pytest

from knowledge.answering import Assistant
from knowledge.assembly import open_assistant, open_publisher
from knowledge.settings import Settings

ROOT = Path(__file__).parent.parent
hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")  # that the machine does other work is no failure


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave what the tests load out of the collector's walks: it stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def few_authorities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Trust one authority: no test speaks TLS to anyone, and each client would take 20 ms to read them all."""
    end = "-----END CERTIFICATE-----\n"
    file = tmp_path_factory.mktemp("authorities") / "one.pem"
    file.write_text(Path(certifi.where()).read_text(encoding="utf-8").partition(end)[0] + end, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SSL_CERT_FILE", str(file))
        yield


def settings_in(folder: Path) -> Settings:
    """Settings whose sources and editions are under `folder`, whatever the environment says."""
    return Settings(_env_file=None, sources_dir=folder / "sources", knowledge_dir=folder / "var")  # type: ignore[call-arg]


def publish(settings: Settings) -> int:
    """Publish the sources folder; gives the edition's number."""
    publisher = open_publisher(settings)
    outcome = publisher.publish(publisher.plan())
    assert outcome.edition is not None
    return outcome.edition


def made_once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills, once for all the processes that share the tests. Copy it, change nothing there."""
    shared = temporary.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else temporary.getbasetemp()
    folder, done = shared / f"once-{name}", shared / f"once-{name}.done"
    with (shared / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def _publish_shipped(folder: Path) -> None:
    shutil.copytree(ROOT / "sources", folder / "sources")
    publish(settings_in(folder))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a folder where the shipped base is published. Read it, never publish there."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(made_once(tmp_path_factory, "shipped", _publish_shipped), folder, dirs_exist_ok=True)
    return settings_in(folder)


@pytest.fixture(scope="session")
def assistant(shipped: Settings) -> Iterator[Assistant]:
    """The assistant on the shipped base."""
    with closing(open_assistant(shipped)) as opened:
        yield opened


@pytest.fixture
def base(tmp_path: Path) -> Settings:
    """Settings of a small base of one's own, with one sheet and one actor, not published yet."""
    return small_base(tmp_path)


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small base, published. Copy it, change nothing there."""
    return made_once(tmp_path_factory, "small", lambda folder: publish(small_base(folder)))


@pytest.fixture
def published(published_once: Path, tmp_path: Path) -> Settings:
    """Settings of a small base of one's own, published."""
    shutil.copytree(published_once, tmp_path, dirs_exist_ok=True)
    return settings_in(tmp_path)


def small_base(folder: Path) -> Settings:
    """Write one sheet and one actor into the sources folder of `folder`."""
    settings = settings_in(folder)
    (settings.sources_dir / "documents").mkdir(parents=True)
    (settings.sources_dir / "directory").mkdir()
    (settings.sources_dir / "documents" / "soudure.md").write_text(
        "---\ntitle: La soudure\ndate: 2024-05\n---\n\n"
        "L’atelier de soudure de Gannat compte douze postes depuis mai 2024.\n",
        encoding="utf-8",
    )
    (settings.sources_dir / "directory" / "acteurs.csv").write_text(
        "nom;type;regions;ville;themes;site\n"
        "Forge Auvergne;cluster;Auvergne-Rhône-Alpes;Thiers;coutellerie;https://forge.example\n",
        encoding="utf-8",
    )
    return settings
