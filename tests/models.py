"""A base of one's own with a language model that plays a script."""

from __future__ import annotations

from pydantic import SecretStr

from knowledge.settings import Settings
from tests.openai_server import OpenAIServer, Says

QUESTION = "Combien de postes compte l’atelier de soudure de Gannat ?"
WRITTEN = "L’atelier de soudure de Gannat compte douze postes depuis mai 2024 [1]."
"""What a good model writes of the base of `tests.conftest.base`."""
YES = Says("oui")
"""The answer to the question that is asked of a model at start."""


def with_model(settings: Settings, server: OpenAIServer) -> Settings:
    """The settings, with the server for a language model."""
    model = {"llm_model": "openai:test", "llm_base_url": server.url, "llm_api_key": SecretStr("k"), "llm_timeout": 5.0}
    return settings.model_copy(update=model)
