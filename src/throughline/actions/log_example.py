"""The example that comes with Throughline, for those who have no log at hand."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from throughline.actions.circle_signals import owner_here
from throughline.actions.log_arriving import arrived_from
from throughline.actions.logs import NewLog, keep_log
from throughline.people.viewer import Role, Viewer
from throughline.store.logs import NoSuchLog


def keep_example(*, by: Viewer, at: datetime) -> str:
    """The example that comes with Throughline, with the mapping that lies beside it."""
    source = example_log()
    if source is None:
        raise NoSuchLog("The example is not installed here. Upload a log of your own.")
    mapping = source.with_suffix(".yaml").read_text(encoding="utf-8")
    with arrived_from(source) as file:
        said = NewLog(name="Garden permits (an example)", mapping=mapping, confirmed=True)
        return keep_log(by=by, at=at, files=[file], said=said)


def example_log() -> Path | None:
    """Where the example lies, if it was installed."""
    path = Path(settings.THROUGHLINE_EXAMPLE_LOG)
    return path if path.exists() and path.with_suffix(".yaml").exists() else None


def keep_example_for_the_owner(*, at: datetime) -> str:
    """For the demo: whoever owns the strategy has uploaded it, and the worker measures it as it starts."""
    owner = Viewer(staff=owner_here(), roles=frozenset({Role.LEADER}), signed_in=True)
    return keep_example(by=owner, at=at) if example_log() else ""
