"""What is written of a library's doings and of a crash holds nothing that they quote."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from bot.logs import Discreet
from tests.conftest import ROOT

SAID = "https://api.example/bot123:TOKEN said by 5001"


def record(name: str, error: BaseException | None = None) -> logging.LogRecord:
    trouble = (type(error), error, None) if error else None
    return logging.LogRecord(name, logging.ERROR, "client.py", 42, "asked %s", (SAID,), trouble)


@pytest.mark.parametrize("name", ["httpx", "telegram.ext", "asyncio", "aiohttp.server", "botany"])
def test_of_a_library_only_the_place_and_the_type_of_its_error_show(name: str) -> None:
    line = Discreet().format(record(name, ValueError(SAID)))
    assert line.endswith(f"ERROR {name}: client.py:42 (ValueError)")


def test_our_own_records_show_their_words_but_not_those_of_an_error() -> None:
    line = Discreet().format(record("bot.app", ValueError("the error's words")))
    assert line.endswith(f"ERROR bot.app: asked {SAID} (ValueError)")


CRASHES = {
    "the program": "raise ValueError(secret)",
    "a thread": "import threading; t = threading.Thread(target=int, args=(secret,)); t.start(); t.join()",
    "a task": "import asyncio\nasync def fail(): raise ValueError(secret)\n"
    "async def main(): asyncio.create_task(fail()); await asyncio.sleep(0)\nasyncio.run(main(), debug=True)",
    "a library": "import logging; logging.getLogger('openai').debug(secret); logging.getLogger('httpx').error(secret)",
}


@pytest.mark.parametrize("code", CRASHES.values(), ids=CRASHES)
def test_a_crash_names_its_place_and_type_and_quotes_nothing(code: str) -> None:
    program = f"from bot.logs import configure\nconfigure('DEBUG')\nsecret = 'TOK' + 'EN'\n{code}"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "TOKEN" not in done.stderr
    assert "ValueError" in done.stderr or "httpx" in done.stderr
