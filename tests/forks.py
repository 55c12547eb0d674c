"""Programs in processes of their own that start at once: one process loads what takes time, and forks for each of them.

What runs is the program itself, from its first line to its exit code, with its own settings, files and signals; only
libraries and our modules are there already. Tests of the start itself, or of what a shell does, use `subprocess`.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from knowledge.assembly import places
from knowledge.phrasebook import shipped_phrases

ROOT = Path(__file__).parent.parent
LOADED = (
    "bot.app bot.contract bot.doctor bot.observing bot.office bot.terminal bot.warming prometheus_client "
    "knowledge.assembly knowledge.golden knowledge.staff_run knowledge.index knowledge.telling langchain_openai "
    "chromadb.api.rust chromadb.telemetry.product.posthog numpy.ma"
)
"""What our programs load, the last ones on first use."""
_WORD = 8
"""Bytes of a number on a pipe or a socket."""


class Program:
    """A running program, as `subprocess.Popen` shows one."""

    def __init__(self, pid: int, ending: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ending = ending

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None as long as it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended; raises TimeoutExpired."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it without notice."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._ending], [], [], timeout)[0]:
            self.returncode = _number(os.read(self._ending, _WORD))
            os.close(self._ending)
        return self.returncode


def start(command: Sequence[str], environment: Mapping[str, str], files: Sequence[int], folder: Path = ROOT) -> Program:
    """Start `python COMMAND` in a folder; `files` are its input, its output and where it says what is wrong."""
    asked = json.dumps({"command": list(command), "environment": dict(environment), "folder": str(folder)}).encode()
    ending, ended = os.pipe()
    server = _server()
    socket.send_fds(server, [len(asked).to_bytes(_WORD)], [*files, ended])
    server.sendall(asked)
    os.close(ended)
    return Program(_number(os.read(ending, _WORD)), ending)


def start_quietly(command: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT) -> Program:
    """Start a program that nobody types to nor listens to."""
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 – it is no path to read
        return start(command, environment, [nothing.fileno()] * 3, folder)


def run(command: Sequence[str], environment: Mapping[str, str], typed: str = "", folder: Path = ROOT,
        timeout: float = 120) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """Run `python COMMAND` to its end, or for `timeout` seconds at most: then TimeoutExpired is raised."""
    with tempfile.TemporaryFile() as read, tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as wrong:
        read.write(typed.encode())
        read.seek(0)
        program = start(command, environment, [stream.fileno() for stream in (read, said, wrong)], folder)
        try:
            code = program.wait(timeout)
        finally:
            program.kill()
        for stream in (said, wrong):
            stream.seek(0)
        return subprocess.CompletedProcess(list(command), code, said.read().decode(), wrong.read().decode())


def _number(word: bytes) -> int:
    if len(word) != _WORD:
        raise RuntimeError("the process that forks has ended")
    return int.from_bytes(word, signed=True)


@cache
def _server() -> socket.socket:
    """Where programs are asked for; whatever still runs ends with the tests."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forks", str(theirs.fileno())],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # a process with one thread can be forked
        pass_fds=[theirs.fileno()],
        start_new_session=True,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def _serve(asking: socket.socket) -> dict[str, Any]:
    """Fork for each program that is asked for; returns in each process that is to be one."""
    while True:
        head, received, _, _ = socket.recv_fds(asking, _WORD, 4)
        with_ended = os.WNOHANG
        while _reaped(with_ended):
            pass
        if not head:
            os.killpg(0, signal.SIGKILL)
        told = asking.recv(_number(head), socket.MSG_WAITALL)
        *files, ending = received
        if not os.fork():
            if not (program := os.fork()):
                os.close(ending)
                asking.close()
                return json.loads(told) | {"files": files}
            _keep(program, ending)
        for file in received:
            os.close(file)


def _reaped(how: int) -> bool:
    """Whether there was an ended process to wait for."""
    try:
        return os.waitpid(-1, how)[0] != 0
    except ChildProcessError:
        return False


def _keep(program: int, ending: int) -> None:
    """Tell of a program its number, then its exit code."""
    os.write(ending, program.to_bytes(_WORD))
    status = os.waitpid(program, 0)[1]
    os.write(ending, os.waitstatus_to_exitcode(status).to_bytes(_WORD, signed=True))
    os._exit(0)


def _become(program: dict[str, Any]) -> None:
    """Be the program, as the interpreter would have started it."""
    for number, file in enumerate(program["files"]):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 – the interpreter's own
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(program["environment"])
    os.chdir(program["folder"])
    script, *arguments = program["command"]
    if script == "-m":
        module, *arguments = arguments
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        sys.argv = [script, *arguments]
        runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    for name in LOADED.split():
        import_module(name)
    places()
    shipped_phrases()
    gc.collect()
    gc.freeze()  # what was loaded is not gone through again in each program
    _become(_serve(socket.socket(fileno=int(sys.argv[1]))))
