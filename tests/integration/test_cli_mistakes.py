"""A mistake of whoever types a command is one sentence and exit code 2, typed for real."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from throughline.site.reachable import OlderShape, check_newest_shape

AGAIN = (sys.executable, "-c", "from throughline.cli import main; main()")
PLENTY = 60


def typed(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHLINE_")}
    return subprocess.run(
        (*AGAIN, *arguments),
        env=kept | settings,
        capture_output=True,
        text=True,
        timeout=PLENTY,
        check=False,
    )


def said_in_one_sentence(answer: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in answer.stderr
    assert answer.returncode == 2
    assert len(answer.stderr.strip().splitlines()) == 1
    return answer.stderr


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


@pytest.fixture
def nobody() -> Iterator[int]:
    """A port that is held, and where nobody answers."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        yield door.getsockname()[1]


def test_a_database_where_nobody_answers_is_named_without_its_password(nobody: int) -> None:
    answer = typed("check", DATABASE_URL=f"postgresql://us:hush-hush@127.0.0.1:{nobody}/x")

    sentence = said_in_one_sentence(answer)
    assert f"We cannot reach the database at 127.0.0.1, port {nobody}" in sentence
    assert "Check DATABASE_URL" in sentence
    assert "hush-hush" not in answer.stdout + answer.stderr


def test_a_home_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    answer = typed("check", THROUGHLINE_HOME=str(file), DATABASE_URL="")

    assert "Set THROUGHLINE_HOME to a folder" in said_in_one_sentence(answer)


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_somebody_has_is_refused_before_anything_starts(
    command: str, taken: int, tmp_path: Path
) -> None:
    answer = typed(command, "--port", str(taken), THROUGHLINE_HOME=str(tmp_path / "home"), DATABASE_URL="")

    assert "choose another with --port" in said_in_one_sentence(answer)
    assert not (tmp_path / "home").exists()


def test_an_export_into_no_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    answer = typed("export", "--xes", str(tmp_path / "nowhere" / "record.xes"))

    assert "There is no folder" in said_in_one_sentence(answer)


@pytest.mark.django_db
def test_a_database_that_waits_for_a_migration_says_what_to_type() -> None:
    check_newest_shape()
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'store'")

    with pytest.raises(OlderShape, match="throughline migrate"):
        check_newest_shape()
