"""The people who work here, from the command line: what it says, and how it ends."""

import sys

import pytest
from django.db import connection

from throughline.cli import app, staff
from throughline.store.models import Staff

pytestmark = pytest.mark.django_db
BEN = ("--name", "Ben Adler", "--email", "ben@throughline.example", "--role", "guide", "--unit", "harbour")


@pytest.fixture(autouse=True)
def django_is_ready_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database stands already; starting would reach for the operator's."""
    monkeypatch.setattr(staff, "start", connection.ensure_connection)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """`throughline staff …`, and its exit code, its words and its complaints."""

    def type_it(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["throughline", "staff", *arguments])
        with pytest.raises(SystemExit) as ended:
            app.main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return type_it


def test_adding_says_how_they_sign_in_and_the_list_shows_them(design: object, typed) -> None:
    code, said, _ = typed("add", *BEN, "--role", "specialist", "--function", "plan-review")

    assert code == 0
    assert "with a code sent to ben@throughline.example" in said
    assert Staff.objects.get().id in said
    assert typed("list") == (
        0,
        "Ben Adler <ben@throughline.example>: guide, specialist · harbour · plan-review\n",
        "",
    )


def test_a_mistake_is_one_sentence_and_exit_code_two(design: object, typed) -> None:
    code, said, complaint = typed("add", *BEN, "--unit", "moon")

    assert (code, said) == (2, "")
    assert complaint.startswith('There is no unit "moon" here. Choose from: harbour,')
    assert len(complaint.splitlines()) == 1


def test_a_forgotten_option_is_named(design: object, typed) -> None:
    code, _, complaint = typed("add", "--name", "Ben Adler", "--role", "guide")

    assert code == 2
    assert "--email" in complaint


def test_where_nobody_works_yet_the_list_says_what_to_type(design: object, typed) -> None:
    code, said, _ = typed("list")

    assert code == 0
    assert "throughline staff add" in said
