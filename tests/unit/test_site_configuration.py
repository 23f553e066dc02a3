"""Settings from the environment: explained, checked, and refused in sentences."""

import pytest

from throughline.site.configuration import (
    DEVELOPMENT_SECRET,
    Misconfigured,
    Mode,
    read_configuration,
)
from throughline.site.database import database_settings
from throughline.site.mail import mail_settings

PRODUCTION = {
    "THROUGHLINE_MODE": "production",
    "THROUGHLINE_SECRET": "s" * 60,
    "THROUGHLINE_HOSTS": "licences.example.org, www.example.org",
    "THROUGHLINE_ADDRESS": "https://licences.example.org/",
    "SMTP_URL": "smtps://post:word@mail.example.org",
}


def test_nothing_needs_to_be_set_to_try_things_out() -> None:
    configuration = read_configuration({})

    assert configuration.mode is Mode.DEVELOPMENT
    assert configuration.embedded


def test_production_starts_with_what_it_needs() -> None:
    configuration = read_configuration(PRODUCTION)

    assert configuration.hosts == ("licences.example.org", "www.example.org")
    assert configuration.address == "https://licences.example.org"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"THROUGHLINE_DEBUG": "true"}, "remove THROUGHLINE_DEBUG"),
        ({"THROUGHLINE_SECRET": ""}, "set THROUGHLINE_SECRET"),
        ({"THROUGHLINE_SECRET": DEVELOPMENT_SECRET}, "set THROUGHLINE_SECRET"),
        ({"THROUGHLINE_SECRET": "short"}, "set THROUGHLINE_SECRET"),
        ({"THROUGHLINE_HOSTS": ""}, "needs THROUGHLINE_HOSTS"),
        ({"THROUGHLINE_HOSTS": "*"}, "never answers to every name"),
        ({"THROUGHLINE_HOSTS": "licences.example.org, *"}, "never answers to every name"),
        ({"THROUGHLINE_ADDRESS": "http://licences.example.org"}, "begin with https://"),
        ({"SMTP_URL": ""}, "needs SMTP_URL"),
    ],
)
def test_production_refuses_to_start_in_a_way_that_would_hurt(changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        read_configuration(PRODUCTION | changed)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("THROUGHLINE_MODE", "live", "THROUGHLINE_MODE cannot be used"),
        (
            "DATABASE_URL",
            "mysql://host/name",
            "DATABASE_URL cannot be used: it must begin with postgresql://",
        ),
        ("DATABASE_URL", "postgresql://host:many/name", "the port is a number"),
        ("DATABASE_URL", "postgresql://me:p[@host/name", "written as %40"),
        ("SMTP_URL", "smtp://", "it names no host"),
        ("SMTP_URL", "smtp://mail.example.org:post", "the port is a number"),
        ("SMTP_URL", "mail.example.org", "SMTP_URL cannot be used: it must begin with smtp://"),
        ("THROUGHLINE_ADDRESS", "licences.example.org", "it must begin with http://"),
        ("THROUGHLINE_UPLOAD_MB", "a lot", "THROUGHLINE_UPLOAD_MB cannot be used"),
        ("THROUGHLINE_UPLOAD_MB", "0", "THROUGHLINE_UPLOAD_MB cannot be used"),
        ("THROUGHLINE_LOG_MB", "0", "THROUGHLINE_LOG_MB cannot be used"),
        ("THROUGHLINE_LOG_MEMORY_MB", "64", "THROUGHLINE_LOG_MEMORY_MB cannot be used"),
        ("THROUGHLINE_LOG_MINUTES", "never", "THROUGHLINE_LOG_MINUTES cannot be used"),
        ("THROUGHLINE_LOG_LEVEL", "LOUD", "THROUGHLINE_LOG_LEVEL cannot be used"),
    ],
)
def test_a_malformed_setting_is_named_with_what_to_do(name: str, value: str, sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        read_configuration({name: value})


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(Misconfigured) as refused:
        read_configuration({"DATABASE_URL": "x", "SMTP_URL": "y"})

    assert len(str(refused.value).splitlines()) == 2


def test_the_demo_is_never_the_production_mode() -> None:
    assert not read_configuration(PRODUCTION).demo


def test_a_database_of_ones_own_is_reached_as_its_url_says() -> None:
    url = "postgresql://amara:w%40rd@db.example.org:6432/licences?sslmode=require"

    settings = database_settings(read_configuration({"DATABASE_URL": url}))

    assert (settings["USER"], settings["PASSWORD"]) == ("amara", "w@rd")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example.org", "6432", "licences")
    assert settings["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize(
    ("url", "port", "ssl", "starttls"),
    [
        ("smtps://post:word@mail.example.org", 465, True, False),
        ("smtp://post:word@mail.example.org:587", 587, False, True),
        ("smtp://127.0.0.1:1025", 1025, False, False),
    ],
)
def test_a_password_never_travels_to_the_mail_server_in_the_open(
    url: str, port: int, ssl: bool, starttls: bool
) -> None:
    settings = mail_settings(read_configuration({"SMTP_URL": url}))

    assert settings["EMAIL_PORT"] == port
    assert (settings["EMAIL_USE_SSL"], settings["EMAIL_USE_TLS"]) == (ssl, starttls)
