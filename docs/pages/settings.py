"""The page of settings, from `.env.example`, where each is explained."""

from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"

HEAD = """# Settings

Generated from `.env.example`; do not edit.

Settings are read from the environment.
A missing or malformed one stops the start with a sentence that says what to do.
"""


def as_markdown() -> str:
    """Each setting with its explanation and its usual value."""
    sections, words = [HEAD], []
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") and "=" in line and line.lstrip("# ").split("=")[0].isupper():
            sections.append(_section(line.lstrip("# "), words))
            words = []
        elif line.startswith("#"):
            words.append(line.lstrip("# "))
        else:
            words = []
    return "\n".join(sections)


def _section(setting: str, words: list[str]) -> str:
    name, usual = setting.split("=", 1)
    return f"## {name}\n\n" + "\n".join(words) + f"\n\nExample: `{name}={usual}`\n"
