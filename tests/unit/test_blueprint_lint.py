"""Each rule sees its fault in an otherwise good design, at its line, and nothing in a good one."""

import json
from pathlib import Path

import pytest

from throughline.blueprint.lint import RULES, Finding, lint, lint_file
from throughline.blueprint.lint.reference import rules_as_markdown
from throughline.blueprint.lint.sarif import as_sarif
from throughline.blueprint.problem import Problem
from throughline.blueprint.reading import blueprint_of
from throughline.blueprint.written import parse

SMALL = (Path(__file__).parent / "test_blueprint_small.yaml").read_text()
EXAMPLE = Path(__file__).parents[2] / "examples" / "food-business-licence" / "blueprint.yaml"

HELP = "        engagement: {guided: We ring you., intensive: We come to you.}\n"
PROMISE = "        promise: {within: 5 days, tell: We will give you a day., late: Ask your librarian.}\n"
AFTERCARE = SMALL[SMALL.index("aftercare:") : SMALL.index("outcomes:")]
OUTCOMES = SMALL[SMALL.index("outcomes:") : SMALL.index("experience:")]
TRANSITION = SMALL[SMALL.index("transition:") : SMALL.index("aftercare:")]
MORE = ", ".join(f"more_{number}" for number in range(4))
MORE_FACTS = "".join(
    f"  more_{number}:\n    ask: {word} do you like best?\n    why: We look for {word} that you may like.\n"
    for number, word in enumerate(["Animals", "Colours", "Towns", "Sports"])
)
TIME = "  it_takes: {half_within: 3 days, nine_in_ten_within: 8 days}\n"
SAYS = "    says: {novels: you like novels, rare: you like rare books}\n"
QUIET = "Rare books are read in one quiet room."
AGAIN = "  again:\n    ask: Tell us what your name is.\n    why: It is printed on the back of your card.\n"

FAULTS = [
    # rule, what was written, what stands there instead, where it is seen
    ("wait-without-promise", PROMISE, "", "- id: rare-books"),
    ("wait-without-sight", "        sees: You see the room.\n", "", "- id: rare-books"),
    ("promise-without-way-out", "late: Ask your librarian.", "late: We are sorry.", "We are sorry."),
    ("first-word-too-late", "within: 2 days", "within: 8 days", "promise: {within: 8 days"),
    ("fact-asked-twice", "needs: [photo, signed]", "needs: [photo, signed, name]", "[photo, signed, name]"),
    ("too-many-questions-at-once", "reads, books]", f"reads, books, {MORE}]", "needs: [name"),
    ("fact-without-honest-why", "why: The next reader is waiting for the book that you have at home.",
     "why: It is required by law.", "why: It is required"),
    ("fact-never-used", "needs: [photo, signed]", "needs: [photo]", "  signed:"),
    ("document-only-by-upload", "channels: [web, in person]", "channels: [web, email]", "[web, email]"),
    ("one-channel-only", "channels: [web, phone]", "channels: [phone]", "channels: [phone]"),
    ("step-without-help", HELP, "", "- id: tell"),
    ("consent-carried-over", "    reuse: never\n", "", "  signed:"),
    ("kept-for-ever", "    reuse: never\n", "    reuse: never\n    keep: for ever\n", "keep: for ever"),
    ("handoff-without-guide", "by: guide", "by: desk", "by: archive"),
    ("return-without-reason", ", says: your photo is not clear", "", "blurred:"),
    ("late-no", "after: [tell]\n        why: One person", "after: [tell, picture]\n        why: One person",
     "not_ours:"),
    ("decides-without-words", SAYS, "", "  reads:"),
    ("never-known", "when: {reads: rare}", "when: {books: 3}", "when: {books: 3}"),
    ("ending-never-reached", ", ends: elsewhere}", "}", "{id: elsewhere"),
    ("no-outcome", OUTCOMES, "", "service:"),
    ("no-aftercare", AFTERCARE + OUTCOMES, "", "service:"),
    ("first-look-back-too-late", "after: P30D", "after: P60D", "after: P60D"),
    ("survey-only-at-happy-endings", "at: every-ending", "at: granted", "at: granted"),
    ("nobody-asked", "experience: {asks: [clear], at: every-ending}\n", "", "service:"),
    ("ending-without-way-on", ", what_you_can_do: Go there.", "", "{id: elsewhere"),
    ("no-transition", TRANSITION, "", "service:"),
    ("duty-never-asked-about", "asks: [reading, duties_known]", "asks: [reading]", "  duties:"),
    ("life-after-without-time", TIME, "", "life_after:"),
    ("life-after-without-effort", "  it_costs: Nothing.\n", "", "life_after:"),
    ("department-words", "title: I show my face", "title: I submit form B2", "I submit form B2"),
    ("sentence-too-long", QUIET, "so quiet " * 16, "why: so quiet"),
]  # fmt: skip


def findings_in(text: str) -> tuple[Finding, ...]:
    written = parse(text, "small.yaml")
    return lint(blueprint_of(written), written)


def with_fault(rule: str, old: str, new: str) -> str:
    assert old in SMALL, old
    text = SMALL.replace(old, new, 1)
    return text.replace("questions:\n", MORE_FACTS + "questions:\n", 1) if MORE in new else text


@pytest.mark.parametrize(("rule", "old", "new", "seen_at"), FAULTS)
def test_a_fault_is_seen_at_its_line(rule: str, old: str, new: str, seen_at: str) -> None:
    text = with_fault(rule, old, new)

    findings = findings_in(text)

    found = [one for one in findings if one.rule.id == rule]
    assert found, [one.rule.id for one in findings]
    assert found[0].line == text[: text.index(seen_at)].count("\n") + 1


def test_a_stage_in_which_nothing_can_be_seen_is_found() -> None:
    text = SMALL.replace("        sees: You see who looks at it.\n", "").replace(
        "        sees: You see the room.\n", ""
    )
    text = text.replace("        sees: You see the card on this page.\n", "")

    found = [one for one in findings_in(text) if one.rule.id == "stage-without-sight"]

    assert [one.key for one in found] == ["stages.get"]


def test_every_rule_has_a_design_that_it_finds_fault_with() -> None:
    tried = {fault[0] for fault in FAULTS} | {"stage-without-sight"}

    assert {rule.id for rule in RULES} == tried


@pytest.mark.parametrize("path", [EXAMPLE, Path(__file__).parent / "test_blueprint_small.yaml"])
def test_a_good_design_is_left_in_peace(path: Path) -> None:
    assert [(one.line, one.rule.id, one.what) for one in lint_file(path)] == []


def test_the_same_question_in_other_words_is_asked_twice() -> None:
    text = SMALL.replace("questions:\n", AGAIN + "questions:\n", 1)
    text = text.replace("needs: [photo, signed]", "needs: [photo, signed, again]")

    found = [one for one in findings_in(text) if one.rule.id == "fact-asked-twice"]

    assert [one.what for one in found] == ["'again' asks for the same as 'name'."]


def test_a_step_that_waits_for_a_later_answer_would_stand_still() -> None:
    text = SMALL.replace("when: {reads: rare}", "when: {photo_clear: clear}")
    text = text.replace("after: [welcome, check]", "after: [welcome]")

    found = [one for one in findings_in(text) if one.rule.id == "never-known"]

    assert [one.key for one in found] == ["stages.get.steps.rare-books.when"]


def test_a_rule_asks_gives_a_reason_and_a_remedy() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 12
    for rule in RULES:
        assert rule.question.endswith("?"), rule.id
        assert rule.reason.endswith("."), rule.id
        assert rule.remedy.endswith((".", "}.")), rule.id


def test_the_reference_tells_every_rule() -> None:
    page = rules_as_markdown()

    assert [f"## {rule.id}\n" in page for rule in RULES] == [True] * len(RULES)


def test_sarif_names_rule_level_file_and_line() -> None:
    findings = findings_in(SMALL.replace(PROMISE, ""))

    log = json.loads(json.dumps(as_sarif(findings)))

    (run,) = log["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert log["version"] == "2.1.0"
    assert result["ruleId"] == "wait-without-promise"
    assert result["level"] == "warning"
    assert place["artifactLocation"]["uri"] == "small.yaml"
    assert place["region"]["startLine"] == SMALL[: SMALL.index("- id: rare-books")].count("\n") + 1
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {"wait-without-promise", "unreadable"}


def test_sarif_carries_what_cannot_be_read_as_an_error() -> None:
    log = json.loads(json.dumps(as_sarif((), [Problem("a.yaml", 3, "title", "It is empty.", "Write one.")])))

    (result,) = log["runs"][0]["results"]
    assert (result["level"], result["message"]["text"]) == ("error", "It is empty. Write one.")
