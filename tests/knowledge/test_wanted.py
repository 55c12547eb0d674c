"""What is asked for (a figure, a holder of an office, a contact) has to be told of what, whom and where it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from knowledge.answering import Assistant
from knowledge.assembly import open_assistant
from knowledge.settings import Settings
from tests.conftest import publish, small_base

TEXT = """---
title: Le réseau des ateliers
date: 2024-05
---

## Combien d’ateliers et de formateurs dans le réseau ?

Le réseau compte 320 ateliers et 45 formateurs. Il agit depuis presque vingt ans.

## Qui préside le réseau ?

En 2024, la présidente du réseau des ateliers était Camille Martin, ancienne directrice de la Forge.

Le président de la Ligue des tourneurs a proposé une coopération au réseau des ateliers.

## Combien coûte une adhésion ?

L’adhésion au réseau coûte 150 euros par an.

{filler}

## Pour en savoir plus

Le réseau des ateliers, 12 rue du Temps 03100 Montluçon

Contact : Dominique Petit, 04 70 00 00 00 / dominique.petit@ateliers.example
"""
_TOWNS = "Thiers Gannat Vichy Riom Issoire Ambert Cusset Brioude Langeac Moulins Montluçon Commentry".split()
FILLER = "\n\n".join(f"## La forge de {town}\n\nÀ {town}, la forge du réseau fait des lames." for town in _TOWNS)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on one sheet about a made-up network."""
    settings: Settings = small_base(tmp_path_factory.mktemp("wanted"))
    sheet = settings.sources_dir / "documents" / "reseau.md"
    sheet.write_text(TEXT.format(filler=FILLER), encoding="utf-8")
    publish(settings)
    with closing(open_assistant(settings)) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("combien d’ateliers dans le réseau", "320 ateliers"),
        ("cb de formateurs compte le réseau des ateliers ?", "45 formateurs"),
        ("depuis combien d’années le réseau agit-il ?", "vingt ans"),
        ("qui préside le réseau des ateliers", "Camille Martin"),
        ("le mail de Dominiqe Petit", "dominique.petit@ateliers.example"),
        ("tarif de l’adhésion au réseau", "150 euros"),
        ("le contact du réseau des ateliers", "dominique.petit@ateliers.example"),
        ("I need an email address for the ateliers network", "dominique.petit@ateliers.example"),
    ],
)
def test_it_is_told_of_what_it_was_asked(network: Assistant, question: str, told: str) -> None:
    answer = network.ask(question)
    assert told in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "combien de stagiaires dans le réseau",
        "combien de formateurs en Bretagne dans le réseau des ateliers ?",
        "qui est le président de la Ligue des tourneurs",
        "comment s’appelle la cheffe de la Ligue des tourneurs ?",
        "tarif d’une formation de tourneur à Brest",
        "numéro de fax du réseau des ateliers",
        "le mail du contact de la Ligue des tourneurs",
        "téléphone de Marcel Durand, du réseau des ateliers",
        "le tel",
        "quel temps fait-il à Montluçon",
        "le 06 de Camille Martin",
    ],
)
def test_it_is_not_told_of_something_else(network: Assistant, question: str) -> None:
    answer = network.ask(question)
    assert answer.abstained
    assert not answer.citations
