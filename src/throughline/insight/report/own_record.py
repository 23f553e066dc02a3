"""Sentences about a log, said of the service's own record, which nobody brought as a file or maps."""

import re

MAPPED = re.compile(r"; or (?:list|name)\b[^.]*\.", re.IGNORECASE)
"""What to do in a mapping file, after what to record."""
ONLY_MAPPED = re.compile(r"^(?:List|Name) [^.]*\bmapping file\b")
OR_ELSE = re.compile(r"\b(?:List|Name) [^.;]*\bmapping file; or (\w)")
RECORD = {"the log": "our record", "this log": "our record"}
LOG = re.compile(r"\b(the|this) log\b", re.IGNORECASE)


def of_our_record(sentence: str) -> str:
    """The same of our own record, without what only somebody with a mapping file can do."""
    told = OR_ELSE.sub(lambda found: found[1].upper(), MAPPED.sub(".", sentence))
    parts = re.split(r"(?<=\.) (?=[A-Z])", told)
    kept = " ".join(part for part in parts if not ONLY_MAPPED.match(part))
    return LOG.sub(_renamed, kept)


def _renamed(found: re.Match[str]) -> str:
    name = RECORD[found.group().lower()]
    return name[0].upper() + name[1:] if found.group()[0].isupper() else name
