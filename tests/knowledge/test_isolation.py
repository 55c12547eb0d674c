"""Reading processes: what a file does to one of them is said, and harms nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.contents import Content, Read, Task, read_here
from knowledge.errors import SourceError
from knowledge.isolation import Limits, Workers
from knowledge.readers.directory import Table
from tests.papers import save

SENTENCE = "Le plan soutient l’industrie."
PATIENT = Limits(silence=60, total=120)
"""For processes that answer: no load of the machine makes them late."""
QUICK = Limits(silence=2, total=3)
FRAME = (
    "import sys, os, time\ndef send(b): sys.stdout.buffer.write(len(b).to_bytes(8, 'big') + b); sys.stdout.flush()\n"
)
GOOD = 'b\'{"content":{"document":{"path":"a","title":"t"},"passages":[["i","' + "ok" + '","",null]],"warnings":[]}}\''


def silent(name: str) -> None:
    """Hears of each file done."""


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers() as opened:
        yield opened


def documents(folder: Path, number: int, text: str = SENTENCE) -> list[Task]:
    tasks = [Task(f"documents/{n}.md", folder / f"{n}.md") for n in range(number)]
    for task in tasks:
        task.path.write_text(f"{text} {task.name}", encoding="utf-8")
    return tasks


def scripted(body: str) -> tuple[str, ...]:
    """A process that acts on each line it reads."""
    return (
        sys.executable,
        "-c",
        f"{FRAME}for line in sys.stdin:\n" + "\n".join(f"    {line}" for line in body.split("\n")),
    )


def has_zombies() -> bool:
    """Whether a process that we started has ended without being waited for."""
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return False


def reason(read: Read) -> str:
    assert isinstance(read, SourceError)
    return str(read)


def test_what_is_read_apart_is_what_is_read_here(workers: Workers, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("nom;type;regions;effectif\nA;cluster;Bretagne;12\nB;;Bretagne;3\n")
    tasks = [*documents(tmp_path, 3), Task("directory/t.csv", tmp_path / "t.csv", table=True)]
    heard: list[str] = []
    apart, here = workers(tasks, heard.append), read_here(tasks, silent)
    assert {name: read for name, read in apart.items() if isinstance(read, Content)} == {
        name: read for name, read in here.items() if isinstance(read, Content)
    }
    one, other = apart["directory/t.csv"], here["directory/t.csv"]
    assert isinstance(one, Table)
    assert isinstance(other, Table)
    assert (one.actors, one.lines, str(one.errors[0])) == (other.actors, other.lines, str(other.errors[0]))
    assert sorted(heard) == sorted(apart)


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_read(workers: Workers, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4\nrien")
    read = workers([Task("documents/x.pdf", tmp_path / "x.pdf"), *documents(tmp_path, 2)], silent)
    assert "abîmé" in reason(read["documents/x.pdf"])
    assert sum(isinstance(each, Content) for each in read.values()) == 2


def test_many_files_keep_their_own_content(workers: Workers, tmp_path: Path) -> None:
    tasks = documents(tmp_path, 60)
    read = workers(tasks, silent)
    for task in tasks:
        content = read[task.name]
        assert isinstance(content, Content)
        assert content.passages[0].text == f"{SENTENCE} {task.name}"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("os._exit(3)", "brutalement"),
        ("os.abort()", "brutalement"),
        ("time.sleep(60)", "trop long"),
        ("while True: send(b''); time.sleep(0.05)", "trop long"),
        ("send(b'{\"memory\":true}')", "mémoire"),
        ("send(b'pas du json')", "brutalement"),
        ('send(b\'{"content":{"document":3}}\')', "brutalement"),
        ("sys.stdout.buffer.write(b'\\xff' * 64); sys.stdout.flush(); time.sleep(60)", "brutalement"),
        ("sys.stdout.buffer.write((99).to_bytes(8, 'big') + b'x'); sys.stdout.flush(); os._exit(0)", "brutalement"),
    ],
    ids=["exit", "abort", "hang", "endless", "memory", "garbage", "wrong", "huge", "cut"],
)
def test_a_process_that_fails_is_replaced_and_leaves_no_zombie(tmp_path: Path, body: str, words: str) -> None:
    """The second file fails its process; the others are read."""
    script = f"if '1.md' in line:\n    {body}\nelse:\n    send({GOOD})"
    limits = QUICK if words == "trop long" else PATIENT
    with Workers(limits, most=1, command=scripted(script)) as opened:
        read = opened(documents(tmp_path, 3), silent)
    assert words in reason(read["documents/1.md"])
    assert isinstance(read["documents/0.md"], Content)
    assert isinstance(read["documents/2.md"], Content)
    assert not has_zombies()


def test_signs_of_progress_are_waited_for(tmp_path: Path) -> None:
    script = f"for _ in range(8):\n    send(b''); time.sleep(0.1)\nsend({GOOD})"
    with Workers(PATIENT, most=1, command=scripted(script)) as opened:
        assert isinstance(opened(documents(tmp_path, 1), silent)["documents/0.md"], Content)


def test_one_process_serves_all_the_files_of_several_calls(tmp_path: Path) -> None:
    script = f"send({GOOD}.replace(b'ok', str(os.getpid()).encode()))"
    with Workers(PATIENT, most=1, command=scripted(script)) as opened:
        read = [opened(documents(tmp_path, 2), silent)["documents/1.md"] for _ in range(2)]
    assert len({each.passages[0].text for each in read if isinstance(each, Content)}) == 1


def test_stopping_in_the_middle_ends_the_processes_at_once(tmp_path: Path) -> None:
    """As Ctrl-C does: it shows as an exception in what hears of the progress."""

    def interrupted(name: str) -> None:
        raise KeyboardInterrupt

    start = time.monotonic()
    script = f"if '0.md' in line:\n    send({GOOD})\nelse:\n    time.sleep(60)"
    tasks = documents(tmp_path, 2, text=SENTENCE * 12_000)
    with pytest.raises(KeyboardInterrupt), Workers(Limits(), command=scripted(script)) as opened:
        opened(tasks, interrupted)
    assert time.monotonic() - start < 30
    assert not has_zombies()


def test_what_is_closed_starts_nothing_more(tmp_path: Path) -> None:
    """A file may be under way in another thread when the reading is stopped."""
    opened = Workers(Limits(), command=scripted(f"send({GOOD})"))
    opened.close()
    assert reason(opened(documents(tmp_path, 1), silent)["documents/0.md"])
    assert not has_zombies()


@pytest.mark.skipif(sys.platform == "win32", reason="address space is bounded on POSIX systems")
def test_the_memory_of_a_real_reading_process_is_bounded(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    hungry = (
        f"import sys; sys.path[0] = {root!r}\nfrom knowledge import worker\nworker.MEMORY = 300 * 1024**2\n"
        "def eat(task, pace): return [b'x' * 1024**2 for _ in range(2000)]\n"
        "worker.read_task = eat\nworker.serve()"
    )
    with Workers(PATIENT, most=1, command=(sys.executable, "-c", hungry)) as opened:
        assert "mémoire" in reason(opened(documents(tmp_path, 1), silent)["documents/0.md"])


def test_a_reading_process_ends_with_the_one_that_asked(tmp_path: Path) -> None:
    """Its input is closed in the middle of a file: it does not stay behind."""
    root = str(Path(__file__).parents[2])
    stuck = (
        f"import sys, time; sys.path[0] = {root!r}\nfrom knowledge import worker\n"
        "worker.read_task = lambda task, pace: (pace(), time.sleep(600))\nworker.serve()"
    )
    with subprocess.Popen(
        (sys.executable, "-c", stuck), stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"name": "a", "path": "a", "table": "", "note": ""}\n')
        process.stdin.flush()
        assert process.stdout.read(8) == bytes(8)
        process.stdin.close()
        assert process.wait(timeout=20) != 0


def test_a_pdf_tells_that_it_advances_page_by_page(tmp_path: Path) -> None:
    """A long one is not taken for one that hangs."""
    path = save(tmp_path / "a.pdf", *([["Un texte."]] * 300))
    with Workers(Limits(silence=10, total=60), most=1) as opened:
        assert isinstance(opened([Task("documents/a.pdf", path)], silent)["documents/a.pdf"], Content)
