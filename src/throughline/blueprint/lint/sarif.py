"""Findings and problems as SARIF 2.1.0, so that a code review shows them at their line."""

from collections.abc import Iterable

from throughline.blueprint.lint.linter import RULES
from throughline.blueprint.lint.rule import Finding, Rule
from throughline.blueprint.problem import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
UNREADABLE = "unreadable"

Json = dict[str, object]


def as_sarif(findings: Iterable[Finding], problems: Iterable[Problem] = ()) -> Json:
    """One run of the linter: its rules, what they saw, and what could not be read."""
    results = [_problem(problem) for problem in problems]
    results += [_finding(finding) for finding in findings]
    driver: Json = {"name": "throughline", "rules": [*(_rule(rule) for rule in RULES), _unreadable_rule()]}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.question},
        "fullDescription": {"text": rule.reason},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _unreadable_rule() -> Json:
    return {"id": UNREADABLE, "shortDescription": {"text": "The file is not a blueprint yet."}}


def _finding(finding: Finding) -> Json:
    text = f"{finding.what} {finding.rule.remedy}"
    return _result(finding.rule.id, finding.rule.severity.value, text, finding.file, finding.line)


def _problem(problem: Problem) -> Json:
    return _result(UNREADABLE, "error", f"{problem.what} {problem.mend}", problem.file, problem.line)


def _result(rule: str, level: str, text: str, file: str, line: int) -> Json:
    place: Json = {"artifactLocation": {"uri": file}}
    if line:
        place["region"] = {"startLine": line}
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
