"""However a design is broken, it is answered with problems that have a line, and never with a traceback."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from throughline.blueprint.lint import lint
from throughline.blueprint.problem import BlueprintUnreadable
from throughline.blueprint.reading import blueprint_of
from throughline.blueprint.written import parse

SMALL = (Path(__file__).parents[1] / "unit" / "test_blueprint_small.yaml").read_text().splitlines()
WORDS = [
    "",
    "{",
    "[x",
    "- y",
    "true",
    "12",
    "a: b",
    "id: tell",
    "{not: {}}",
    "'",
    "*x",
    "? z",
    "!!set",
    "\t",
    "~",
]
CHANGES = st.lists(
    st.tuples(
        st.integers(0, len(SMALL) - 1),
        st.sampled_from(["drop", "twice", "cut", "add"]),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=4,
)


def changed(changes: list[tuple[int, str, str]]) -> str:
    lines = list(SMALL)
    for number, how, word in changes:
        at = number % len(lines)
        match how:
            case "drop":
                lines[at] = ""
            case "twice":
                lines.insert(at, lines[at])
            case "cut":
                lines[at] = lines[at].split(":")[0] + ": " + word
            case _:
                lines[at] += word
    return "\n".join(lines)


def look_at(text: str) -> None:
    """Read and lint, as the command does. Whatever is wrong is said with a place in the file."""
    for line, said in said_of(text):
        assert 1 <= line <= text.count("\n") + 2
        assert said


def said_of(text: str) -> list[tuple[int, str]]:
    try:
        written = parse(text, "broken.yaml")
        return [(finding.line, finding.what) for finding in lint(blueprint_of(written), written)]
    except BlueprintUnreadable as refusal:
        return [(problem.line, f"{problem.what} {problem.mend}") for problem in refusal.problems]


@given(CHANGES)
def test_a_changed_design_is_read_or_answered(changes: list[tuple[int, str, str]]) -> None:
    look_at(changed(changes))


@given(st.text(alphabet="abc:{}[]-\n\t '\"#&*!|>%@`?,~0é\x07", max_size=60))
@example("")
@example("- 1")
@example("? {a: 1} : b")
@example("a: !!binary x")
@example("%YAML 3.0\n---\na: 1")
@example("a: 1\n---\nb: 2")
def test_any_text_is_answered(text: str) -> None:
    look_at(text)
