"""What puts Boussole into service names files, commands and settings that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from bot.__main__ import app
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
UNIT = (ROOT / "deploy" / "boussole.service").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SETTINGS = {name.upper() for name in Settings.model_fields}
OTHERS = {"PATH", "HOME", "TMPDIR", "PYTHONDONTWRITEBYTECODE", "EXTRAS"}


@pytest.mark.parametrize("text", [UNIT, CONTAINER, PAGE], ids=["unit", "container", "page"])
def test_every_setting_and_command_that_is_named_exists(text: str) -> None:
    settings = set(re.findall(r"\b([A-Z]+(?:_[A-Z]+)+)(?==|\b`)", text)) - OTHERS
    assert settings <= SETTINGS
    commands = set(re.findall(r'-m"?,? "?bot"?,? "?(\w+)', text))
    assert commands
    assert commands <= set(get_command(app).commands)  # type: ignore[attr-defined]


def test_the_unit_runs_from_where_the_page_installs_it() -> None:
    for line in ("/opt/boussole", "/etc/boussole/boussole.env", "/var/lib/boussole/sources", "deploy/boussole.service"):
        assert line in PAGE
    named = set(re.findall(r"/opt/boussole/([\w./-]+)", UNIT)) - {".venv/bin/python"}
    assert all((ROOT / path).exists() for path in named)


def test_the_unit_is_closed() -> None:
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=boussole", "Restart=on-failure"):
        assert line in UNIT.splitlines()
    assert int(re.findall(r"^TimeoutStopSec=(\d+)$", UNIT, re.M)[0]) >= 2 * Settings.model_fields["llm_timeout"].default


def test_the_container_copies_what_exists_and_runs_as_nobody_in_particular() -> None:
    copied = [
        line.split()[1:-1] for line in CONTAINER.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    names = [name for names in copied for name in names]
    assert {"requirements.lock", "bot", "knowledge", "ingest.py", "sources"} <= set(names)
    assert all((ROOT / name).exists() for name in names)
    user = [line for line in CONTAINER.splitlines() if line.startswith(("USER", "CMD", "HEALTHCHECK"))]
    assert user[0] == "USER boussole"
    assert "--require-hashes" in CONTAINER
    assert "tesseract-ocr-fra" in CONTAINER


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    """With a program that exists in the place of ours, which is not installed here."""
    unit = tmp_path / "boussole.service"
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT, flags=re.M), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
    assert done.returncode == 0
