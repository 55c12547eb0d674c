"""What people write of their trade and needs, from `data/trades/*.txt` and `data/needs.txt`: a label, then its forms.

A form whose first word ends with ~ stands for that word's other forms too, those that a stem does not bring together:
"tisser~" for "tissons" and "tissent", "brodeur~" for "brodeuse". A form that starts with a sign is meant only near
other words: with +, a thing that somebody makes or sells (+lits: "fabrique des lits", "usine de lits"…); with ?,
people whom a company lacks (?soudeurs: "manque de soudeurs"…); with @, a country where one sells; with !, what costs
energy; with $, what one wants to buy; with &, what one leaves to others; with %, what is copied; with ^, what is old;
with <, where a company comes from; with >, what is federated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

_DATA = Path(__file__).parent / "data"
_MARK = "~"
BESIDE = {
    "+": """
    fabriquer fabriquons fabriquent fabricant produis produit produire produisons production producteur conçois
    concevons concevoir conception concepteur créons création vends vendons vente assemble assemblons monte
    montons installe installons make making made manufacture manufacturing produce producing design sell pose
    posons vend vendent rénove rénovons restaure restaurons répare réparons réparation repair repairing
    installation montage
    """.split(),
    "?": """
    manque manquons manquent trouver trouve trouvons trouvent pénurie recruter recrutons recrutement embaucher
    embauchons embauche introuvable annonce annonces candidature démissionne former formons formation need
    svp urgent urgence vite lack lacking shortage find finding hire hiring recruit train training
    """.split(),
    "@": """
    vendre vends vendons vente exporter exportons export client marché distributeur livrer livrons commande
    acheteur prospect importateur agent salon foire exposer réglementation
    envoyer sollicite contacte commander attaquer conquérir viser parle
    démarché sell selling exporting customer market buyer distributor
    """.split(),
    "!": """
    doublé doubler triplé triple augmente augmentation augmenté explose explosent flambe flambent grimpe hausse
    cher chère chères ruine ruinent coûte coûtent coût facture factures prix remplacer remplaçons arrêter
    quitter consomme consomment consommons consommation bouffe bouffent engloutit économiser économies réduire
    baisser diminuer gaspille perdue plombe plombent tourne tournent chauffe chauffent chauffer alternative
    énormément fois multiplié multipliée x2 x3 x4 x5 jette jetons brûle marche marchent expensive bill cost price uses
    using consumes consume guzzles lot doubled tripled replace reduce save
    cut eat eats burn burns soaring killing skyrocket
    """.split(),
    "$": """
    acheter achetons achat achats payer payons financer finançons acquérir acquisition offrir boucler investir
    investissons coûte euros k eur buy buying pay purchase afford fund financing costs
    """.split(),
    "&": """
    laisser continuer transmettre reprendre reprenne reprend reprise fils fille enfants neveu nièce gendre
    héritier retraite successeur relève arrête arrêter suite disparaisse disparaît perde perd racheter rachète
    pass passing children son daughter retire retiring successor heir
    """.split(),
    "%": """
    copie copient copié copier volé vole voler piqué pique piller pillé imite imitent imiter protéger protège
    protégeons déposer déposé dépôt disponible appartient exclusivité exploiter copy copying copied stole steal
    stolen protect register imitate
    """.split(),
    "^": """
    vieille vieilles vieux vieilli vieillit vieillissante vieillissantes ans années âge fatiguée fatiguées usée
    usées usé lâche lâchent panne pannes casse cassent dépassée dépassées obsolète obsolètes vétuste old older
    years worn broken breaks temps réel pilotage surveiller suivre connecter optimiser
    """.split(),
    "<": [],
    ">": [],
}
"""By its sign, words near which a thing is somebody's trade, people are lacked, a country is a market, and so on."""
PEOPLE = "?"
BEFORE = {PEOPLE: "cherche cherchons chercher recherche recherchons looking seeking".split()}
"""By its sign, words that tell as much, but only before: after a job, it is who works in it that seeks."""
_ENGLISH_FIRMS = """
    company firm group manufacturer maker investor startup corporation subsidiary scaleup biotech brand
    producer supplier builder brewery distillery winery dairy bakery foundry
""".split()
_FIRMS = "entreprise société groupe boîte industriel fabricant constructeur équipementier investisseur startup".split()
_NETWORKS = """
    réseau national nationale nationaux fédération association club homologues fédère représente coordonne directeur
    directrice dirige gère anime piloter pilotons network federation
    """.split()
JUST_BEFORE = {
    "+": "usine atelier fabrique entreprise société factory workshop company".split(),
    "<": [*_FIRMS, *_ENGLISH_FIRMS],
    ">": _NETWORKS,
}
"""By its sign, words that tell as much, but only just before ("usine de portes")."""
AFTER = {"<": [*_FIRMS, *_ENGLISH_FIRMS]}
"""By its sign, words that tell as much, but only after ("a Canadian battery company")."""


@lru_cache(maxsize=1)
def trades() -> MappingProxyType[str, tuple[str, ...]]:
    """Give the forms of each theme, by its label."""
    return _listed(sorted((_DATA / "trades").glob("*.txt")))


@lru_cache(maxsize=1)
def sayings() -> MappingProxyType[str, tuple[str, ...]]:
    """Give the forms of each need, by its label."""
    return _listed([_DATA / "needs.txt"])


@lru_cache(maxsize=1)
def whole_words() -> frozenset[str]:
    """Give the folded words of trades, in the singular, whose stem is that of ordinary words ("voirie" and "voir")."""
    return frozenset((_DATA / "whole_words.txt").read_text(encoding="utf-8").split())


def forms(text: str) -> Iterator[tuple[str, str]]:
    """Give the forms of a file, each with its theme's label, the marked ones spelt out; comments are left out."""
    label = ""
    for line in text.splitlines():
        if line[:1] == " ":
            yield from ((label, form) for written in line.split(",") for form in spelt(written))
        elif line.endswith(":") and not line.startswith("#"):
            label = line[:-1].strip()


def spelt(written: str) -> list[str]:
    """Give the forms that a written one stands for ("tisser~" -> tisser, tissons, tissent), itself if unmarked."""
    form = written.strip()
    if _MARK not in form:
        return [form] if form else []
    word, _, rest = form.partition(_MARK)
    return [head + rest for head in (word, *_others(word))]


def _others(word: str) -> tuple[str, ...]:
    if word.endswith("teur"):
        return word[:-4] + "teuse", word[:-4] + "trice"
    if word.endswith("eur"):
        return (word[:-1] + "se",)
    if word.endswith("er"):
        soft = "e" if word.endswith("ger") else ""
        return f"{word[:-2]}{soft}ons", f"{word[:-2]}ent"
    if word.endswith("ir"):
        return f"{word[:-2]}issons", f"{word[:-2]}issent", f"{word[:-2]}it"
    return ()


def _listed(paths: Iterable[Path]) -> MappingProxyType[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for path in paths:
        for label, form in forms(path.read_text(encoding="utf-8")):
            found.setdefault(label, {})[form] = None
    return MappingProxyType({label: tuple(listed) for label, listed in found.items()})
