"""The licence of every package is listed, and one that is not known is named."""

from __future__ import annotations

from importlib.metadata import Distribution, PathDistribution, distributions
from pathlib import Path

import pytest

from tools.licences import UNKNOWN, licence, main


def package(folder: Path, *fields: str, name: str = "forge") -> Distribution:
    """An installed package with these fields in its description."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    lines = ("Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *fields)
    (info / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return PathDistribution(info)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (("License-Expression: MIT", "License: other"), "MIT"),
        (("Classifier: License :: OSI Approved :: MIT License", "License: x" * 90), "MIT License"),
        (("Classifier: License :: OSI Approved", "License: BSD"), "BSD"),
        (("License: MIT License", "        ", "        Copyright somebody"), "MIT License"),
        (("Classifier: Topic :: Software",), UNKNOWN),
    ],
)
def test_a_licence_is_read_wherever_a_package_says_it(tmp_path: Path, fields: tuple[str, ...], found: str) -> None:
    assert licence(package(tmp_path, *fields)) == found


def test_an_unknown_licence_is_named_and_the_others_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = [package(tmp_path, name="obscure"), package(tmp_path, "License-Expression: MIT")]
    assert main(packages) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == ["forge\t1.0\tMIT", f"obscure\t1.0\t{UNKNOWN}"]
    assert "obscure" in told.err


def test_the_licence_of_each_installed_package_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(distributions()) == 0
    assert "chromadb\t" in capsys.readouterr().out
