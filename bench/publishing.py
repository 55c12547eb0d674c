"""How fast documents are read: `python -m bench.publishing FILES…` reads them as a publication does, and says how much.

Each file is read in a process of its own, two at once; pages that are pictures are recognised where tesseract is
installed. Reading is nearly all of the time that a document takes to be published.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from knowledge.contents import Content, Task
from knowledge.isolation import Workers


def main(files: Annotated[list[Path], typer.Argument(help="Documents.")], times: int = 1) -> None:
    """Read each file `times` times, as if they were as many files."""
    tasks = [Task(f"documents/{n}-{path.name}", path) for n in range(times) for path in files]
    start = perf_counter()
    with Workers() as read:
        found = read(tasks, lambda name: None)
    seconds, used = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    contents = [content for content in found.values() if isinstance(content, Content)]
    pages = sum(len({passage.page for passage in content.passages}) for content in contents)
    print(f"{len(contents)} documents sur {len(tasks)}, {pages} pages avec du texte, {seconds:.1f} s : ", end="")
    print(f"{pages / seconds:.1f} pages par seconde, charge {os.getloadavg()[0]:.1f}, ", end="")
    print(f"{(used.ru_utime + used.ru_stime) / max(pages, 1):.3f} s de processeur par page")


if __name__ == "__main__":
    typer.run(main)
