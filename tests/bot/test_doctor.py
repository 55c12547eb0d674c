"""`python -m bot doctor`: everything is looked at, and what is wrong comes with what to mend."""

from __future__ import annotations

import sys
from collections import namedtuple
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import doctor
from bot.doctor import Finding, examine
from bot.settings import Settings
from knowledge.settings import Settings as BaseSettings
from tests.botapi import BotApi
from tests.openai_server import Fails, Says, serving
from tests.test_command_line import run


@pytest.fixture
def settings(published: BaseSettings, api: BotApi, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A bot that lacks nothing."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        sources_dir=published.sources_dir,
        knowledge_dir=published.knowledge_dir,
        telegram_bot_token=SecretStr(api.token),
        telegram_api_url=api.url,
        operator_name="Club Industrie",
        operator_contact="rgpd@club.example",
    )


def wrong(settings: Settings, **changes: object) -> list[Finding]:
    """What is not well once these settings are changed."""
    return [finding for finding in examine(settings.model_copy(update=changes)) if not finding.well]


def test_a_bot_that_lacks_nothing_is_well(settings: Settings) -> None:
    findings = list(examine(settings))
    assert [str(finding) for finding in findings if not finding.well] == []
    said = "\n".join(map(str, findings))
    assert "@boussole_test_bot répond" in said
    assert "l’édition 1 s’ouvre" in said


def test_sources_that_changed_are_pointed_at(settings: Settings) -> None:
    (settings.sources_dir / "documents" / "autre.md").write_text("Un autre fait.\n", encoding="utf-8")
    assert any("ingest.py" in finding.said and finding.well for finding in examine(settings))


@pytest.mark.parametrize(
    ("changes", "subject", "mend"),
    [
        ({"telegram_bot_token": SecretStr("9:SECRET")}, "Telegram", "@BotFather"),
        ({"telegram_api_url": "http://127.0.0.1:9"}, "Telegram", "réseau"),
        ({"sources_dir": Path("nulle-part")}, "Sources", "SOURCES_DIR"),
        ({"database_url": SecretStr("sqlite:////proc/none/x.db")}, "Base de données", "DATABASE_URL"),
        ({"llm_model": "gpt"}, "Modèle de langage", "LLM_MODEL"),
        ({"embedding_model": "nobody:x"}, "Vecteurs", "EMBEDDING"),
        ({"operator_contact": ""}, "Données personnelles", "OPERATOR_CONTACT"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_mend(
    settings: Settings, changes: dict[str, object], subject: str, mend: str
) -> None:
    found = {finding.subject: finding.said for finding in wrong(settings, **changes)}
    assert mend in found[subject]
    assert "SECRET" not in "".join(found.values())


def test_a_base_that_was_never_published_is_said(settings: Settings, tmp_path: Path) -> None:
    found = {finding.subject: finding.said for finding in wrong(settings, knowledge_dir=tmp_path / "empty")}
    assert "ingest.py" in found["Édition"]


def test_a_model_that_refuses_the_key_is_said(settings: Settings) -> None:
    for step, count in ((Fails(401), 1), (Says("oui"), 0)):
        with serving(step) as server:
            found = wrong(settings, llm_model="openai:m", llm_base_url=server.url, llm_api_key=SecretStr("k"))
        assert len(found) == count


def test_a_full_disk_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(10, 9, 1_000_000))
    assert "libérez" in wrong(settings)[0].said


def test_a_folder_that_cannot_be_written_is_said(settings: Settings) -> None:
    """/proc is one for whoever runs the tests, an administrator too."""
    found = {finding.subject: finding.said for finding in wrong(settings, knowledge_dir=Path("/proc/none"))}
    assert "KNOWLEDGE_DIR" in found["Disque"]


def test_the_command_prints_a_line_each_and_ends_with_one_where_there_is_something_to_mend(base: BaseSettings) -> None:
    done = run(base, "doctor")
    assert done.returncode == 1
    assert done.stdout.count("\n") == 9
    assert "✗ Édition" in done.stdout
    assert "Traceback" not in done.stderr


def test_where_figures_are_read_is_said_and_so_is_a_missing_package(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = examine(settings.model_copy(update={"metrics_port": 9464}))
    assert any("127.0.0.1:9464/metrics" in finding.said for finding in findings)
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    assert ["pip install prometheus-client" in finding.said for finding in wrong(settings, metrics_port=9464)] == [True]
