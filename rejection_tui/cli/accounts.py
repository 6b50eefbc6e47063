"""`rejtui account`: the mail accounts of the settings; and reading one of them for `rejtui import`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain.account import Account
from rejection_tui.domain.checkpoint import Checkpoint
from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.near_days import read_typed_day
from rejection_tui.domain.region import current
from rejection_tui.domain.secret import Secret
from rejection_tui.services import accounts as services
from rejection_tui.services.context import AppContext

if TYPE_CHECKING:
    from rejection_tui.services.accounts import AccountReading as AccountReading


@click.group(invoke_without_command=True)
@click.pass_context
def account(ctx: click.Context) -> None:
    """Mail accounts: list them, try one, or keep its password in the keyring."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_accounts)


@account.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per account.")
@click.pass_obj
def list_accounts(db: Path | None, as_json: bool = False) -> None:
    """List the accounts of the settings; nothing is connected to."""
    context = command_context(db)
    found = tuple(context.config.accounts.values())
    for warning in context.config.warnings:
        say(warning, err=True)
    if as_json:
        for one in found:
            say_json(_as_object(one))
        return
    if not found:
        say(services.no_account(context))
        return
    rows = [(a.name, a.user, f"{a.host}:{a.port}", a.tls.value, services.where_password(a)) for a in found]
    table(rows, ("account", "user", "server", "protection", "password"), prose=("user", "password"))


def _as_object(one: Account) -> dict[str, object]:
    shown = ("name", "user", "host", "port", "tls", "folders", "since")
    return {name: getattr(one, name) for name in shown} | {"password": services.where_password(one)}


@account.command("test")
@click.argument("name", shell_complete=naming.accounts)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per folder.")
@click.pass_obj
def test_account(db: Path | None, name: str, as_json: bool) -> None:
    """Connect to account NAME, list its folders and say which are read; nothing is changed."""
    found = services.find(command_context(db), name)
    folders = services.look(found, password_of(found))
    if as_json:
        for one in folders:
            say_json({"folder": one.folder.name, "what": one.folder.role, "mails": one.count, "read": one.read})
        return
    say(f"Signed in to {found.host} as {found.user}.")
    rows = []
    for one in folders:
        number = "" if one.count is None else current().number(one.count)
        rows.append((one.folder.name, one.folder.role.value, number, "read" if one.read else ""))
    table(rows, ("folder", "what it is", "mails", "in an import"), prose=("folder",))


@account.command("password")
@click.argument("name", shell_complete=naming.accounts)
@click.option("--forget", is_flag=True, help="Delete it from the keyring.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def password(db: Path | None, name: str, forget: bool, as_json: bool) -> None:
    """Keep the password of account NAME in the system's keyring; asked for, or the first line of standard input."""
    found = services.find(command_context(db), name)
    if forget:
        there = services.forget_password(found)
        done = "The keyring has forgotten it." if there else "The keyring held no password of this account."
    else:
        services.keep_password(found, _asked(found) if sys.stdin.isatty() else _piped())
        done = "Kept in the keyring."
    if as_json:
        say_json({"account": found.name, "kept": not forget})
    else:
        say(done)


def password_of(found: Account) -> Secret:
    """Return the password of an account: stored, else asked for where somebody can answer."""
    stored = services.stored_password(found)
    if stored is not None:
        return stored
    if not sys.stdin.isatty():
        raise services.no_password(found)
    return _asked(found)


def _asked(found: Account) -> Secret:
    return Secret(click.prompt(f"Password of {found.user} at {found.host}", hide_input=True, err=True))


def _piped() -> Secret:
    line = sys.stdin.buffer.readline(2_000).decode("utf-8", "replace").rstrip("\r\n")
    if not line:
        raise UsageError("No password came through standard input; nothing was kept.")
    return Secret(line)


# Reading one, for `rejtui import`


def opened(
    context: AppContext, paths: tuple[str, ...], folders: tuple[str, ...], since: str | None, everything: bool
) -> "AccountReading | None":
    """Return the account that is named instead of paths, ready to be read; None for paths."""
    if not (name := account_named(paths)):
        if folders or since or everything:
            raise UsageError("--folder, --since and --all belong to an account: rejtui import imap ACCOUNT.")
        return None
    if since and everything:
        raise UsageError("--since and --all exclude each other.")
    day = read_typed_day(since, context.now().date(), order=context.date_order) if since else None
    found = services.find(context, name)
    return services.open_reading(context, found, password_of(found), folders, day, everything)


def account_named(paths: tuple[str, ...]) -> str:
    """Return the account in the words after `import`: "imap work" or "imap:work"; "" when they are paths.

    Raise `UsageError` when an account and paths are mixed.
    """
    first, *rest = paths
    if first == "imap" and not rest and not Path("imap").exists():
        raise UsageError("which account? rejtui import imap NAME; rejtui account lists them.")
    if first == "imap" and rest:
        name, more = rest[0], rest[1:]
    elif first.startswith(services.PREFIX):
        name, more = first, rest
    else:
        return ""
    if more:
        raise UsageError("One account at a time: rejtui import imap ACCOUNT. A folder of that name is ./imap.")
    return name.removeprefix(services.PREFIX) or "(no name)"


def reached(context: AppContext, reading: "AccountReading | None", undecided: Iterable[str]) -> tuple[Checkpoint, ...]:
    """Return how far a reading came, to be kept with what is filed; `undecided` are sources that are read again."""
    return services.reached(context, reading, undecided) if reading is not None else ()


def say_end(reading: "AccountReading", err: bool) -> None:
    """Say what is to be known of a reading; raise `LetterError` when not everything was read."""
    for note in reading.notes:
        say(note, err=err)
    if reading.broken:
        raise LetterError(reading.broken)
