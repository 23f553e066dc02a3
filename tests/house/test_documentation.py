"""Documentation that can be followed: links lead somewhere, commands exist, decisions have four parts."""

import re

import pytest

from throughline.cli.commands import COMMANDS

from .tree import ROOT, tracked

PAGES = [path for path in tracked() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TAKEN_BY_TESTS = "docs/pictures/"
"""Pictures that the browser tests take; a clone has them, a machine without a browser may not."""


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(document):
    targets = [target for target in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in target]

    lost = [
        target
        for target in targets
        if TAKEN_BY_TESTS not in target and not (document.parent / target).exists()
    ]

    assert lost == []


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_exists(document):
    named = set(
        re.findall(
            r"(?<!import )\bthroughline ([a-z]+)(?= |$|`|\n)", _code(document.read_text(encoding="utf-8"))
        )
    )

    assert named <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("document", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts(document):
    text = document.read_text(encoding="utf-8")

    assert all(part in text for part in ("Status: ", "## Context", "## Decision", "## Consequences"))


@pytest.mark.parametrize("target", ["install", "demo", "test", "check", "fix", "bench", "docs"])
def test_make_knows_every_target_that_is_promised(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)


def _code(text):
    """What stands between backticks."""
    return "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S) + re.findall(r"`([^`\n]+)`", text))
