"""Shell completion of names: rejections by their company, people, wins, actions, lines, accounts and settings.

What is offered holds letters, figures and hyphens alone, so that no shell finds a quote, a space or a command in it;
the verbs read "crumb-kettle" as the name it stands for. A file that is missing or cannot be read offers nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.services.context import AppContext

_MOST: Final = 200
_Names = Callable[[AppContext, click.Context], Iterable[tuple[str, str]]]
_Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completer(names: _Names) -> _Completer:
    """Return a completer of words and their descriptions, of which those that go on as typed are offered."""

    @wraps(names)
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        found: dict[str, CompletionItem] = {}
        try:
            for word, description in names(_context(ctx), ctx):
                value = _going_on(incomplete, word)
                if value and len(found) < _MOST:
                    found.setdefault(value, CompletionItem(value, help=clean_line(description, 60) or None))
        except (RejtuiError, OSError):
            return []  # a prompt is no place for a message; the verb itself says what is wrong
        return list(found.values())

    return complete


def _context(ctx: click.Context) -> AppContext:
    from rejection_tui.config import expanded
    from rejection_tui.services.context import open_context

    db = ctx.find_root().params.get("db")
    context = open_context(expanded(db) if isinstance(db, Path) else None)
    context.wait_briefly()
    return context


def _going_on(typed: str, word: str) -> str:
    """Return a word that begins as it was typed, capitals and accents kept; "" when it does not begin so."""
    if word.startswith(typed):
        return word
    begun = fold(typed)
    if not begun or not word.replace("-", " ").startswith(begun):
        return ""
    is_plain = len(begun) == len(typed) and all(character.isalnum() or character == "-" for character in typed)
    return typed + word[len(begun) :] if is_plain else word


def slug(name: str) -> str:
    """Return a name in letters, figures and hyphens, as it can be typed in any shell; "" for one without any."""
    return fold(name).replace(" ", "-")


@_completer
def rejections(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer rejections by company, by company and role where that is needed, else by id."""
    from rejection_tui.domain.filter import shortest_names
    from rejection_tui.domain.ids import short

    for r, name in shortest_names(context.records):
        yield slug(name) or short(r.uid), " · ".join(part for part in (r.company, r.role) if part)


@_completer
def people(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the contacts by name."""
    for c in sorted(context.records.contacts.values(), key=lambda c: (c.archived, c.name)):
        yield slug(c.name), " · ".join(part for part in (c.name, c.company) if part)


@_completer
def words(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer companies and who wrote for them, as words to look for."""
    for r in context.records.inbox(archived=True):
        yield slug(r.company), r.company
        yield slug(r.recruiter_name), " · ".join(part for part in (r.recruiter_name, r.company) if part)


@_completer
def actions(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the actions of the rejection that was named before."""
    from rejection_tui.services.rejections import find

    if name := ctx.params.get("name"):
        for action in context.records.actions_of(find(context, name).uid):
            yield action.key, action.title


@_completer
def accounts(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the mail accounts of the settings."""
    for account in context.config.accounts.values():
        if account.name == slug(account.name):
            yield account.name, account.user


@_completer
def answers(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the answers of the journal by their company where that is enough, else by id."""
    from collections import Counter

    from rejection_tui.domain.ids import short

    found = context.records.feedback.values()
    count = Counter(one.rejection for one in found)
    for one in found:
        about = context.records.rejections.get(one.rejection)
        name = slug(about.company) if about and count[one.rejection] == 1 else ""
        yield name or short(one.uid), one.verbatim


@_completer
def bullets(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the lines of the CV by id."""
    from rejection_tui.domain.ids import short

    for one in context.records.bullets.values():
        yield short(one.uid), one.after or one.before


@_completer
def covers(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the cover letters by id."""
    from rejection_tui.domain.ids import short

    for one in context.records.cover_letters.values():
        yield short(one.uid), one.name


@_completer
def wins(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the wins by title."""
    for one in context.records.wins.values():
        yield slug(one.title), one.title


@_completer
def agenda_lines(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the lines of the agenda by their words."""
    from rejection_tui.services import agenda

    for item in (*agenda.agenda(context), *agenda.still_worth(context)):
        yield slug(item.title), item.title


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leave it to the shell to offer files."""
    return [CompletionItem(incomplete, type="file")]


def files_or_accounts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the accounts behind "imap", else files."""
    if ctx.params.get("paths") == ("imap",):
        return accounts(ctx, param, incomplete)
    return files(ctx, param, incomplete)


@_completer
def settings(context: AppContext, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Offer the settings."""
    from rejection_tui.services.settings import all_settings

    for one in all_settings(context):
        yield one.name, one.help
