"""Every setting is explained where an operator looks, and nothing is explained that does not exist."""

import re

from throughline.site.configuration import Configuration

from .tree import ROOT

EXAMPLE = (ROOT / ".env.example").read_text()
NAMED = re.findall(r"^# ([A-Z][A-Z_]+)=", EXAMPLE, re.M)


def test_every_setting_is_in_the_example_file():
    known = {field.alias for field in Configuration.model_fields.values()}

    assert known == set(NAMED)


def test_every_setting_is_explained_above_its_line():
    lines = EXAMPLE.splitlines()

    unexplained = [
        name
        for name in NAMED
        if not any(lines[i - 1].startswith("# ") for i, line in enumerate(lines) if f"# {name}=" in line)
    ]

    assert unexplained == []
