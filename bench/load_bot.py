"""The bot as a process of its own for the load test: published, started, watched, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from bench.load_api import LoadApi

_ROOT = Path(__file__).parent.parent
_PATIENCE = 120.0


class BotProcess:
    """`python -m bot run`, whose memory is read once a second."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.samples: list[tuple[float, float]] = []
        """Moments (seconds of `perf_counter`) and megabytes held then."""
        self._process = process
        self._log = log
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def memory(self) -> float:
        """Megabytes that the process holds (Linux); memory-mapped files that were read count."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def processor(self) -> float:
        """Seconds of processor that the process has taken (Linux)."""
        columns = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(columns[11]) + int(columns[12])) / os.sysconf("SC_CLK_TCK")

    def troubles(self) -> Counter[str]:
        """The lines of its log, without their hours, and how often each came; it logs warnings and errors only."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return Counter(line.split(" ", 2)[-1] for line in lines if " WARNING " in line or " ERROR " in line)

    def stop(self) -> None:
        """Ask it to finish; kill it where it does not."""
        self._over.set()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _watch(self) -> None:
        while not self._over.wait(1.0) and self._process.poll() is None:
            self.samples.append((perf_counter(), self.memory()))


@contextmanager
def running(api: LoadApi, folder: Path) -> Iterator[BotProcess]:
    """Publish the shipped base in `folder`, then run the bot on it until the end of the block.

    Publishing has a process of its own, so that the memory it took is not the bot's.
    """
    settings = _environment(api, folder)
    command = [sys.executable, "-m", "bot"]
    subprocess.run([*command, "ask", "Bonjour"], cwd=folder, env=settings, check=True, capture_output=True)
    log = folder / "bot.log"
    with log.open("wb") as errors:
        process = subprocess.Popen([*command, "run"], cwd=folder, env=settings, stderr=errors)
    bot = BotProcess(process, log)
    try:
        api.wait(lambda: api.called("setMyCommands") or None, "the bot to start", _PATIENCE)
        yield bot
    finally:
        bot.stop()


def _environment(api: LoadApi, folder: Path) -> dict[str, str]:
    """No setting of the machine counts: neither its variables nor, the work being done in `folder`, an .env file."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(_ROOT),
        "SOURCES_DIR": str(_ROOT / "sources"),
        "KNOWLEDGE_DIR": str(folder / "var"),
        "TELEGRAM_BOT_TOKEN": api.token,
        "TELEGRAM_API_URL": api.url,
        "DAILY_QUESTIONS_PER_USER": "0",
        "LOG_LEVEL": "WARNING",
    }
