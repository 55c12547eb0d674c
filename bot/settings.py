"""Settings of the bot, on top of the base's."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PositiveInt, SecretStr, field_validator
from pydantic_settings import NoDecode

from knowledge.settings import Settings as BaseSettings


class Settings(BaseSettings):
    """Everything `.env.example` lists."""

    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_port: int = Field(default=8080, ge=1, le=65535)
    metrics_port: int = Field(default=0, ge=0, le=65535)
    """Port where Prometheus reads figures; 0 for none."""
    metrics_host: str = "127.0.0.1"
    database_url: SecretStr = SecretStr("")
    staff_ids: Annotated[frozenset[PositiveInt], NoDecode] = frozenset()
    """Telegram ids of those who publish from Telegram."""
    daily_questions_per_user: int = Field(default=300, ge=0)
    daily_model_answers_per_user: int = Field(default=50, ge=0)
    daily_model_answers: int = Field(default=1000, ge=0)
    conversation_minutes: int = Field(default=120, gt=0)
    retention_days: int = Field(default=90, gt=0)
    operator_name: str = ""
    operator_contact: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("staff_ids", mode="before")
    @classmethod
    def _parted_by_commas(cls, value: object) -> object:
        return [part for part in value.replace(" ", "").split(",") if part] if isinstance(value, str) else value

    @field_validator("telegram_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("an http(s) address is expected")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _safe_address(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            raise ValueError("an https address is expected")
        return value

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database: DATABASE_URL, else a SQLite file beside the editions."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.knowledge_dir / 'boussole.db'}"
