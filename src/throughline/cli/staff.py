"""`throughline staff`: the people who work here. Each command readies Django before it loads more."""

from typing import Annotated

import typer

from throughline.cli.starting import start

app = typer.Typer(no_args_is_help=True, help="Add somebody who works here, or list everybody.")


@app.command()
def add(
    name: Annotated[str, typer.Option(help="What people call them, such as 'Ben Adler'.")],
    email: Annotated[str, typer.Option(help="Where the code to sign in is sent.")],
    role: Annotated[
        list[str],
        typer.Option(help="guide, specialist, lead, designer or leader. Repeat it for several."),
    ],
    unit: Annotated[
        list[str] | None,
        typer.Option(help="The id of their office, as in organisation.yaml. Repeat it for several."),
    ] = None,
    function: Annotated[
        list[str] | None,
        typer.Option(help="The id of their department; a specialist needs one. Repeat it for several."),
    ] = None,
    phone: Annotated[str, typer.Option(help="Shown to the people they stay with.")] = "",
) -> None:
    """Add somebody who works here. They sign in with a code sent to their email address.

    Publish a design first: it says which units and functions there are.
    Ends with 0 when they were added, and with 2 and a sentence when something has to be put right.
    """
    start()
    from throughline.cli import staffing  # noqa: PLC0415 - Django has to be ready

    staffing.add(name=name, email=email, roles=role, units=unit or (), functions=function or (), phone=phone)


@app.command("list")
def everybody() -> None:
    """List everybody who works here: name, email address, roles, units and functions."""
    start()
    from throughline.cli import staffing  # noqa: PLC0415 - Django has to be ready

    staffing.show()
