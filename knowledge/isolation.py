"""Files read in processes of their own: one that crashes, hangs or eats memory is set aside, the rest is read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Self

from knowledge.contents import Content, Read, Task, decode
from knowledge.errors import SourceError
from knowledge.readers.directory import Table

_START = "import sys; sys.path[0] = {root!r}; from knowledge.worker import serve; serve()"
_LARGEST = 128 * 1024 * 1024
"""Bytes of an answer."""

_SLOW = "Ce fichier est trop long à lire : enregistrez-le de nouveau, ou découpez-le."
_GREEDY = "Ce fichier demande trop de mémoire : allégez-le ou découpez-le."
_FATAL = "La lecture de ce fichier s’est arrêtée brutalement : il est sans doute abîmé, enregistrez-le de nouveau."


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a file may take, in seconds."""

    silence: float = 60.0
    """Without any sign of progress."""
    total: float = 1_800.0


class Workers:
    """Reading processes, started when they are first needed and kept for the files that follow."""

    def __init__(self, limits: Limits = Limits(), most: int = 2, command: Iterable[str] = ()) -> None:
        """At most `most` processes, which `command` starts: by default ours."""
        self._limits = limits
        self._command = tuple(command) or _command()
        self._workers = [_Worker(self._command, limits) for _ in range(min(most, os.cpu_count() or 1))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, for good."""
        for worker in self._workers:
            worker.close()

    def __call__(self, tasks: Iterable[Task], done: Callable[[str], None]) -> dict[str, Read]:
        """Read the files, largest first; see `contents.ReadAll`."""
        due = sorted(tasks, key=_size, reverse=True)
        free: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers if _is_much(due) else self._workers[:1]:
            free.put(worker)

        def read(task: Task) -> Read:
            worker = free.get()
            try:
                return worker.read(task)
            except SourceError as error:
                return error
            finally:
                free.put(worker)

        found: dict[str, Read] = {}
        with ThreadPoolExecutor(len(self._workers)) as pool:
            waiting = {pool.submit(read, task): task.name for task in due}
            try:
                for future in as_completed(waiting):
                    found[waiting[future]] = future.result()
                    done(waiting[future])
            except BaseException:  # Ctrl-C: nothing more is started, and what is under way ends
                for future in waiting:
                    future.cancel()
                self.close()
                raise
        return found


class _Worker:
    """One process, started again after a failure."""

    def __init__(self, command: tuple[str, ...], limits: Limits) -> None:
        self._command = command
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._frames: SimpleQueue[bytes | None] = SimpleQueue()

    def read(self, task: Task) -> Content | Table:
        """Have a file read; raises SourceError when it cannot be, the process being ended if it is the cause."""
        process = self._process or self._started()
        request = {
            "name": task.name,
            "path": str(task.path.absolute()),
            "table": "1" if task.table else "",
            "note": str(task.note.absolute()) if task.note else "",
        }
        try:
            assert process.stdin
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            answer = self._answer()
        except TimeoutError as error:  # which is an OSError
            self.stop()
            raise SourceError(_SLOW) from error
        except OSError:
            answer = None
        if answer is None:
            self.stop()
            raise SourceError(_FATAL)
        return _understood(answer)

    def close(self) -> None:
        """End the process, and start none any more: one that is being started ends as soon as it is there."""
        self._closed = True
        self.stop()

    def stop(self) -> None:
        """End the process and the programs that it runs, and wait for its end."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _started(self) -> subprocess.Popen[bytes]:
        """A process in a session of its own, so that a Ctrl-C is ours to handle; nothing of ours is forked into it."""
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        process = self._process
        if self._closed:
            self.stop()
            raise SourceError(_FATAL)
        self._frames = SimpleQueue()
        threading.Thread(target=_pump, args=(process.stdout, self._frames), daemon=True).start()
        return process

    def _answer(self) -> bytes | None:
        """The next answer, None when the process died; raises TimeoutError when it is silent or endless."""
        end = time.monotonic() + self._limits.total
        while (left := end - time.monotonic()) > 0:
            try:
                frame = self._frames.get(timeout=min(self._limits.silence, left))
            except Empty:
                break
            if frame != b"":
                return frame
        raise TimeoutError


def _pump(stream: IO[bytes] | None, frames: SimpleQueue[bytes | None]) -> None:
    """Pass the frames on, then None at the end of the stream."""
    with suppress(OSError, ValueError):
        while stream and len(head := stream.read(8)) == 8 and (length := int.from_bytes(head, "big")) <= _LARGEST:
            frame = stream.read(length)
            if len(frame) < length:
                break
            frames.put(frame)
    frames.put(None)


def _understood(answer: bytes) -> Content | Table:
    try:
        found = json.loads(answer)
        if "error" in found:
            raise SourceError(str(found["error"]))
        return decode(found["content"])
    except (ValueError, TypeError, KeyError) as error:
        raise SourceError(_GREEDY if answer == b'{"memory":true}' else _FATAL) from error


def _command() -> tuple[str, ...]:
    return (sys.executable, "-c", _START.format(root=str(Path(__file__).parent.parent)))


def _size(task: Task) -> int:
    try:
        return task.path.stat().st_size
    except OSError:
        return 0


def _is_much(tasks: list[Task]) -> bool:
    """Whether a second process is worth its start."""
    return len(tasks) > 1 and (len(tasks) >= 40 or sum(map(_size, tasks[1:])) > 60_000)
