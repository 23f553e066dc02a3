"""A mapping file: every key is understood, and what is wrong is said with file, key and what to do."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from throughline.intake.mapping import AttributeKind, Duplicates, Mapping, ObjectUse, PromiseTold
from throughline.intake.mapping_file import KEYS, mapping_from, read_mapping
from throughline.intake.mapping_schema import schema_as_json
from throughline.refused import Refused

FULL = """
columns: {journey: case_id, name: activity, at: done, start_at: begun}
not_told: [unit]
zone: Europe/Amsterdam
time_format: "%d/%m/%Y"
unit_from_file: yes
to: [Letter sent]
from: [Application received, Withdrawn]
inside: [Check drawing]
asks: {Ask for drawing: drawing}
supplies: {Drawing received: drawing}
chases: [Asked where it is]
complaints: [Objection]
endings: {Permit granted: granted, Permit refused: refused, Withdrawn: withdrawn}
goals: [granted]
elsewhere: [Water board]
promises:
  decision: {due: deadline, made: Acknowledged, kept: Permit granted}
  visit: {due: day, kept: Visit}
attributes: {amount: number, kind: category, asked_on: date}
journey_type: Order
object_types: {Employee: person, Truck: attribute}
wide: {CreatedDate: request made}
duplicates: leave out
placeholders: [NOBODY]
"""


def test_every_key_is_understood() -> None:
    told = mapping_from(FULL)

    assert told == Mapping(
        columns={"journey": "case_id", "name": "activity", "at": "done", "start_at": "begun"},
        not_told=frozenset({"unit"}),
        zone="Europe/Amsterdam",
        time_format="%d/%m/%Y",
        unit_from_file=True,
        to=frozenset({"Letter sent"}),
        from_=frozenset({"Application received", "Withdrawn"}),
        inside=frozenset({"Check drawing"}),
        asks={"Ask for drawing": "drawing"},
        supplies={"Drawing received": "drawing"},
        chases=frozenset({"Asked where it is"}),
        complaints=frozenset({"Objection"}),
        endings={"Permit granted": "granted", "Permit refused": "refused", "Withdrawn": "withdrawn"},
        goals=frozenset({"granted"}),
        elsewhere=frozenset({"Water board"}),
        promises={
            "decision": PromiseTold(due="deadline", made="Acknowledged", kept="Permit granted"),
            "visit": PromiseTold(due="day", kept="Visit"),
        },
        attributes={
            "amount": AttributeKind.NUMBER,
            "kind": AttributeKind.CATEGORY,
            "asked_on": AttributeKind.DATE,
        },
        journey_type="Order",
        object_types={"Employee": ObjectUse.PERSON, "Truck": ObjectUse.ATTRIBUTE},
        wide={"CreatedDate": "request made"},
        duplicates=Duplicates.LEAVE_OUT,
        placeholders=frozenset({"NOBODY"}),
    )


def test_the_test_of_every_key_holds_every_key() -> None:
    assert set(yaml.safe_load(FULL)) == set(KEYS)


def test_attributes_and_milestones_may_be_a_list() -> None:
    told = mapping_from("attributes: [amount, kind]\nwide: [CreatedDate, ClosedDate]\n")

    assert told.attributes == {"amount": None, "kind": None}
    assert list(told.wide.items()) == [("CreatedDate", "CreatedDate"), ("ClosedDate", "ClosedDate")]


def test_words_stay_the_text_that_was_written() -> None:
    told = mapping_from("to: [no, 01, 2026-03-02, 1.0]\n")

    assert told.to == {"no", "01", "2026-03-02", "1.0"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "to:\nasks:\ncolumns:\nzone:\npromises:\n"])
def test_what_is_left_empty_is_not_told(text: str) -> None:
    assert mapping_from(text) == Mapping()


def test_every_activity_and_every_column_that_is_named_is_known() -> None:
    told = mapping_from(FULL)

    assert told.activities == {
        "Letter sent", "Application received", "Withdrawn", "Check drawing", "Ask for drawing",
        "Drawing received", "Asked where it is", "Objection", "Permit granted", "Permit refused",
        "Acknowledged", "Visit",
    }  # fmt: skip
    assert told.sources == {
        "case_id", "activity", "done", "begun", "deadline", "day", "amount", "kind", "asked_on", "CreatedDate"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("chase: [a]", r"m.yaml: `chase` is not a key of a mapping. Did you mean `chases`\?"),
        ("columns: {persn: a}", r"`columns` has no `persn`. Did you mean `person`\?"),
        ("not_told: [persn]", r"`not_told` has no `persn`. Did you mean `person`\?"),
        ("columns: {person: a}\nnot_told: [person]", "`person` stands in `columns` and in `not_told`"),
        ("to: letter", "`to` should be a list of names, one per line"),
        ("to: [[a]]", "`to` should be a list of names"),
        ("to: ['']", "`to` should be a list of names"),
        ("endings: [a]", "`endings` should hold pairs, one per line, such as `Permit granted: granted`"),
        ("endings: {a: }", "`endings` should hold pairs"),
        ("endings: {a: granted}\ngoals: [grantd]", r"the ending 'grantd'.*Did you mean `granted`\?"),
        ("goals: [granted]", "the ending 'granted', which `endings` does not. Endings: none"),
        ("promises: {p: {due: d}}", "the promise `p` lacks `kept`"),
        ("promises: {p: {kept: d}}", "the promise `p` lacks `due`"),
        ("promises: {p: {due: d, keep: k}}", r"`p` under `promises` cannot have `keep`. Did you mean `kept`"),
        ("promises: {p: {due: [d], kept: k}}", "`due` of `p` under `promises` should be one text"),
        ("promises: {p: d}", "`promises` should hold names, each with due, made, kept below it"),
        ("attributes: {a: numbr}", r"`attributes` cannot be 'numbr'. Did you mean `number`\?"),
        ("object_types: {a: x}", "`object_types` cannot be 'x'. It may be: person, function, unit"),
        ("duplicates: drop", "`duplicates` cannot be 'drop'. It may be: keep, leave out"),
        ("unit_from_file: maybe", "`unit_from_file` should be yes or no, not 'maybe'"),
        ("zone: [a]", "`zone` should be one text"),
        ("to: [a]\nfrom: [a]", "'a' stands in `to` and in `from`"),
        ("to: [a]\nchases: [a]", "'a' stands in `to` and in `chases`"),
        ("from: [a]\nasks: {a: b}", "'a' stands in `from` and in `asks`"),
        ("asks: {a: b}\nsupplies: {a: b}", "'a' stands in `asks` and in `supplies`"),
        ("to: [a]\nto: [b]", "not valid YAML: line 2, column 1: the key 'to' stands twice"),
        ("a: &a [*a]", "not valid YAML"),
        ("{[a]: b}", "not valid YAML"),
        ("to: " + "[" * 1000, "nested too deeply"),
        ("columns: {a: b", "not valid YAML: line 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_key_and_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        mapping_from(text, "m.yaml")


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    def _saved(content: bytes) -> Path:
        path = tmp_path / "m.yaml"
        path.write_bytes(content)
        return path

    return _saved


def test_a_file_that_is_no_mapping_is_refused(saved: Callable[[bytes], Path], tmp_path: Path) -> None:
    for content, sentence in ((b"to: [\xff]", "is not UTF-8"), (b"#" * 1_000_001, "too large")):
        with pytest.raises(Refused, match=sentence):
            read_mapping(saved(content))
    with pytest.raises(Refused, match="cannot be read"):
        read_mapping(tmp_path)


def test_a_mark_at_the_begin_of_the_file_is_no_part_of_the_first_key(saved: Callable[[bytes], Path]) -> None:
    assert read_mapping(saved(b"\xef\xbb\xbfzone: UTC\n")).zone == "UTC"


SCHEMA = json.loads(schema_as_json())


@pytest.mark.parametrize("text", [FULL, "to:\n", "attributes: [a]\n", "wide: [a]\n"])
def test_the_published_schema_accepts_what_the_reader_accepts(text: str) -> None:
    jsonschema.validate(yaml.safe_load(text), SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "chase: [a]", "columns: {persn: a}", "to: letter", "endings: [a]", "promises: {p: {due: d}}",
        "promises: {p: {due: d, keep: k, kept: k}}", "attributes: {a: numbr}", "object_types: {a: x}",
        "duplicates: drop", "unit_from_file: maybe", "zone: [a]",
    ],
)  # fmt: skip
def test_the_published_schema_refuses_what_the_reader_refuses(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), SCHEMA)
    with pytest.raises(Refused):
        mapping_from(text)
