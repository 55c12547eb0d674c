"""The commands of the menus."""

from __future__ import annotations

COMMANDS = ("orienter", "commune", "nouveau", "aide", "confidentialite", "mesdonnees", "effacer")
"""Everyone's."""
STAFF_COMMANDS = ("base", "historique", "lacunes", "stats")
"""What the menu of staff has more."""
