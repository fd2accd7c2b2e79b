"""`firststop accounts`: who comes in first."""

from typing import Annotated

import typer
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from firststop.accounts.services import invite_first_administrator
from firststop.core.actor import system
from firststop.core.cli_frame import with_database

app = typer.Typer(help="People and organisations: the first administrator.", no_args_is_help=True)


@app.callback()
def accounts() -> None:
    """Keep the name of a command a word of its own while there is only one."""


@app.command("make-administrator")
def make_administrator(
    name: Annotated[str, typer.Option(help="What the employment service is called, where there is none yet.")] = "",
) -> None:
    """Invite the first administrator of the employment service; the code is printed once and opens one account."""
    with with_database():
        member, code = invite_first_administrator(name, by=system("accounts.cli"), at=timezone.now())
        typer.echo(f"{member.organisation.name}: invitation of the first administrator")
        typer.echo(f"1. Sign up or sign in:   {_address('account_signup')}")
        typer.echo(f"2. Enter this code:      {code}")
        typer.echo(f"   at                    {_address('accounts:invitation')}")
        typer.echo("3. Set up the second factor when asked; without it there are no rights of staff.")
        typer.echo(
            f"The code is shown this once, and ends on {timezone.localdate(member.invitation_ends_at)}.", err=True
        )


def _address(route: str) -> str:
    """Return the address of a page: at the first host of the settings, else its path."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host and not host.startswith((".", "*"))]
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse(route)
    return f"https://{hosts[0]}{path}" if hosts and settings.SECURE_SSL_REDIRECT else path
