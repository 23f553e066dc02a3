"""The settings an operator can make, read from the environment and checked before anything starts."""

import os
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from throughline.refused import Refused

DEVELOPMENT_SECRET = "not-a-secret-for-trying-things-out-only"  # noqa: S105 - production refuses it
SHORTEST_SECRET = 50


class Mode(StrEnum):
    DEMO = "demo"
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Misconfigured(Refused):
    """A setting is missing or malformed; the sentence names it and says what to do."""


class Configuration(BaseModel):
    """Every setting, under the name it has in the environment. `.env.example` explains each."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    mode: Mode = Field(default=Mode.DEVELOPMENT, alias="THROUGHLINE_MODE")
    home: Path = Field(default=Path("var"), alias="THROUGHLINE_HOME")
    secret: str = Field(default=DEVELOPMENT_SECRET, min_length=1, alias="THROUGHLINE_SECRET")
    debug: bool = Field(default=False, alias="THROUGHLINE_DEBUG")
    address: str = Field(default="http://127.0.0.1:8000", alias="THROUGHLINE_ADDRESS")
    hosts: tuple[str, ...] = Field(default=(), alias="THROUGHLINE_HOSTS")
    database: str = Field(default="", alias="DATABASE_URL")
    smtp: str = Field(default="", alias="SMTP_URL")
    mail_from: str = Field(default="Throughline <hello@throughline.example>", alias="THROUGHLINE_MAIL_FROM")
    blueprints: Path = Field(default=Path("examples/food-business-licence"), alias="THROUGHLINE_BLUEPRINTS")
    upload_megabytes: Annotated[int, Field(ge=1, le=100)] = Field(default=10, alias="THROUGHLINE_UPLOAD_MB")
    log_folder: Path | None = Field(default=None, alias="THROUGHLINE_LOG_FOLDER")
    log_megabytes: Annotated[int, Field(ge=1, le=20_000)] = Field(default=200, alias="THROUGHLINE_LOG_MB")
    log_memory_megabytes: Annotated[int, Field(ge=256)] = Field(
        default=2048, alias="THROUGHLINE_LOG_MEMORY_MB"
    )
    log_minutes: Annotated[int, Field(ge=1, le=1440)] = Field(default=60, alias="THROUGHLINE_LOG_MINUTES")
    hsts_seconds: Annotated[int, Field(ge=0)] = Field(default=31_536_000, alias="THROUGHLINE_HSTS_SECONDS")
    behind_proxy: bool = Field(default=False, alias="THROUGHLINE_BEHIND_PROXY")
    log_level: Annotated[str, Field(pattern=r"^(DEBUG|INFO|WARNING|ERROR)$")] = Field(
        default="INFO", alias="THROUGHLINE_LOG_LEVEL"
    )

    @field_validator("hosts", mode="before")
    @classmethod
    def _split_hosts(cls, given: object) -> object:
        return (
            tuple(part.strip() for part in given.split(",") if part.strip())
            if isinstance(given, str)
            else given
        )

    @field_validator("address")
    @classmethod
    def _check_address(cls, given: str) -> str:
        if not given.startswith(("http://", "https://")):
            raise ValueError("it must begin with http:// or https://, such as https://licences.example.org")
        return _whole(given).rstrip("/")

    @field_validator("database")
    @classmethod
    def _check_database(cls, given: str) -> str:
        if given and not given.startswith(("postgres://", "postgresql://")):
            raise ValueError(
                "it must begin with postgresql://, such as postgresql://user:word@host:5432/name"
            )
        return _whole(given)

    @field_validator("smtp")
    @classmethod
    def _check_smtp(cls, given: str) -> str:
        if given and not given.startswith(("smtp://", "smtps://")):
            raise ValueError("it must begin with smtp:// or smtps://, such as smtps://user:word@host:465")
        if given and not urlsplit(_whole(given)).hostname:
            raise ValueError("it names no host; write it like smtps://user:word@host:465")
        return given

    @model_validator(mode="after")
    def _check_production(self) -> Self:
        if self.mode is not Mode.PRODUCTION:
            return self
        if self.debug:
            raise ValueError("production never runs with debug: remove THROUGHLINE_DEBUG")
        if self.secret == DEVELOPMENT_SECRET or len(self.secret) < SHORTEST_SECRET:
            raise ValueError(
                f"production needs a secret of its own: set THROUGHLINE_SECRET to at least {SHORTEST_SECRET} "
                "random characters, such as: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
            )
        if not self.hosts:
            raise ValueError(
                "production needs THROUGHLINE_HOSTS, the names it answers to, with commas between"
            )
        if "*" in self.hosts:
            raise ValueError(
                "production never answers to every name: set THROUGHLINE_HOSTS to the names of this site, "
                "such as licences.example.org, in place of *"
            )
        if not self.address.startswith("https://"):
            raise ValueError("production needs THROUGHLINE_ADDRESS to begin with https://")
        if not self.smtp:
            raise ValueError("production needs SMTP_URL, the mail server that tells people what happens")
        return self

    @property
    def embedded(self) -> bool:
        """Whether the database is the one that came with the installation."""
        return not self.database

    @property
    def demo(self) -> bool:
        return self.mode is Mode.DEMO


def _whole(given: str) -> str:
    """An address whose parts can be told apart. What is wrong is said without repeating a password."""
    try:
        _ = urlsplit(given).port
    except ValueError:
        raise ValueError(
            "its host and port cannot be told apart: the port is a number, and signs such as @ : / [ "
            "in a name or password are written as %40 %3A %2F %5B"
        ) from None
    return given


def read_configuration(environment: Mapping[str, str]) -> Configuration:
    """The settings from the environment.

    Raises:
        Misconfigured: with one sentence for each setting that cannot be used.
    """
    given = {name: value for name, value in environment.items() if value != ""}
    try:
        return Configuration.model_validate(given)
    except ValidationError as problem:
        sentences = [_sentence(error["loc"], error["msg"]) for error in problem.errors()]
        raise Misconfigured("\n".join(sentences)) from None


def _sentence(where: tuple[int | str, ...], what: str) -> str:
    words = what.removeprefix("Value error, ")
    if not where:
        return f"The settings do not fit together: {words}."
    return f"The setting {where[0]} cannot be used: {words}. See .env.example."


@cache
def configuration() -> Configuration:
    """The settings of this process, read once."""
    return read_configuration(os.environ)
