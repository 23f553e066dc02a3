"""A blueprint seen from the person's seat: each rule is a question somebody would ask there."""

from throughline.blueprint.lint.linter import RULES, lint, lint_file
from throughline.blueprint.lint.rule import Finding, Rule, Seen, Severity

__all__ = ["RULES", "Finding", "Rule", "Seen", "Severity", "lint", "lint_file"]
