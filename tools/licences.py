"""List the licence of every package that is installed: `make licences`. Ends with 1 where one is not known."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions

UNKNOWN = "?"
_TOO_LONG = 60
"""Characters from which the first line of the old field is no name of a licence."""


def licence(package: Distribution) -> str:
    """The name of a package's licence: its SPDX expression, else its classifiers, else the old field, else "?"."""
    described = package.metadata
    names = [
        line.rpartition(" :: ")[2]
        for line in described.get_all("Classifier", [])
        if line.startswith("License :: ") and not line.endswith(":: OSI Approved")
    ]
    old = (described["License"] or "").strip().partition("\n")[0].strip()
    return described["License-Expression"] or ", ".join(names) or (old if 0 < len(old) < _TOO_LONG else UNKNOWN)


def lines(packages: Iterable[Distribution]) -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of each, by name."""
    found = {package.metadata["Name"].lower(): package for package in packages}
    for name in sorted(found):
        yield name, found[name].version, licence(found[name])


def main(packages: Iterable[Distribution]) -> int:
    """Print them; 1 where a licence is not known."""
    unknown = []
    for name, version, licence in lines(packages):
        print(f"{name}\t{version}\t{licence}")
        unknown += [name] if licence == UNKNOWN else []
    if unknown:
        print(f"Licence unknown: {', '.join(unknown)}. Look at these packages' pages.", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(distributions()))
