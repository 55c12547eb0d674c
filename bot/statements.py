"""The SQL that every question runs, made once: putting a statement together costs more than running it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from bot.tables import conversations, pending, turns

MEMORY: Final = 6
"""How many exchanges a follow-up may look back on."""
_SPOKEN: Final = (turns.c.chat == sa.bindparam("chat"), turns.c.person == sa.bindparam("person"))
_SINCE: Final = (
    sa.select(conversations.c.since)
    .where(conversations.c.chat == sa.bindparam("chat"), conversations.c.person == sa.bindparam("person"))
    .scalar_subquery()
)
HISTORY: Final = (
    sa.select(turns.c.shown, turns.c.asked_at)
    .where(*_SPOKEN, turns.c.replaced.is_(False), turns.c.id > sa.func.coalesce(_SINCE, 0))
    .order_by(turns.c.id.desc())
    .limit(MEMORY)
)
LANGUAGE: Final = sa.select(turns.c.language).where(*_SPOKEN).order_by(turns.c.id.desc()).limit(1)
TOLD: Final = sa.select(conversations.c.told).where(
    conversations.c.chat == sa.bindparam("chat"), conversations.c.told.is_(True)
)
REPLACED: Final = (
    turns.update()
    .where(
        turns.c.chat == sa.bindparam("of_chat"),
        turns.c.person == sa.bindparam("of_person"),
        turns.c.message == sa.bindparam("of_message"),
    )
    .values(replaced=True)
)
KEPT: Final = turns.insert()
SPENT: Final = sa.select(
    sa.func.sum(sa.case((turns.c.asked_at >= sa.bindparam("since"), 1), else_=0)),
    sa.func.sum(sa.case((turns.c.asked_at >= sa.bindparam("lately"), 1), else_=0)),
    sa.func.sum(sa.case((turns.c.by_model.is_(True) & (turns.c.asked_at >= sa.bindparam("since")), 1), else_=0)),
).where(turns.c.person == sa.bindparam("by"), turns.c.asked_at >= sa.bindparam("first"))
ACCEPTED: Final = pending.insert()
DONE: Final = pending.update().where(pending.c.number == sa.bindparam("of_number")).values(content="", person="")
