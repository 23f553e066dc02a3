"""The reference page of the rules, generated so that it is never out of date."""

from throughline.blueprint.lint.linter import RULES
from throughline.blueprint.lint.rule import Rule

HEAD = """# Lint rules

Generated from `throughline.blueprint.lint`; do not edit.

`throughline blueprint lint` looks at a blueprint from the person's seat.
A *warning* is something the person will feel; a *note* is worth a second look.
"""


def rules_as_markdown() -> str:
    """Every rule: the person's question, why it matters, what to do."""
    return "\n".join([HEAD, *(_section(rule) for rule in RULES)])


def _section(rule: Rule) -> str:
    return f"""## {rule.id}

*“{rule.question}”* ({rule.severity})

{rule.reason}

What to do: {rule.remedy}
"""
