"""What the staff desk shows: plans, outcomes, the state of the base, its history, and what people did not find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.gaps import Gap
from bot.rich import Run, joined, split
from bot.statistics import Figures
from bot.texts import Words
from bot.upkeep import State
from knowledge.dates import in_words
from knowledge.differences import Difference
from knowledge.editions import Manifest
from knowledge.errors import WorseError
from knowledge.history import Event
from knowledge.plan import Plan, Withheld
from knowledge.publishing import Outcome
from knowledge.scrutiny import some
from knowledge.sources import Rejected

MOST = 12
"""Lines of one list, at most: it is read on a phone."""
_LINE = 180
_BAR = 12
_STEPS = {"lecture": "staff.reading", "index": "staff.indexing"}


def progress(step: str, done: int, total: int, words: Words) -> list[Run]:
    """A step under way with its bar."""
    if step == "index" and done >= total:  # what remains has no count: the golden questions, the disk
        return words.runs("staff.checking")
    title = words(_STEPS[step]) if step in _STEPS else step.capitalize()
    share = min(done / total, 1.0) if total > 0 else 0.0
    bar = "▓" * round(share * _BAR) + "░" * (_BAR - round(share * _BAR))
    return [Run(f"{title}…", "b"), Run(f"\n{bar} {share:.0%}".replace("%", "\u202f%"))]


def plan(made: Plan, notes: Sequence[str], words: Words) -> list[Run]:
    """What publishing would change, what was set aside and why, what deserves a look: in one message."""
    fitting = (_plan(made, notes, words, most) for most in (MOST, 6, 3, 1))
    return next(runs for runs in fitting if len(split(runs)) == 1)


def _plan(made: Plan, notes: Sequence[str], words: Words, most: int) -> list[Run]:
    nothing = made.changes_nothing or not (made.changes.copies or made.again)
    blocks = [
        words.runs(("staff.plan_private_only" if made.private else "staff.plan_nothing") if nothing else "staff.plan"),
        _listed("staff.plan_new", made.new, words, most),
        _listed("staff.plan_changed", made.changed, words, most),
        _listed("staff.plan_removed", made.removed, words, most),
        _listed("staff.plan_private", [_private(one, words) for one in made.private], words, most),
        words.runs("staff.plan_private_then") if made.private else [],
        _listed("staff.plan_sensitive", made.sensitive, words, most),
        _listed("staff.plan_rejected", [_rejected(row, words) for row in made.rejected], words, most),
        _listed("staff.plan_notes", [*notes, *_harmless(made)], words, most),
        *(_difference(one, words, min(most // 4, 3)) for one in made.differences[: most // 2]),
        words.runs("staff.plan_unchanged", count=len(made.unchanged)) if made.unchanged else [],
        words.runs("staff.plan_rebuilds") if made.rebuilds else [],
        _listed("staff.plan_withheld", [_withheld(one, words) for one in made.returned], words, most),
        words.runs("staff.plan_withheld_then") if made.returned else [],
    ]
    return list(joined([block for block in blocks if block], "\n\n"))


def _withheld(one: Withheld, words: Words) -> str:
    key = "staff.withheld_removal" if one.removal else "staff.withheld_since"
    return words(key, name=one.name, moment=moment(one.since, words))


def _private(one: Withheld, words: Words) -> str:
    return words("staff.private_found", name=one.name, found=some(one.private))


def _harmless(made: Plan) -> list[str]:
    return [warning for warning in made.warnings if warning not in made.sensitive]


def _difference(one: Difference, words: Words, most: int) -> list[Run]:
    """What the new version of a document says more and no longer says, each sentence after its sign."""
    head = words.runs("staff.plan_difference", name=one.name, more=one.more, fewer=one.fewer)
    gained = [[Run(f"+ {_short(sentence)}")] for sentence in one.gained[:most]]
    lost = [[Run(f"− {_short(sentence)}")] for sentence in one.lost[:most]]
    return list(joined([head, *gained, *lost]))


def outcome(made: Outcome, words: Words) -> list[Run]:
    """What was published."""
    if not made.published:
        return words.runs("staff.up_to_date", edition=made.edition)
    seconds = f"{made.seconds:.1f}".replace(".", "," if words.language == "fr" else ".")
    counts = words("staff.counts", documents=made.documents, passages=made.passages, actors=made.actors,
                   territories=made.territories)  # fmt: skip
    runs = words.runs("staff.published", edition=made.edition, seconds=seconds, counts=counts)
    return [*runs, Run("\n\n"), *_listed("staff.forced", made.worse, words)] if made.worse else runs


def worse(error: WorseError, words: Words) -> list[Run]:
    """The golden questions that an edition would answer less well."""
    why = {failure["ask"]: failure["why"] for failure in error.failures}
    lines = [f"{ask} : {why[ask]}" if why.get(ask) else ask for ask in error.questions]
    blocks = [_listed("staff.worse", lines, words), words.runs("staff.worse_then")]
    return list(joined(blocks, "\n\n"))


def state(now: State, words: Words) -> list[Run]:
    """The edition in use: how much, since when and by whom, what has expired, what is to be verified."""
    manifest = now.manifest
    documents = sum(entry.kind == "document" for entry in manifest.sources)
    counts = words("staff.counts", documents=documents, passages=manifest.passages, actors=manifest.actors,
                   territories=manifest.territories)  # fmt: skip
    blocks = [
        words.runs("staff.base", edition=manifest.number, counts=counts),
        [Run(event(now.last, words))] if now.last else [],
        words.runs("staff.base_pending") if now.pending else [],
        _listed("staff.base_expired", [_until(name, day, words) for name, day in now.expired], words),
        _listed("staff.base_expiring", [_until(name, day, words) for name, day in now.expiring], words),
        _listed("staff.base_to_check", now.to_check, words),
        _listed("staff.base_rejected", [_rejected(row, words) for row in manifest.rejected], words),
        [] if now.needs_care else words.runs("staff.base_fine"),
    ]
    return list(joined([block for block in blocks if block], "\n\n"))


def _until(name: str, day: str, words: Words) -> str:
    return f"{name} ({in_words(day, words.language)})"


def history(events: Sequence[Event], current: int | None, words: Words) -> list[Run]:
    """The last changes of edition, newest first."""
    if not events:
        return words.runs("staff.no_history")
    lines = [[Run(f"• {event(one, words)}")] for one in events]
    return [*words.runs("staff.history", edition=current), Run("\n\n"), *joined(lines)]


def event(one: Event, words: Words) -> str:
    """A publication or return in one line."""
    who = one.who or words("staff.someone")
    key = "staff.event_back" if one.what == "retour" else "staff.event_published"
    return words(key, edition=one.edition, before=one.before, who=who, moment=moment(one.at, words))


def confirm_return(manifest: Manifest, current: int | None, words: Words) -> list[Run]:
    """What going back to an edition means, before it is done."""
    made = moment(manifest.created, words)
    return words.runs("staff.back_ask", edition=manifest.number, current=current, moment=made, actors=manifest.actors,
                      passages=manifest.passages)  # fmt: skip


def moment(at: str, words: Words) -> str:
    """An ISO 8601 moment as one says it, in the server's time zone."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    hour = f"{local:%H h %M}".replace(" ", "\u202f") if words.language == "fr" else f"{local:%H:%M}"
    return words("staff.moment", date=in_words(local.date().isoformat(), words.language), hour=hour)


def gaps(found: Sequence[Gap], days: int, words: Words) -> list[Run]:
    """What people asked in vain, the most frequent first."""
    if not found:
        return words.runs("staff.no_gaps", days=days)
    total = sum(gap.count for gap in found)
    head = words.runs("staff.gaps", days=days, total=total, groups=len(found))
    lines = [[Run(f"{gap.count} × ", "b"), Run(f"« {_short(gap.question)} »{_reasons(gap, words)}")] for gap in
             found[:MOST]]  # fmt: skip
    more = [Run("\n" + words("staff.more", count=len(found) - MOST))] if len(found) > MOST else []
    return [*head, Run("\n\n"), *joined(lines, "\n"), *more]


def _reasons(gap: Gap, words: Words) -> str:
    parts = [
        words("staff.gap_unanswered", count=gap.unanswered) if gap.unanswered else "",
        words("staff.gap_nobody", count=gap.nobody) if gap.nobody else "",
        words("staff.gap_disliked", count=gap.disliked) if gap.disliked else "",
    ]
    return " – " + ", ".join(part for part in parts if part)


def statistics(figures: Figures, words: Words) -> list[Run]:
    """The figures in words, under their picture."""
    if not figures.questions:
        return words.runs("staff.no_stats", days=len(figures.days))
    runs = words.runs(
        "staff.stats", days=len(figures.days), questions=figures.questions, share=round(100 * figures.answered_share),
        middle=seconds(figures.p50, words.language), slow=seconds(figures.p95, words.language), up=figures.up,
        down=figures.down,
    )  # fmt: skip
    return [*runs, Run("\n"), *_spending(figures, words)] if figures.written else runs


def _spending(figures: Figures, words: Words) -> list[Run]:
    """What the language model cost."""
    key = "staff.stats_model_estimated" if figures.estimated else "staff.stats_model"
    return words.runs(key, written=figures.written, read=figures.tokens_in, wrote=figures.tokens_out)


def seconds(milliseconds: float | None, language: str) -> str:
    """A time as one reads it: "85 ms" under a second, "1,4 s" above."""
    if milliseconds is None:
        return "–"
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.1f} s".replace(".", "," if language == "fr" else ".")


def _rejected(row: Rejected, words: Words) -> str:
    name = Path(row.name).name if Path(row.name).is_absolute() else row.name  # where the server keeps it is nobody's
    place = name if row.line is None else words("staff.row", name=name, line=row.line)
    return f"{place} : {row.reason}" if words.language == "fr" else f"{place}: {row.reason}"


def _listed(key: str, lines: Sequence[str], words: Words, most: int = MOST) -> list[Run]:
    """A title, with the count of what is listed under it; nothing for an empty list."""
    if not lines:
        return []
    shown = [[Run(line)] for line in _capped(lines, words, most)]
    return [*words.runs(key, count=len(lines)), Run("\n"), *joined(shown)]


def _capped(lines: Sequence[str], words: Words, most: int) -> Iterator[str]:
    yield from (f"• {_short(line)}" for line in lines[:most])
    if len(lines) > most:
        yield words("staff.more", count=len(lines) - most)


def _short(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LINE else line[: _LINE - 1].rstrip() + "…"
