"""`rejtui draft`: a message on standard output, on the clipboard or in a file."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain import day_words
from rejection_tui.domain.draft import Draft, DraftKind, Severity
from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.language import Language
from rejection_tui.domain.messages import next_kind
from rejection_tui.services import contacts, drafts, history, people, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts import policy
from rejection_tui.services.drafts.situation import ANSWERS


@click.command()
@click.argument("name", required=False, shell_complete=naming.rejections)
@click.argument("kind", required=False, type=click.Choice([k.value for k in DraftKind]))
@click.option("--to", "person", metavar="PERSON", shell_complete=naming.people, help="The contact it is to.")
@click.option("--win", metavar="WIN", shell_complete=naming.wins, help="Of a value update: the win it tells of.")
@click.option("--wording", type=click.IntRange(min=0), default=0, help="Another wording, where there is one.")
@click.option("--language", type=click.Choice([x.value for x in Language]), help="Another language than the letter's.")
@click.option("--say", "answer", type=click.Choice(ANSWERS), help="What to answer to their question.")
@click.option("--new", "anew", is_flag=True, help="Compose it again instead of printing the version that is kept.")
@click.option("--copy", is_flag=True, help="Put it on the clipboard.")
@click.option("--eml", type=click.Path(path_type=Path), help="Write it as a mail message to this file.")
@click.option(
    "--drafts",
    "account",
    is_flag=False,
    flag_value="",
    metavar="[ACCOUNT]",
    shell_complete=naming.accounts,
    help="Put it among the drafts of a mail account of the settings; nothing is sent.",
)
@click.option("--sent", is_flag=True, help="Record that you have sent it.")
@click.option("--me", metavar="NAME", help="Your own name, for the signature; kept from then on.")
@click.option("--json", "as_json", is_flag=True, help="Print draft and findings as JSON.")
@click.pass_obj
def draft(
    db: Path | None,
    name: str | None,
    kind: str | None,
    person: str | None,
    win: str | None,
    wording: int,
    language: str | None,
    answer: str | None,
    anew: bool,
    copy: bool,
    eml: Path | None,
    account: str | None,
    sent: bool,
    me: str | None,
    as_json: bool,
) -> None:
    """Draft the message a rejection needs next, or one of KIND, in the language of its letter.

    With --to alone it is a value update to that contact; with a rejection it is to one of its people.

    What is printed is kept as a version, so that it is not said twice, unless another language, wording or answer was
    asked for. Nothing is ticked.
    """
    context = command_context(db)
    about = rejections.find(context, name).uid if name is not None else ""
    with history.one_undo(context):
        if me:
            profile.confirm_name(context, me)
        chosen = _kind(context, kind, about, person)
        links = {"contact": _reader(context, chosen, about, person), "win": _win(context, chosen, win)}
        if wording or language or answer:
            made = drafts.compose(
                context, chosen, about, variant=wording, language=language or "", answer=answer or "", **links
            )
            policy.require_win(context, made)
        else:
            opened = drafts.compose if anew else drafts.open
            made = opened(context, chosen, about, **links)
            policy.require_win(context, made)
            made = drafts.keep(context, made)
        _print(context, made, as_json)
        if copy or eml or sent or account is not None:
            _deliver(context, made, copy, eml, account, sent)


def _kind(context: AppContext, kind: str | None, about: str, person: str | None) -> DraftKind:
    """Return the kind asked for, else the one that is needed next; raise `UsageError` for a draft about nothing."""
    if not about and not person:
        raise UsageError("name a rejection, or a person with --to. Nothing was drafted.")
    if kind:
        return DraftKind(kind)
    return next_kind(context.records, about, context.now()) if about else DraftKind.VALUE


def _reader(context: AppContext, kind: DraftKind, about: str, person: str | None) -> str:
    """Return the uid of the contact named; "" for the one to whom the rejection is answered anyway."""
    if not person:
        return ""
    if kind.spec.about_contact or not about:
        return contacts.find(context, person).uid
    rejection = context.records.rejections[about]
    found = people.find(context, rejection, person).uid
    return "" if found == rejection.contact else found


def _win(context: AppContext, kind: DraftKind, win: str | None) -> str:
    if win is None:
        return ""
    if not kind.spec.needs_win:
        raise UsageError("--win is for a value update. Nothing was drafted.")
    return contacts.find_win(context, win).uid


def _print(context: AppContext, made: Draft, as_json: bool) -> None:
    findings = drafts.check(context, made)
    if as_json:
        say_json({"draft": made, "findings": findings, "can_copy": drafts.can_copy(findings)})
        return
    if made.to:
        say(f"To: {made.to}")
    if made.subject:
        say(f"Subject: {made.subject}")
    say(f"\n{made.body.rstrip()}\n")
    for finding in findings:
        if finding.severity is not Severity.GOOD:
            words = f" “{finding.words}”" if finding.words else ""
            sign = "blocks copying" if finding.severity is Severity.BLOCK else "look again"
            say(f"{sign}:{words} {finding.message} {finding.instead}".rstrip(), err=True)


def _deliver(context: AppContext, made: Draft, copy: bool, eml: Path | None, account: str | None, sent: bool) -> None:
    blocking = [f for f in drafts.check(context, made) if f.severity is Severity.BLOCK]
    if blocking and (copy or eml or account is not None):
        hint = " Give your name with --me." if any("name" in f.words for f in blocking) else ""
        words = f"“{blocking[0].words}” " if blocking[0].words else ""
        raise Refused(f"not copied: {words}{blocking[0].message}{hint}")
    waits = drafts.ready(context, made)
    if waits and copy:
        raise Refused(
            f"not copied: ready from {day_words.moment_word(waits, context.now())} (reply.cool_off in the settings)."
        )
    if copy:
        from rejection_tui.system import clipboard

        kept, look = lambda text: drafts.keep_last(context, text), "if paste shows nothing, --eml FILE writes it"
        result = clipboard.copy(made.body, clipboard.to_terminal(), keep=kept, look=look)
        if not result.arrived:
            raise Refused(result.message)
        say(result.message, err=True)
        made = drafts.record_copied(context, made, result.how)
    if eml:
        say(f"Written to {drafts.write_eml(context, made, eml)}.", err=True)
    if account is not None:
        say(_put_among_drafts(context, made, account), err=True)
    if sent:
        drafts.record_sent(context, made)
        say("Recorded as sent.", err=True)


def _put_among_drafts(context: AppContext, made: Draft, name: str) -> str:
    from rejection_tui.cli.accounts import password_of
    from rejection_tui.services import accounts

    found = accounts.only(context, name, drafts.received_at(context.records, made))
    if found is None:
        names = ", ".join(context.config.accounts)
        raise UsageError(f"Which account? --drafts NAME, one of: {names}.")
    return drafts.append_draft(context, made, found, password_of(found))
