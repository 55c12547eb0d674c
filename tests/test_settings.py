"""Settings come from the environment, and a bad one is named without its value."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import Settings
from knowledge.errors import SettingsError

ROOT = Path(__file__).parent.parent


def test_the_example_file_lists_exactly_the_settings() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    listed = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_every_setting_of_the_example_has_a_comment() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if "=" in line and not line.startswith("#"):
            assert before.startswith("#"), line


def test_every_bad_setting_is_named_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOG_LEVEL", "loud-secret")
    monkeypatch.setenv("TELEGRAM_API_URL", "ftp://secret")
    with pytest.raises(SettingsError) as error:
        Settings.load()
    assert "LOG_LEVEL" in str(error.value)
    assert "TELEGRAM_API_URL" in str(error.value)
    assert "secret" not in str(error.value)


def test_the_token_never_shows_in_a_repr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    assert "secret" not in repr(Settings.load())


def test_the_database_lives_beside_the_editions_by_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", "elsewhere")
    assert Settings.load().database == "sqlite:///elsewhere/boussole.db"
