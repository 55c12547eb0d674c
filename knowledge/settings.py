"""Settings of the base: where sources and editions live, which embedder and which language model serve them.

Read once by the entry points from the environment, then `.env`, then these defaults.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import SettingsError


class Settings(BaseSettings):
    """What `ingest.py` needs; the bot's settings extend it."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    sources_dir: Path = Path("sources")
    knowledge_dir: Path = Path("var")
    embedding_model: str = ""
    embedding_base_url: str = ""
    embedding_api_key: SecretStr = SecretStr("")
    llm_model: str = ""
    llm_base_url: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout: float = Field(default=30.0, gt=0, le=600)

    @classmethod
    def load(cls) -> Self:
        """Read the settings; raises SettingsError naming every bad key (never its value)."""
        try:
            return cls()
        except ValidationError as error:
            keys = sorted({str(problem["loc"][0]).upper() for problem in error.errors()})
            raise SettingsError(f"Réglage invalide : {', '.join(keys)}. Voyez .env.example.") from None
