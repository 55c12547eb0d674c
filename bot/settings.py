"""Settings of the bot, on top of the base's."""

from __future__ import annotations

from typing import Literal

from pydantic import SecretStr, field_validator

from knowledge.settings import Settings as BaseSettings


class Settings(BaseSettings):
    """Everything `.env.example` lists."""

    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("telegram_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("an http(s) address is expected")
        return value.rstrip("/")

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database: DATABASE_URL, else a SQLite file beside the editions."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.knowledge_dir / 'boussole.db'}"
