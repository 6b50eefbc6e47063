"""`rejtui settings`: lists the settings of the file, or changes one line of it after a yes."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.services import settings as services
from rejection_tui.services.settings import Setting


@click.command()
@click.argument("name", required=False, shell_complete=naming.settings)
@click.argument("value", required=False)
@click.option("--yes", is_flag=True, help="Write the line without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def settings(db: Path | None, name: str | None, value: str | None, yes: bool, as_json: bool) -> None:
    """List the settings, show one, or set NAME to VALUE.

    The line is shown first and written on your yes. The file as it was stays beside it; comments and all else in it are
    left as they are. Your name and addresses are set by rejtui me.
    """
    context = command_context(db)
    for warning in context.config.warnings:
        say(warning, err=True)
    if name is None:
        _list(services.all_settings(context), as_json)
        return
    setting = services.find(context, name)
    if value is None:
        say_json(_as_object(setting)) if as_json else _show(setting)
        return
    change = services.change(context, setting, value)
    if change.after is None:
        services.write(context, change)  # says which line to write, and where
    if not as_json:
        say(f"{change.path}:\n\n{change.place}\n")
    if not yes and not click.confirm("Write this line?", err=True):
        say("Nothing was written.")
        return
    services.write(context, change)
    if as_json:
        say_json({"name": setting.name, "line": change.line, "file": change.path})
    else:
        say("Written.")


def _list(found: tuple[Setting, ...], as_json: bool) -> None:
    if as_json:
        for one in found:
            say_json(_as_object(one))
        return
    table([(one.name, one.shown, _origin(one), one.help) for one in found], ("setting", "value", "from", "what it is"))


def _show(one: Setting) -> None:
    lines = [f"{one.name} = {one.shown} ({_origin(one)})", one.help, f"It can be {one.allowed}; usually {_usual(one)}."]
    say("\n".join([*lines, one.about_dates] if one.about_dates else lines))


def _usual(one: Setting) -> str:
    return services.in_words(one.default)


def _origin(one: Setting) -> str:
    return "your file" if one.in_file else "usual"


def _as_object(one: Setting) -> dict[str, object]:
    return {"name": one.name, "value": one.value, "default": one.default, "in_file": one.in_file, "help": one.help}
