"""Documentation that can be followed: links lead somewhere, commands exist, decisions have four parts."""

import re

import pytest

from throughline.cli.commands import COMMANDS

from .tree import ROOT, tracked

PAGES = [path for path in tracked() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TAKEN_BY_TESTS = "docs/pictures/"
"""Pictures that the browser tests take; a clone has them, a machine without a browser may not."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(page):
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]

    lost = [
        target for target in targets if TAKEN_BY_TESTS not in target and not (page.parent / target).exists()
    ]

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_named_exists(page):
    named = set(re.findall(r"\bthroughline ([a-z]+)(?= |$|`|\n)", _code(page.read_text(encoding="utf-8"))))

    assert named <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_has_its_four_parts(page):
    text = page.read_text(encoding="utf-8")

    assert all(part in text for part in ("Status: ", "## Context", "## Decision", "## Consequences"))


@pytest.mark.parametrize("target", ["install", "demo", "test", "check", "fix", "bench", "docs"])
def test_make_knows_every_target_that_is_promised(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)


def _code(text):
    """What stands between backticks."""
    return "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S) + re.findall(r"`([^`\n]+)`", text))
