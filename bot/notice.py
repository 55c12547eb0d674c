"""What the notice on personal data says of this service."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Notice:
    """Who answers for the service, how long data are kept, and which models receive questions."""

    operator: str = ""
    contact: str = ""
    days: int = 90
    models: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Notice:
        """The notice of those settings."""
        used = ((settings.llm_model, settings.llm_base_url), (settings.embedding_model, settings.embedding_base_url))
        models = dict.fromkeys(_receiver(model, address) for model, address in used if model)
        return cls(settings.operator_name, settings.operator_contact, settings.retention_days, tuple(models))


def _receiver(model: str, address: str) -> str:
    host = urlsplit(address).hostname
    return f"{model} ({host})" if host else model
