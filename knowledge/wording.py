"""Sentences about directory entries: every name, site and contact in them is the entry's own."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking import Kind
from knowledge.kinds import AGENCY, NATIONAL, called
from knowledge.mentions import mentions
from knowledge.phrases import say
from knowledge.reasons import agency_reason, region_reason
from knowledge.records import Actor, ActorMatch
from knowledge.regions import named_together
from knowledge.typography import curly, of, the


def placed(actor: Actor, language: str) -> str:
    """What and where an actor is: " (pôle de compétitivité, Oyonnax)"."""
    where = actor.city or named_together(actor.regions, language)
    parts = ", ".join(part for part in (called(actor.kind, language), where) if part)
    return curly(f" ({parts})") if parts else ""


def pointing(matches: Sequence[ActorMatch], language: str) -> str:
    """Point a person to the first of these actors: who, why, and how its entry says to reach it, or whom else."""
    first = matches[0].actor
    lines = [
        say("actor_lead", language, name=_towards(first, language), place=placed(first, language)),
        " · ".join(_beside(matches[0], language)),
    ]
    lines += [first.site, first.contact, "" if first.verified else say("unverified", language)]
    if not first.reachable:
        lines.append(say("unreachable", language))
        lines += [whom_to_contact(one.actor, language) for one in matches[1:] if one.actor.reachable][:1]
    return "\n".join(line for line in lines if line)


def _beside(match: ActorMatch, language: str) -> list[str]:
    """The reasons for an actor, without the regions that its kind, its place or another reason tells already."""
    actor = match.actor
    told = not actor.city or actor.kind == NATIONAL or (actor.kind == AGENCY and agency_reason(language) in match.why)
    covered = {curly(region_reason(actor, region, language)) for region in actor.regions} if told else set()
    return [reason for reason in match.why if reason not in covered]


def reached(actor: Actor, language: str) -> str:
    """Every way to reach an actor that its entry holds, or that it holds none."""
    lines = [say("site", language, value=actor.site)] if actor.site else []
    lines += [say("contact_line", language, value=actor.contact)] if actor.contact else []
    if not lines:
        return say("field_missing_contact", language, name=curly(actor.name))
    return "\n".join([f"{curly(actor.name)}{placed(actor, language)}", *lines])


def whom_to_contact(actor: Actor, language: str, *, perhaps: bool = False) -> str:
    """Whom to turn to when the base does not hold the answer; `perhaps`, if it is a company that asks."""
    ways = " — ".join(way for way in (actor.site, actor.contact) if way)
    return say(
        "contact_perhaps" if perhaps else "contact",
        language,
        name=_towards(actor, language),
        place=placed(actor, language),
        details=f"{':' if language == 'en' else ' :'} {ways}" if ways else "",
    )


def field(actor: Actor, kind: Kind, language: str) -> str:
    """What the entry says to someone who asks for one detail of an actor, or that it does not say it."""
    if kind is Kind.LINK:
        return _site(actor, language)
    if kind is Kind.PLACE:
        key = "field_city" if actor.city else "field_missing_city"
        return say(key, language, name=curly(actor.name), value=actor.city)
    if actor.contact and mentions(kind, actor.contact):
        return say("field_contact", language, **of_whom(actor), value=actor.contact)
    key = "field_missing_contact_site" if actor.site else "field_missing_contact"
    return say(key, language, **of_whom(actor), value=actor.site)


def _site(actor: Actor, language: str) -> str:
    key = "field_site" if actor.site else "field_missing_site"
    return say(key, language, **of_whom(actor), value=actor.site)


def of_whom(actor: Actor) -> dict[str, str]:
    """An actor's name, alone and after "de"."""
    name = curly(actor.name)
    return {"name": name, "of_name": of(name)}


def _towards(actor: Actor, language: str) -> str:
    """An actor's name after "vers", "contacter": with the article that it takes in French."""
    return curly(actor.name if language == "en" else the(actor.name))
