"""From a batch of files to a published edition: the plan, the confirmation, the progress, the outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from telegram import Bot, InlineKeyboardMarkup

from bot import staff_render
from bot.buttons import STAFF, button, keyboard
from bot.incoming import Batch
from bot.office import Office
from bot.rich import Run
from bot.texts import Words
from knowledge.errors import BoussoleError, WorseError
from knowledge.plan import Plan
from knowledge.publishing import Outcome

GO, CANCEL, AGAIN, FORCE, WITHHELD, PRIVATE = "go", "no", "plan", "force", "held", "private"
"""What the buttons under a plan ask: publish, give up, plan anew, publish in spite of the golden questions, plan anew
with what was rolled back, and publish private data of persons too."""


class Progress:
    """What the publisher says of its work, from its thread; `runs` is how it shows now."""

    def __init__(self, words: Words, opening: str) -> None:
        self._words = words
        self._opening = opening
        self._now: tuple[str, int, int] | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        """Hear one step's progress."""
        self._now = step, done, total

    def runs(self) -> list[Run]:
        """The step under way, and how far it is."""
        if self._now is None:
            return self._words.runs(self._opening)
        return staff_render.progress(*self._now, self._words)


class Publication:
    """Plans and publishes batches, telling it on their boards."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def plan(self, bot: Bot, batch: Batch) -> bool:
        """Receive the files and show what publishing them would change; False where there is nothing to confirm."""
        progress = Progress(batch.words, "staff.reading_files")
        batch.plan = None
        try:
            async with batch.board.following(progress.runs):
                await batch.receive(bot)
                plan = await asyncio.to_thread(self._planned, batch, progress)
        except BoussoleError as error:
            await batch.board.show([Run(str(error))], _choices(batch, AGAIN, CANCEL))
            return True
        except Exception:
            await batch.board.show(batch.words.runs("staff.failed"))
            raise
        asked = {GO: _brings_something(plan), PRIVATE: bool(plan.confirmed), WITHHELD: bool(plan.returned)}
        details = [detail for detail, is_there in asked.items() if is_there]
        batch.plan = plan if asked[GO] or asked[PRIVATE] else None
        runs = staff_render.plan(plan, batch.notes, batch.words)
        await batch.board.show(runs, _choices(batch, *details, CANCEL) if details else None)
        return bool(details)

    def _planned(self, batch: Batch, progress: Callable[[str, int, int], None]) -> Plan:
        publisher = self._office.publisher(batch.who)
        return publisher.plan(publisher.sources.adding(batch.files), progress, batch.again)

    async def publish(self, batch: Batch, force: bool) -> bool:
        """Publish the plan and say what came of it; False where the batch may be tried again or given up."""
        progress = Progress(batch.words, "staff.publishing")
        try:
            async with batch.board.following(progress.runs):
                outcome = await asyncio.to_thread(self._published, batch, progress, force)
        except WorseError as error:
            await batch.board.show(staff_render.worse(error, batch.words), _choices(batch, FORCE, CANCEL))
            return False
        except BoussoleError as error:
            await batch.board.show([Run(str(error))], _choices(batch, AGAIN, CANCEL))
            return False
        except Exception:
            await batch.board.show(batch.words.runs("staff.failed"))
            raise
        batch.discard()
        await batch.board.show(staff_render.outcome(outcome, batch.words))
        return True

    def _published(self, batch: Batch, progress: Callable[[str, int, int], None], force: bool) -> Outcome:
        assert batch.plan
        publisher = self._office.publisher(batch.who)
        return publisher.publish(batch.plan, progress, force=force)


def _brings_something(plan: Plan) -> bool:
    """Whether there is anything of the batch to publish."""
    return bool(plan.changes.copies or plan.again) and not plan.changes_nothing


def _choices(batch: Batch, *details: str) -> InlineKeyboardMarkup | None:
    labels = {
        GO: "staff.go", CANCEL: "staff.cancel", AGAIN: "staff.again", FORCE: "staff.force",
        WITHHELD: "staff.withheld", PRIVATE: "staff.private",
    }  # fmt: skip
    if batch.again or (batch.plan and batch.plan.sensitive):
        labels[GO] = "staff.force"  # what calls for a second thought is not called by its everyday name
    buttons = [button(batch.words(labels[detail]), STAFF, batch.number, detail) for detail in details]
    return keyboard([buttons] if len(buttons) < 3 else [[each] for each in buttons])
