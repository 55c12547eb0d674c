"""What several tests of `knowledge` share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.openai_server import Step, serving
from tests.writers import Bench, Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Gives a bench whose server plays the steps given."""
    with ExitStack() as open_servers:

        def start(*script: Step, timeout: float = 5.0, deadline: float = 60.0) -> Bench:
            return Bench(open_servers.enter_context(serving(*script)), timeout, deadline)

        yield start
