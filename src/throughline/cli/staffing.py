"""Who works here: adding somebody, and showing everybody."""

from collections.abc import Collection

import typer
from django.conf import settings

from throughline.actions.staff import add_staff
from throughline.clock import now
from throughline.queries.staff import WorksHere, everybody_who_works_here


def add(
    *,
    name: str,
    email: str,
    roles: Collection[str],
    units: Collection[str],
    functions: Collection[str],
    phone: str,
) -> None:
    staff = add_staff(
        name=name, email=email, roles=roles, units=units, functions=functions, phone=phone, at=now()
    )
    typer.echo(f"{name} works here from now on. The record knows them as {staff}.")
    typer.echo(f"They sign in at {settings.THROUGHLINE_ADDRESS} with a code sent to {email}.")


def show() -> None:
    """One line each, so that other programs can read it, too."""
    everybody = everybody_who_works_here()
    for one in everybody:
        typer.echo(_line(one))
    if not everybody:
        typer.echo("Nobody works here yet. Add somebody with: throughline staff add")


def _line(one: WorksHere) -> str:
    places = (", ".join(group) for group in (one.roles, one.units, one.functions) if group)
    return f"{one.name} <{one.email}>: {' · '.join(places)}"
