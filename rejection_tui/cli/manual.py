"""`rejtui man`: the manual page, made from the same commands and options that `--help` shows."""

import re
from collections.abc import Iterator
from inspect import cleandoc
from typing import Final

import click

from rejection_tui import __version__
from rejection_tui.cli.output import say

#: What every verb may end with.
EXIT_CODES: Final = {
    "0": "Done; for due, nothing is due.",
    "1": "Not done, and the message says why; for the checks, something was found.",
    "2": "The command line or the settings cannot be understood.",
    "3": "For due: something is due.",
    "130": "Stopped by ctrl+c.",
}
VARIABLES: Final = {
    "REJTUI_DB": "The data file, unless --db names one.",
    "REJTUI_CONFIG": "The settings file, instead of the usual place.",
    "REJTUI_STATE": "The folder of what is remembered between runs, such as the last theme.",
    "REJTUI_PLAIN": "When 1, lists are whole sentences, without columns or marks.",
    "REJTUI_IMAP_PASSWORD_NAME": "The password of the mail account NAME, where no keyring has it.",
    "NO_COLOR": "When set, the dashboard uses no colours.",
    "VISUAL, EDITOR": "The editor that the dashboard opens for long texts.",
}


@click.command("man")
@click.pass_context
def man(ctx: click.Context) -> None:
    """Print the manual page: rejtui man | man -l -

    To keep it: rejtui man > ~/.local/share/man/man1/rejtui.1
    """
    say("\n".join(page(ctx.find_root().command)))


def page(root: click.Command) -> Iterator[str]:
    """Yield the lines of the manual page of a command and all its verbs, for `man` (roff)."""
    assert isinstance(root, click.Group)
    ctx = click.Context(root, info_name="rejtui")
    yield f'.TH REJTUI 1 "" "rejtui {__version__}" "User Commands"'
    yield from (".ad l", ".nh")  # long lists of choices leave holes in lines that are filled
    yield from (".SH NAME", f"rejtui {_text('-')} {_text((root.help or '').splitlines()[0].rstrip('.').lower())}")
    yield from (".SH SYNOPSIS", _usage(ctx, "rejtui"))
    yield ".SH DESCRIPTION"
    yield from _paragraphs(root.help or "")
    yield ".SH OPTIONS"
    yield from _options(ctx)
    yield ".SH VERBS"
    yield from _verbs(ctx, "rejtui")
    for title, table in (("EXIT STATUS", EXIT_CODES), ("ENVIRONMENT", VARIABLES)):
        yield f".SH {title}"
        for name, meaning in table.items():
            yield from _entry(f"\\fB{_text(name)}\\fR", meaning)
    yield ".SH FILES"
    yield _text("rejtui locate says where the data, its backups and the settings are.")


def _verbs(ctx: click.Context, path: str) -> Iterator[str]:
    group = ctx.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        inner = click.Context(command, parent=ctx, info_name=name)
        words = f"{path} {name}"
        yield f'.SS "{_text(words)}"'
        yield from (_usage(inner, words), ".PP")
        yield from _paragraphs(command.help or "")
        yield from _options(inner)
        if isinstance(command, click.Group):
            yield from _verbs(inner, words)


def _usage(ctx: click.Context, words: str) -> str:
    pieces = ctx.command.collect_usage_pieces(ctx)
    return f"\\fB{_text(words)}\\fR {_text(' '.join(pieces))}".rstrip()


def _options(ctx: click.Context) -> Iterator[str]:
    shared = ctx.command.get_help_option_names(ctx) if ctx.parent else ()  # told once, at the top
    for option in ctx.command.get_params(ctx):
        if any(name in shared for name in option.opts):
            continue
        record = option.get_help_record(ctx) if isinstance(option, click.Option) else None
        if record is not None:
            names, meaning = record
            yield from _entry(_bold_options(names), meaning)


def _entry(head: str, meaning: str) -> Iterator[str]:
    yield from (".TP", head, _text(meaning))


def _bold_options(names: str) -> str:
    return re.sub(r"(?<![\w\\])(?:\\-){1,2}[\w?]+(?:\\-\w+)*", r"\\fB\g<0>\\fR", _text(names))


def _paragraphs(help: str) -> Iterator[str]:
    """Yield the paragraphs of a help text; one that begins with a backspace keeps its lines."""
    for number, part in enumerate(cleandoc(help).split("\n\n")):
        if number:
            yield ".PP"
        if part.startswith("\b"):
            yield from (".nf", *map(_text, part.strip("\b\n").split("\n")), ".fi")
        else:
            yield _text(" ".join(part.split()))


def _text(words: str) -> str:
    """Return words as roff shows them literally: ASCII, no hyphen that is changed, no request at a line's start."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("`", "").replace("|", "|\\:")
    plain = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in escaped)
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
