"""`rejtui me`: the name under a letter, and the mail addresses that are the user's own."""

from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.services import correspondence, profile


@click.command()
@click.option("--name", help="The name under your letters.")
@click.option("--email", help="The address in the From line of drafts.")
@click.option("--add", "added", multiple=True, metavar="ADDRESS", help="One more address of yours.")
@click.option("--remove", "removed", multiple=True, metavar="ADDRESS", help="An address that is not yours.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def me(
    db: Path | None,
    name: str | None,
    email: str | None,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show or change your name and your email addresses.

    What was sent from one of them is yours: it ticks steps, and is never taken for a rejection. Addresses are learned
    from the mailboxes you import; me.addresses in the settings names more.
    """
    context = command_context(db)
    old = context.records.me
    signature = (old.name if name is None else name, email or "")
    gone = {one.strip().lower() for one in removed}
    own = [one for one in (*old.addresses, *added) if one.strip().lower() not in gone]
    if name is None and email is None:
        if added or removed:
            profile.set_addresses(context, own)
    elif added or removed:
        profile.confirm_all(context, *signature, own)
    else:
        profile.confirm_name(context, *signature)
    found = context.records.me
    addresses = sorted(correspondence.addresses(context))
    if as_json:
        say_json({"name": found.name, "email": found.email, "addresses": addresses})
        return
    say(f"Name       {found.name or 'not known yet; --name gives it'}")
    say(f"Drafts     {found.email or 'no address in the From line; --email gives one'}")
    say(f"Addresses  {', '.join(addresses) or 'none known yet; --add gives one'}")
