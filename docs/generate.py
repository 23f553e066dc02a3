"""Writes the generated reference, or with --check says what is stale.

To add a page: write a function that returns its text, and add a line to GENERATORS.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

GENERATORS: dict[str, str] = {
    # file (from the root of the repository): "module:function that returns its text"
    "schema/blueprint.schema.json": "throughline.blueprint.schema:schema_as_json",
    "schema/mapping.schema.json": "throughline.intake.mapping_schema:schema_as_json",
    "docs/reference/lint-rules.md": "throughline.blueprint.lint.reference:rules_as_markdown",
    "docs/reference/measures.md": "pages.measures:as_markdown",
    "docs/reference/events.md": "pages.events:as_markdown",
    "docs/reference/states.md": "pages.states:as_markdown",
    "docs/reference/settings.md": "pages.settings:as_markdown",
}


def text_of(source: str) -> str:
    """What the generator behind `module:function` writes."""
    module, function = source.split(":")
    make: Callable[[], object] = getattr(import_module(module), function)
    made = make()
    text = made if isinstance(made, str) else json.dumps(made, indent=2, ensure_ascii=False)
    return text.rstrip("\n") + "\n"


def main(*options: str) -> int:
    """Write what differs, or only name it."""
    stale = [
        (path, text)
        for path, source in GENERATORS.items()
        if (text := text_of(source)) != (path_text(ROOT / path))
    ]
    for path, text in stale:
        if "--check" in options:
            print(f"{path} is stale. Write it again with: make docs")
        else:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8")
            print(f"Wrote {path}")
    return 1 if stale and "--check" in options else 0


def path_text(path: Path) -> str | None:
    """What the file says now, or nothing when it is not there."""
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
