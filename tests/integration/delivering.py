"""A worker process for tests: delivers what is due, and dies where it is told to.

Run as: python delivering.py MOMENT [WHERE_TO_DIE]
"""

import os
import signal
import sys
from datetime import datetime

from throughline.site.starting import start


def die(*args: object, **kwargs: object) -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(moment: str, where: str = "nowhere") -> None:
    start()
    from django.db.models import QuerySet

    from throughline.notify import delivery

    if where == "before the claim is kept":
        delivery.Outbox.save = die  # type: ignore[method-assign]
    if where == "after the claim":
        delivery._send = die  # type: ignore[assignment]
    if where == "before it is marked as sent":
        QuerySet.update = die  # type: ignore[assignment,method-assign]
    sys.stdout.write(f"{delivery.deliver_due(at=datetime.fromisoformat(moment))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
