"""Every kind of mistake is answered with its line, what is wrong and how to mend it."""

from pathlib import Path

import pytest

from throughline.blueprint.problem import BlueprintUnreadable, Problem
from throughline.blueprint.reading import blueprint_from, read_blueprint, read_design, read_organisation

SMALL = (Path(__file__).parent / "test_blueprint_small.yaml").read_text()
EXAMPLE = Path(__file__).parents[2] / "examples" / "food-business-licence"


def problems_in(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BlueprintUnreadable) as refusal:
        blueprint_from(text, "small.yaml")
    return refusal.value.problems


def line_of(text: str, written: str) -> int:
    return text[: text.index(written)].count("\n") + 1


def changed(old: str, new: str) -> str:
    assert old in SMALL, old
    return SMALL.replace(old, new, 1)


MISTAKES = [
    # what was written, what stands there instead, where the problem is seen, what is said, how to mend it
    ("title: Get", "titel: Get", "titel: Get", "'titel' is not known here", "Did you mean 'title'?"),
    ("sees: You see the room", "seas: x", "seas: x", "'seas' is not known here", "Did you mean 'sees'?"),
    (
        "intensive: We come",
        "intense: We come",
        "engagement: {guided",
        "'intense' is not known",
        "'intensive'",
    ),
    ('version: "1"', "version: 1", "version: 1", "should be text, not '1'", 'Put it in quotes: "1"'),
    ("title: Get a library card", "title:", "title:\n", "should be text, not nothing", "Write text"),
    ("title: Get a library card", 'title: ""', 'title: ""', "'title' is empty", "what the person reads"),
    ("type: number", "type: numbre", "type: numbre", "'numbre' is not known for 'type'", "'number'"),
    (
        "within: 3 working days",
        "within: soon",
        "promise: {within: soon",
        "cannot be 'soon'",
        "5 working days",
    ),
    ("after: P30D", "after: 30 days", "after: 30 days", "cannot be '30 days'", "P30D"),
    ("at: every-ending", "at: never", "at: never", "cannot be 'never'", "every-ending"),
    ("at_most: 50", "at_most: many", "at_most: many", "should be a number", "without quotes"),
    ("needs: [photo, signed]", "needs: photo", "needs: photo", "'needs' should be a list", "[photo]"),
    ("facts:\n", "facts: none\nfactz:\n", "facts: none", "should hold keys of its own", "key: value"),
    ("reuse: never", "reuse: no", "reuse: no", "'no' is not known for 'reuse'", "Use one of: ask first"),
    (
        "returns: true",
        "returns: perhaps",
        "returns: perhaps",
        "should be true or false",
        "Write true or false",
    ),
    ("when: {reads: rare}", "when: rare", "when: rare", "condition cannot be read", "reference"),
    ("when: {reads: rare}", "when: {reads: {like: rare}}", "when: {reads: {like", "compared by 'like'", ""),
    ("after: [welcome, check]", "after: [wellcome, check]", "after: [wellcome", "'wellcome'", "'welcome'"),
    ("needs: [photo, signed]", "needs: [foto]", "needs: [foto]", "no fact 'foto'", "'photo'"),
    ("by: archive", "by: archives", "by: archives", "no function 'archives'", "'archive'"),
    ("ends: got-it", "ends: got", "ends: got\n", "no ending 'got'", "'got-it'"),
    ("ends: elsewhere", "ends: else", "not_ours: {title: Lives", "no ending 'else'", "'elsewhere'"),
    ("to: picture", "to: pictures", "may_return_to: pictures", "no step 'pictures'", "'picture'"),
    ("to: picture", "to: welcome", "may_return_to: welcome", "not a step of the person", "tell, picture"),
    (
        "after: [picture]",
        "after: [tell]",
        "may_return_to: picture",
        "does not come before 'check'",
        "'after'",
    ),
    ("        may_return_to: picture\n", "", "blurred:", "where the step goes back to", "may_return_to"),
    ("returns: true", "returns: true, ends: got-it", "blurred:", "both ends the journey", "not both"),
    ("when: {reads: rare}", "when: {raeds: rare}", "when: {raeds", "'raeds'", "Did you mean 'reads'?"),
    ("when: {reads: rare}", "when: {name: Ada}", "when: {name", "is a text and decides nothing", "yes/no"),
    (
        "when: {reads: rare}",
        "when: {reads: crime}",
        "when: {reads: crime",
        "no option 'crime'",
        "novels, rare",
    ),
    (
        "when: {reads: rare}",
        "when: {grown_up: maybe}",
        "when: {grown_up",
        "answered yes or no",
        "true or false",
    ),
    ("when: {reads: rare}", "when: {reads: {at_least: 3}}", "when: {reads: {at", "is not a number", "one_of"),
    ("when: {reads: rare}", "when: {books: {at_least: 70}}", "when: {books: {", "never is 70", "0 and 50"),
    ("when: {reads: rare}", "when: {books: some}", "when: {books: some", "is a number", "without quotes"),
    (
        "when: {reads: rare}",
        "when: {photo_clear: x}",
        "when: {photo_clear",
        "no option 'x'",
        "clear, blurred",
    ),
    ("when: {reads: novels}", "when: {books: 3}", "when: {books: 3", "waits for itself", "before it"),
    ("measured_at: month", "measured_at: moon", "measured_at: moon", "no check-in 'moon'", "'month'"),
    ("asks: [clear]", "asks: [cleer]", "asks: [cleer]", "no question 'cleer'", "'clear'"),
    (
        "asks: [reading, duties_known]",
        "asks: [duties_known, raeding]",
        "asks: [duties",
        "'raeding'",
        "'reading'",
    ),
    (
        "achieved_when: {reading: true}",
        "achieved_when: {clear: 4}",
        "{clear: 4}",
        "not asked at that",
        "'asks'",
    ),
    ("when: {reading: false}", "when: {reading: no}", "{reading: no}", "answered yes or no", "true or false"),
    ("kind: withdrawn", "kind: refused", "endings:", "Nobody can stop", "kind: withdrawn"),
    (
        "- id: rare-books",
        "- id: welcome",
        "- id: welcome\n        title: You open",
        "two of step",
        "another id",
    ),
    ("id: photo_clear", "id: reads", "id: reads", "two of fact or decision 'reads'", "another id"),
    ("desk: {title", "guide: {title: x, does: y}\n  desk: {title", "guide: {title", "means somebody", "name"),
    ('says: {"yes": you are', "says: {yess: you are", "says: {yess", "never 'yess'", "'yes'"),
    ("options: {novels: Novels, rare: Rare books}", "options: {}", "reads:\n    ask", "without options", ""),
    ("at_least: 0", "at_least: 60", "at_most: 50", "that large and that small", "Swap"),
]


@pytest.mark.parametrize(("old", "new", "seen_at", "what", "mend"), MISTAKES)
def test_a_mistake_is_said_with_its_line_and_its_remedy(
    old: str, new: str, seen_at: str, what: str, mend: str
) -> None:
    text = changed(old, new)

    problems = problems_in(text)

    found = [one for one in problems if what in one.what and mend in one.mend]
    assert found, [str(one) for one in problems]
    assert found[0].line == line_of(text, seen_at)
    assert found[0].file == "small.yaml"


@pytest.mark.parametrize(
    ("text", "line", "what", "mend"),
    [
        ("title: x\n\tservice: y", 2, "cannot start any token", "Replace the tab"),
        ("title: What: is this\n", 1, "mapping values are not allowed", "in quotes"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "expected ',' or ']'", "Close the bracket"),
        ("a: &x [1]\nb: *x\n", 2, "points back to another part", "Write the part out again"),
        ("a: " + "[" * 40 + "]" * 40, 1, "nested too deeply", "fewer than 30 levels"),
        ("a: 1\nb: \x00\n", 2, "a character here that no text holds", "UTF-8"),
        ("", 1, "The file is empty", "food-business-licence"),
        ("# only a comment\n", 1, "The file is empty", "food-business-licence"),
        ("a: " + "x" * 1_000_001, 1, "too large", "one megabyte"),
    ],
)
def test_a_file_that_is_not_yaml_says_from_where(text: str, line: int, what: str, mend: str) -> None:
    (problem,) = problems_in(text)

    assert (problem.line, what in problem.what, mend in problem.mend) == (line, True, True), str(problem)


def test_a_key_written_twice_names_both_lines() -> None:
    text = changed("title: Get a library card", "title: Get a library card\ntitle: Again")

    (problem,) = problems_in(text)

    assert problem.line == 4
    assert "already written on line 3" in problem.what


def test_a_tag_that_would_make_an_object_is_refused() -> None:
    text = changed("title: Get a library card", "title: !!python/object/apply:os.getcwd []")

    problems = problems_in(text)

    assert any(problem.line == 3 for problem in problems)


def test_a_scalar_with_a_tag_is_refused() -> None:
    problems = problems_in(changed("title: Get a library card", "title: !shout Get a card"))

    assert [(one.line, "not plain YAML" in one.what) for one in problems] == [(3, True)]


def test_all_problems_are_said_and_not_only_the_first() -> None:
    text = SMALL.replace("by: archive", "by: attic").replace(
        "needs: [photo, signed]", "needs: [face, signed]"
    )

    problems = problems_in(text)

    assert [one.key for one in problems] == [
        "stages.ask.steps.picture.needs.0",
        "stages.get.steps.rare-books.by",
    ]


def test_steps_that_wait_for_each_other_are_named_in_a_circle() -> None:
    text = SMALL.replace("after: [tell]\n        needs: [photo", "after: [hand-over]\n        needs: [photo")

    problems = problems_in(text)

    circle = next(one for one in problems if "wait for each other" in one.what)
    assert "picture" in circle.what
    assert "hand-over" in circle.what
    assert "may_return_to" in circle.mend


def test_a_step_behind_one_that_ends_the_journey_cannot_be_reached() -> None:
    text = SMALL.replace("needs: [photo, signed]", "needs: [photo, signed]\n        ends: got-it")

    problems = problems_in(text)

    unreached = [one for one in problems if "Nobody can reach" in one.what]
    assert [one.what.split("'")[1] for one in unreached] == ["check", "rare-books", "hand-over"]


def test_a_design_that_leads_nowhere_is_refused() -> None:
    text = SMALL.replace("        ends: got-it\n", "").replace(", ends: elsewhere}", "}")

    (problem,) = problems_in(text)

    assert "No step leads to an ending" in problem.what
    assert problem.line == line_of(text, "stages:")


def test_yes_and_no_are_words_and_only_true_and_false_decide() -> None:
    blueprint = blueprint_from(SMALL.replace('{title: "Yes"', "{title: Yes").replace('"yes":', "yes:"))

    assert blueprint.facts["grown_up"].says == {"yes": "you are grown up", "no": "you are a child"}  # type: ignore[index]
    assert blueprint.steps["check"].decision.options["clear"].title == "Yes"  # type: ignore[index, union-attr]


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BlueprintUnreadable, match="cannot be opened"):
        read_blueprint(tmp_path / "nothing.yaml")


def test_a_file_that_is_not_text_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xd8\xff\xe0")

    with pytest.raises(BlueprintUnreadable, match="not text in UTF-8"):
        read_blueprint(tmp_path / "picture.yaml")


def test_the_example_is_read_as_one_design() -> None:
    design = read_design(EXAMPLE)

    assert [unit.id for unit in design.organisation.units][:2] == ["harbour", "northfield"]
    assert design.blueprint.steps["plan-review"].may_return_to == "draw-kitchen"  # type: ignore[index]


def copy_of_example(folder: Path, **changes: tuple[str, str]) -> Path:
    for name in ("blueprint", "organisation"):
        text = (EXAMPLE / f"{name}.yaml").read_text()
        old, new = changes.get(name, ("", ""))
        (folder / f"{name}.yaml").write_text(text.replace(old, new, 1))
    return folder


def test_problems_of_both_files_come_together(tmp_path: Path) -> None:
    folder = copy_of_example(
        tmp_path, blueprint=("by: intake", "by: inteke"), organisation=("Europe/London", "Europe/Londn")
    )

    with pytest.raises(BlueprintUnreadable) as refusal:
        read_design(folder)

    said = [(Path(one.file).name, one.mend) for one in refusal.value.problems]
    assert ("blueprint.yaml", "Did you mean 'intake'?") in said
    assert ("organisation.yaml", "Did you mean 'Europe/London'?") in said


def test_a_function_that_the_organisation_lacks_is_named(tmp_path: Path) -> None:
    folder = copy_of_example(tmp_path, organisation=("{id: fire-safety", "{id: fire"))

    with pytest.raises(BlueprintUnreadable, match="has no function 'fire-safety'"):
        read_design(folder)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('closes: "17:00"', 'closes: "08:00"', "closes before it opens"),
        ('opens: "09:00"', 'opens: "nine"', "should be a time of day"),
        ("country: GB", "country: England", "'country' cannot be 'England'"),
        ("{id: northfield", "{id: harbour", "'harbour' is there twice"),
        ("works_on: [monday", "works_on: [munday", "'munday' is not known for 'works_on'"),
        ('brand: "#1B2A41"', "brand: blue", "'brand' cannot be 'blue'"),
    ],
)
def test_an_organisation_is_checked_too(tmp_path: Path, old: str, new: str, what: str) -> None:
    folder = copy_of_example(tmp_path, organisation=(old, new))

    with pytest.raises(BlueprintUnreadable, match=what):
        read_organisation(folder / "organisation.yaml")
