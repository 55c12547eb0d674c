"""The words of trades: how a line is written, what it stands for, and that every label is a theme's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facets import FacetReader
from knowledge.needs import needs, themes
from knowledge.trades import forms, sayings, spelt, trades, whole_words
from knowledge.words import message_words


def read(text: str) -> list[str]:
    """The labels of the themes that a message tells."""
    return [theme.label for theme in FacetReader([]).read(message_words(text)).themes]


def test_every_label_is_a_theme_or_a_need_and_each_of_them_has_words() -> None:
    """A label that neither bears would lead nowhere."""
    assert set(trades()) == {theme.label for theme in themes()}
    assert set(sayings()) == {need.label for need in needs()}


def test_a_marked_verb_or_job_stands_for_its_other_forms() -> None:
    """Those that a stem does not bring together are spelt out."""
    assert spelt("tisser~") == ["tisser", "tissons", "tissent"]
    assert spelt("forger~ lames") == ["forger lames", "forgeons lames", "forgent lames"]
    assert spelt("polir~") == ["polir", "polissons", "polissent", "polit"]
    assert spelt("brodeur~") == ["brodeur", "brodeuse"]
    assert spelt("sculpteur~") == ["sculpteur", "sculpteuse", "sculptrice"]
    assert spelt(" verre ") == ["verre"]
    assert spelt("  ") == []


def test_a_sign_asks_for_other_words_beside() -> None:
    """A thing is a trade where somebody makes it, people are a need where they lack."""
    assert read("nous fabriquons de très beaux lits") == ["Bois et forêt"]
    assert read("on a bien dormi dans vos lits") == []
    soudeurs = FacetReader([]).read(message_words("les bons soudeurs manquent"))
    assert [need.label for need in soudeurs.needs] == ["Recruter et former"]


def test_a_file_is_read_label_by_label() -> None:
    """Comments and blank lines say nothing."""
    text = "# Cloth: not a label.\n\nTextile:\n  lin, tisser~,\n  soie\n\nVerre:\n  vitre\n"
    assert list(forms(text)) == [
        ("Textile", "lin"), ("Textile", "tisser"), ("Textile", "tissons"), ("Textile", "tissent"), ("Textile", "soie"),
        ("Verre", "vitre"),
    ]  # fmt: skip


@given(st.text())
def test_any_text_is_read_without_a_fault(text: str) -> None:
    """No form is empty or padded, whatever the file holds."""
    assert all(form and form == form.strip() for _, form in forms(text))


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("nous cousons des housses", "Textile"),
        ("tissage jacquard", "Textile"),
        ("mareyeur, je vends du merlan", "Produits de la mer"),
        ("nos tommes d'alpage", "Agroalimentaire"),
        ("on coule du béton", "Bâtiment et construction durable"),
        ("trucages pour le cinéma", "Industries culturelles et créatives"),
        ("mutuelle en ligne", "Finance et assurance"),
        ("une appli pour suivre des patients", "E-santé"),
        ("we weave fabrics", "Textile"),
        ("je fabrique des lits", "Bois et forêt"),
        ("atelier de voirie", "Travaux publics et infrastructures"),
    ],
)
def test_products_gestures_and_jobs_lead_to_their_theme(message: str, label: str) -> None:
    """Nobody needs the name of a sector."""
    assert label in read(message)


@pytest.mark.parametrize(
    "message",
    ["où peut-on voir le programme", "quel est le montant maximum de l'aide", "la date d'application", "des lits",
     "les opérateurs du plan", "à quel stade en est-on", "le plafond des aides", "quelles conditions"],
)  # fmt: skip
def test_ordinary_words_are_no_trade(message: str) -> None:
    """Even those that share a stem with a trade's."""
    assert read(message) == []


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("nos fours au gaz nous ruinent", "Décarboner"),
        ("my oven bills are killing us", "Décarboner"),
        ("un concurrent a copié mon invention", "Protéger une invention"),
        ("personne pour reprendre l'atelier", "Transmettre ou reprendre une entreprise"),
        ("on n'arrive pas à trouver de soudeurs", "Recruter et former"),
        ("vendre nos outils en Suède", "Exporter"),
        ("nos clients suédois, on a des clients en Suède", "Exporter"),
        ("l'atelier est trop petit", "S’implanter"),
        ("le gaz a doublé et nos séchoirs tournent jour et nuit", "Décarboner"),
        ("payer un nouveau centre d'usinage", "Financer un projet"),
        ("j'ai hérité de la fonderie de mon père", "Transmettre ou reprendre une entreprise"),
        ("58 ans, plus de genoux", "Transmettre ou reprendre une entreprise"),
        ("a Canadian battery company", "Venir s’implanter en France"),
        ("une société coréenne", "Venir s’implanter en France"),
        ("on a un client canadien", "Exporter"),
        ("gaz fois trois", "Décarboner"),
        ("la fédération des clusters", "Réseau des pôles et clusters"),
        ("aucun de mes enfants ne veut de l'atelier", "Transmettre ou reprendre une entreprise"),
    ],
)
def test_needs_are_understood_without_their_names(message: str, label: str) -> None:
    """A complaint tells a need as well as its name does."""
    facets = FacetReader([]).read(message_words(message))
    assert label in [need.label for need in facets.needs]


def test_the_words_of_a_phrase_tell_their_own_trades_too() -> None:
    """But not those that only qualify another."""
    assert {"Objets connectés", "Emballage"} <= set(read("étiquettes intelligentes"))
    assert read("bateau électrique") == ["Naval et économie de la mer"]


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("enbalaj", "Emballage"),
        ("chodroneri", "Mécanique"),
        ("menuizri alu", "Bois et forêt"),
        ("kuir", "Cuir et chaussure"),
        ("aret de poison", "Produits de la mer"),
    ],
)
def test_a_trade_is_heard_however_it_is_spelt(message: str, label: str) -> None:
    """As it sounds; an ordinary word counts as a misspelling only where it completes a phrase."""
    assert label in read(message)
    assert read("poison") == []


def test_whole_words_are_plain() -> None:
    """They are compared with folded words in the singular."""
    assert all(word.isascii() and word.islower() for word in whole_words())
