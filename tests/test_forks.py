"""Programs that are forked are what an interpreter of their own would make of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forks

SCRIPT = """
import asyncio, os, sys, threading
print(__name__, sys.argv, os.getcwd(), os.environ.get("HUE"), sys.stdin.read(), "é", flush=True)
print("wrong", file=sys.stderr)
if "late" in sys.argv:
    threading.Timer(0.1, print, ["a thread"]).start()
if "fails" in sys.argv:
    raise ValueError("told")
if "stays" in sys.argv:
    threading.Event().wait(60)
print(asyncio.run(asyncio.sleep(0, "a loop")))
sys.exit("bye" if "says" in sys.argv else 3)
"""


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("argument", ["plain", "late", "says", "fails"])
def test_a_forked_program_ends_as_a_started_one_does(script: str, tmp_path: Path, argument: str) -> None:
    """The same words, the same complaint at its end, the same code."""
    environment = {**os.environ, "HUE": "red"}
    forked = forks.run((script, argument), environment, "typed", tmp_path)
    started = subprocess.run(
        (sys.executable, script, argument), cwd=tmp_path, env=environment, input="typed", capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert (forked.returncode, forked.stdout) == (started.returncode, started.stdout)
    assert forked.stderr.splitlines()[-1] == started.stderr.splitlines()[-1]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_signal_ends_a_forked_program_and_is_told(script: str, number: int) -> None:
    program = forks.start_quietly((script, "stays"), os.environ)
    assert program.poll() is None
    program.send_signal(number)
    assert program.wait(60) == -number
    assert program.poll() == -number


def test_one_that_takes_too_long_is_told(script: str, tmp_path: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        forks.run((script, "stays"), os.environ, folder=tmp_path, timeout=0.1)


def test_programs_run_beside_each_other_and_know_nothing_of_each_other(script: str) -> None:
    programs = [forks.start_quietly((script, argument), os.environ) for argument in ("stays", "plain")]
    assert programs[1].wait(60) == 3
    assert programs[0].poll() is None
    programs[0].kill()
    assert programs[0].wait(60) == -signal.SIGKILL
