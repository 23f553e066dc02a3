"""A fresh embedded database with the example's design: what the benchmarks of the record share."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "food-business-licence"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@contextmanager
def a_service() -> Iterator[None]:
    """Django ready on an empty database of full durability, thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="throughline-benchmark-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        os.environ |= {"THROUGHLINE_HOME": home, "THROUGHLINE_LOG_LEVEL": "ERROR"}
        os.environ.pop("DATABASE_URL", None)
        from throughline.site.starting import start

        start()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        _publish()
        yield
        connection.close()


def _publish() -> None:
    from throughline.actions.publish_design import publish_design
    from throughline.blueprint.reading import read_design

    publish_design(design=read_design(EXAMPLE), at=MONDAY)
