"""Synonyms, acronyms and English terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.lexicon import SHIPPED, Lexicon


def written(folder: Path, text: str) -> Path:
    path = folder / "lexicon.toml"
    path.write_text(text, encoding="utf-8")
    return path


def said(lexicon: Lexicon, *words: str) -> set[tuple[int, int, tuple[str, ...]]]:
    return {(start, end, other.words) for start, end, other in lexicon.readings(words)}


def test_an_acronym_and_what_it_means_call_for_each_other(tmp_path: Path) -> None:
    """Both ways, whatever accents and plurals."""
    lexicon = Lexicon.load(written(tmp_path, 'synonyms = [["ETI", "entreprise de taille intermédiaire"]]'))
    assert said(lexicon, "eti") == {(0, 1, ("entreprise", "taille", "intermediaire"))}
    assert said(lexicon, "une", "entreprises", "taille", "intermediaires") == {(1, 4, ("eti",))}


def test_english_calls_for_french_and_not_the_other_way(tmp_path: Path) -> None:
    """The documents are French."""
    lexicon = Lexicon.load(written(tmp_path, '[english]\n"chairman" = ["président"]'))
    assert said(lexicon, "chairman") == {(0, 1, ("president",))}
    assert said(lexicon, "president") == set()


def test_the_longest_phrase_wins(tmp_path: Path) -> None:
    """A word inside a phrase that is known as a whole is not read alone."""
    lexicon = Lexicon.load(written(tmp_path, '[english]\n"green" = ["vert"]\n"green fund" = ["fonds vert"]'))
    assert said(lexicon, "green", "fund") == {(0, 2, ("fonds", "vert"))}


def test_synonyms_are_trusted_more_than_related_words(tmp_path: Path) -> None:
    """What means the same weighs more than what is merely near."""
    lexicon = Lexicon.load(written(tmp_path, 'synonyms = [["aa", "bb"]]\nrelated = [["aa", "cc"]]'))
    trusts = {other.words: other.trust for _, _, other in lexicon.readings(["aa"])}
    assert trusts[("bb",)] > trusts[("cc",)]


def test_files_add_up_and_a_missing_one_adds_nothing(tmp_path: Path) -> None:
    """Staff's words are added to the shipped ones."""
    lexicon = Lexicon.load(SHIPPED, written(tmp_path, 'synonyms = [["XYZ", "truc"]]'), tmp_path / "absent.toml")
    assert said(lexicon, "xyz")
    assert said(lexicon, "cni")


@pytest.mark.parametrize("text", ["synonyms = [", "synonyms = 3", 'english = ["x"]', 'synonyms = ["PME"]'])
def test_a_bad_file_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    """Staff know which file to correct."""
    with pytest.raises(SourceError, match=r"lexicon\.toml"):
        Lexicon.load(written(tmp_path, text))


def test_the_shipped_lexicon_reads() -> None:
    """It holds the network's acronyms and some English."""
    lexicon = Lexicon.load()
    assert said(lexicon, "chairman") == {(0, 1, ("president",))}
    assert (0, 1, ("petite", "moyenne", "entreprise")) in said(lexicon, "pme")


def test_the_example_of_the_guide_works(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs/guide-equipe.md").read_text(encoding="utf-8")
    example = next(block for block in guide.split("```toml\n")[1:] if block.startswith("synonyms")).split("```")[0]
    lexicon = Lexicon.load(SHIPPED, written(tmp_path, "\ufeff" + example))
    assert (0, 1, ("batiment", "industriel")) in said(lexicon, "hangar")
    assert (0, 1, ("atelier",)) in said(lexicon, "usines")
    assert (0, 1, ("subvention",)) in said(lexicon, "grants")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('synonym = [["a", "b"]]', "« synonym » n’est pas connu"),
        ('synonyms = ["a", "b"]', "« synonyms.0 » n’a pas la bonne forme"),
        ('[english]\n"grant" = "aide"', "« english.grant » n’a pas la bonne forme"),
    ],
)
def test_a_wrong_file_is_told_what_is_wrong_and_how_to_write_it(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        Lexicon.load(written(tmp_path, text))
