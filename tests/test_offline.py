"""Nothing but the configured servers is ever reached: whole conversations and publications with the way out shut."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.guard import is_here

CONVERSATIONS = (
    "tests/bot/test_real_assistant.py",
    "tests/bot/test_staff.py::test_a_file_is_planned_confirmed_published_and_answered_from",
    "tests/test_ingest.py::test_the_default_command_publishes_the_folder_and_says_what_changed",
)
"""Publishing, questions, follow-ups, actors, a territory, orientation, a card, a publication by staff, `ingest.py`."""
REACH = {
    "a connection": "import socket; socket.create_connection(('192.0.2.1', 443), 1)",
    "a name": "import socket; socket.getaddrinfo('boussole.example', 443)",
    "an old way to resolve": "import socket; socket.gethostbyname('boussole.example')",
    "a datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'?', ('192.0.2.1', 53))",
    "asyncio": "import asyncio; asyncio.run(asyncio.open_connection('192.0.2.1', 443))",
    "a program": "import subprocess, sys; "
    "sys.exit(subprocess.call([sys.executable, '-c', 'import socket; socket.gethostbyname(\"boussole.example\")']))",
}


class Shut:
    """Runs Python with the way out shut."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "attempts"
        self._guard = folder / "guard"
        self._guard.mkdir()
        shutil.copy(ROOT / "tests" / "guard.py", self._guard / "sitecustomize.py")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join((str(self._guard), str(ROOT)))
        environment = {**os.environ, "PYTHONPATH": path, "GUARD_LOG": str(self._log)}
        environment.pop("ANONYMIZED_TELEMETRY", None)  # Chroma has to keep quiet without being asked from outside
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip

    @property
    def attempts(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []

    @property
    def processes(self) -> int:
        return len(set(Path(f"{self._log}.processes").read_text(encoding="utf-8").split()))


@pytest.fixture
def shut(tmp_path: Path) -> Shut:
    return Shut(tmp_path)


def test_whole_conversations_and_publications_try_to_reach_nobody(shut: Shut) -> None:
    done = shut.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *CONVERSATIONS)
    assert done.returncode == 0, done.stdout
    assert shut.attempts == []
    assert shut.processes > 2  # those that read files are watched too


@pytest.mark.parametrize("code", REACH.values(), ids=REACH)
def test_the_guard_refuses_and_writes_down_every_way_out(shut: Shut, code: str) -> None:
    assert shut.run("-c", code).returncode != 0
    assert len(shut.attempts) == 1


def test_this_machine_can_be_reached(shut: Shut) -> None:
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    assert shut.run("-W", "ignore", "-c", code).returncode == 0
    assert shut.attempts == []


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.9", True), ("::1", True), (None, True), (b"localhost", True), ("/run/x", True), ("0.0.0.0", True),
     ("10.0.0.1", False), ("api.telegram.org", False), ("fe80::1%eth0", False)],
)  # fmt: skip
def test_what_is_here_is_told_from_what_is_not(host: object, here: bool) -> None:
    assert is_here(host) is here
