"""Looking at a blueprint from the person's seat."""

from pathlib import Path

from throughline.blueprint.lint import asking, deciding, ending, handing_over, waiting, wording
from throughline.blueprint.lint.rule import Finding, Rule
from throughline.blueprint.model import Blueprint
from throughline.blueprint.reading import blueprint_of, written_blueprint
from throughline.blueprint.written import Written

RULES: tuple[Rule, ...] = (
    *waiting.RULES,
    *asking.RULES,
    *handing_over.RULES,
    *deciding.RULES,
    *ending.RULES,
    *wording.RULES,
)
"""Every rule, in the order in which a person meets what it asks about."""


def lint_file(path: Path) -> tuple[Finding, ...]:
    """What the rules see in a file.

    Raises:
        BlueprintUnreadable: when there is no blueprint to look at yet.
    """
    written = written_blueprint(path)
    return lint(blueprint_of(written), written)


def lint(blueprint: Blueprint, written: Written) -> tuple[Finding, ...]:
    """What the rules see, in the order of the file."""
    findings = [
        Finding(rule, written.file, written.line_of(seen.path), written.key_of(seen.path), seen.what)
        for rule in RULES
        for seen in rule.look(blueprint)
    ]
    return tuple(sorted(findings, key=lambda finding: (finding.line, finding.rule.id, finding.key)))
