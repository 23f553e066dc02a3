"""Commands that run a service and look after its record. Each readies Django before it loads more."""

import os
from pathlib import Path
from typing import Annotated

import typer

from throughline.cli.ports import check_port_is_free
from throughline.cli.starting import start
from throughline.cli.writing import check_can_write

LOCAL = "127.0.0.1"

Port = Annotated[int, typer.Option(help="The port of the web pages.", min=1, max=65535)]
Host = Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for every network.")]


def demo(
    port: Port = 8000,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Throw the demo's data away and start over.")
    ] = False,
    load_only: Annotated[bool, typer.Option("--load-only", help="Make the data and stop.")] = False,
) -> None:
    """Start a living service in your browser, with people in it.

    A real database starts beside it, in the folder var (or THROUGHLINE_HOME). The first start makes eighteen
    months of a believable organisation; later starts are quick and keep what you did. Stop it with Ctrl-C.
    """
    os.environ.setdefault("THROUGHLINE_MODE", "demo")
    os.environ.setdefault("THROUGHLINE_ADDRESS", f"http://127.0.0.1:{port}")
    if not load_only:
        check_port_is_free(LOCAL, port)
    here = start(newest_shape=False)
    from throughline.cli import living  # noqa: PLC0415 - Django has to be ready

    living.prepare(here, fresh=fresh)
    if not load_only:
        raise typer.Exit(living.run(here, port=port))


def serve(
    host: Host = LOCAL,
    port: Port = 8000,
    workers: Annotated[int, typer.Option(help="How many processes.", min=1)] = 1,
    threads: Annotated[int, typer.Option(help="How many pages each process makes at once.", min=1)] = 8,
) -> None:
    """Serve the web pages, until stopped."""
    check_port_is_free(host, port)
    start()
    from throughline.cli import serving  # noqa: PLC0415 - Django has to be ready

    serving.serve(host=host, port=port, workers=workers, threads=threads)


def worker() -> None:
    """Send messages, watch promises and ask how people are, on time, until stopped.

    Run as many as you like, on as many machines: each piece of work is done once.
    """
    start()
    from throughline.cli import serving  # noqa: PLC0415 - Django has to be ready

    serving.work()


def migrate(
    blueprints: Annotated[
        Path | None, typer.Option(help="A folder with blueprint.yaml and organisation.yaml to publish.")
    ] = None,
) -> None:
    """Bring the database to the newest shape. Safe to run again, and while the service runs."""
    start(newest_shape=False)
    from throughline.cli import keeping  # noqa: PLC0415 - Django has to be ready

    keeping.migrate(blueprints)


def rebuild() -> None:
    """Make the read tables again from the record. Pages wait meanwhile; nothing is lost if it is stopped."""
    start()
    from throughline.cli import keeping  # noqa: PLC0415 - Django has to be ready

    keeping.rebuild()


def check() -> None:
    """Verify the whole record against what must always hold, and say what was looked at.

    Ends with 0 when everything holds, and with 1 when something does not.
    """
    start()
    from throughline.cli import keeping  # noqa: PLC0415 - Django has to be ready

    raise typer.Exit(keeping.check())


def export(
    parquet: Annotated[Path | None, typer.Option(help="A file to write as Parquet.")] = None,
    xes: Annotated[Path | None, typer.Option(help="A file to write as XES.")] = None,
) -> None:
    """Write the record in the one shape of a log: as Parquet, as XES, or both.

    The record holds no personal content: ids, times and codes only.
    """
    if parquet is None and xes is None:
        raise typer.BadParameter("say where to: --parquet FILE, --xes FILE, or both")
    check_can_write(parquet, xes)
    start()
    from throughline.cli import keeping  # noqa: PLC0415 - Django has to be ready

    keeping.export(parquet=parquet, xes=xes)
