"""What a log's row may say is held by the database, whoever writes."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from throughline.store.models import LogFile

from .conftest import Cast
from .log_story import log_folder, upload
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("design", "log_folder")]


@pytest.fixture
def log(cast: Cast) -> str:
    client: Client = signed_in(cast.esi)
    return upload(client)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("update uploaded_log set state = 'thinking'", "log_state_is_known"),
        ("update uploaded_log set progress = 101", "log_progress_is_a_percentage"),
        ("update uploaded_log set progress = -1", "log_progress_is_a_percentage"),
        ("update uploaded_log set run = 'r', state = 'looking'", "log_that_is_worked_on_shows_life"),
        ("update uploaded_log set beat_at = now()", "log_that_is_worked_on_shows_life"),
        ("update uploaded_log set run = 'r', beat_at = now()", "log_that_is_worked_on_shows_life"),
        ("update uploaded_log set state = 'failed'", "log_that_failed_says_why"),
        ("update uploaded_log set state = 'waiting'", "log_that_waits_was_looked_at"),
        ("update uploaded_log set name = ''", "log_has_a_name"),
        ("update log_file set kind = 'exe'", "log_file_kind_is_known"),
        ("update log_file set size = 0", "log_file_is_not_empty"),
        ("update log_file set sha256 = 'abc'", "log_file_has_its_sum"),
        ("insert into log_act (log, staff, at, act) values ('l', 's', now(), 'sold')", "log_act_is_known"),
    ],
)
def test_what_cannot_be_is_refused(log: str, statement: str, constraint: str) -> None:
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [({"stored": "other.csv"}, "log_file_has_its_place"), ({"place": 1}, "log_file_is_stored_once")],
)
def test_two_files_of_a_log_are_never_in_one_place(
    log: str, changed: dict[str, object], constraint: str
) -> None:
    one = LogFile.objects.get()
    one.pk = None
    for name, value in changed.items():
        setattr(one, name, value)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        one.save()


@pytest.mark.parametrize("statement", ["update log_act set staff = 'dana'", "delete from log_act"])
def test_who_did_what_stays_as_it_was_written(log: str, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
