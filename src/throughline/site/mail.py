"""How mail leaves: the operator's SMTP server, or the demo's own mailbox where everything can be read."""

from typing import Any
from urllib.parse import unquote, urlsplit

from throughline.site.configuration import Configuration

MAILBOX = "throughline.notify.mailbox.Mailbox"


def mail_settings(configuration: Configuration) -> dict[str, Any]:
    """Django's mail settings. `Any` because Django's settings differ in kind."""
    common: dict[str, Any] = {"DEFAULT_FROM_EMAIL": configuration.mail_from, "EMAIL_TIMEOUT": 20}
    if not configuration.smtp:
        return {**common, "EMAIL_BACKEND": MAILBOX}
    parts = urlsplit(configuration.smtp)
    encrypted = parts.scheme == "smtps"  # plain smtp with a user name is encrypted by STARTTLS
    return {
        **common,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if encrypted else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": bool(parts.username) and not encrypted,
    }
