"""The process that reads files for another one: whatever a file does to it, nobody else falls.

It takes one JSON request a line on its standard input and writes frames on its standard output: eight bytes of length,
then nothing ("still at it"), or a JSON object with what was read or why it was not. It ends when its input does, even
in the middle of a file.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from knowledge.contents import Task, encode, read_task
from knowledge.errors import SourceError

MEMORY = 2 * 1024**3
"""Bytes of address space that a reading process may take."""


def serve() -> None:
    """Read files until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not fall among the frames
    requests: SimpleQueue[dict[str, str]] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    _restrain()
    while True:
        _answer(requests.get(), answers)


def _answer(request: dict[str, str], answers: BinaryIO) -> None:
    task = Task(
        request["name"],
        Path(request["path"]),
        bool(request["table"]),
        Path(request["note"]) if request["note"] else None,
    )
    try:
        _send(answers, b'{"content":' + encode(read_task(task, lambda: _send(answers, b""))) + b"}")
    except SourceError as error:
        _send(answers, json.dumps({"error": str(error)}).encode())
    except MemoryError:
        _send(answers, b'{"memory":true}')


def _send(answers: BinaryIO, frame: bytes) -> None:
    answers.write(len(frame).to_bytes(8, "big") + frame)
    answers.flush()


def _listen(requests: SimpleQueue[dict[str, str]]) -> None:
    for line in sys.stdin.buffer:
        requests.put(json.loads(line))
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # with the programs that it runs
    os._exit(0)


def _restrain() -> None:
    """Bound the memory, leave no core dump, and let the programs that it runs use one core each."""
    os.putenv("OMP_THREAD_LIMIT", "1")
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    serve()
