"""A worker process for tests: claims one log and works on it, until it is done or killed.

Run as: python reading_log.py LOG
"""

import sys

from throughline.site.starting import start


def main(log: str) -> None:
    start()
    from throughline.actions.log_work import claim
    from throughline.clock import now
    from throughline.worker.log_tasks import work

    run = claim(log, at=now())
    assert run is not None
    work(run)


if __name__ == "__main__":
    main(*sys.argv[1:])
