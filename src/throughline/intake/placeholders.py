"""Words that stand where a name is missing. They are recognised, said aloud and treated as missing.

Only in columns that name people or departments: a case may well be called NA.
"""

PLACEHOLDERS = frozenset(
    {
        "empty", "undefined", "missing", "null", "none", "nil", "nan", "n/a", "#n/a", "na", "n.a.",
        "unknown", "unspecified", "unassigned", "not assigned", "not available", "not applicable",
        "not set", "not known", "no department", "no resource", "(null)", "<null>", "(empty)",
        "(blank)", "blank", "tbd", "?", "??", "???", "-", "--", "---", ".", "_", "onbekend",
        "unbekannt", "inconnu", "desconocido",
    }
)  # fmt: skip

SYSTEMS = frozenset(
    {
        "system",
        "sys",
        "automatic",
        "automated",
        "auto",
        "batch",
        "robot",
        "bot",
        "daemon",
        "cron",
        "scheduler",
    }
)
"""Who is no person at all: its events are by the system, not by staff."""

NOBODY = frozenset(
    {
        "staff member", "staff", "employee", "user", "resource", "worker", "person", "human",
        "somebody", "anonymous",
    }
)  # fmt: skip
"""Words that say that somebody of the staff did it, but not who."""
