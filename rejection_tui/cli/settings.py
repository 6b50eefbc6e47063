"""`rejtui locate`, `config`, `keys`: where things are and what is set."""

from pathlib import Path

import click

from rejection_tui import config as settings
from rejection_tui.cli.output import say, say_json
from rejection_tui.services.desk import open_desk


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def locate(db: Path | None, as_json: bool) -> None:
    """Say where the data, the settings and the backups live."""
    data = settings.db_path(db)
    places = {
        "data": data,
        "backups": data.with_name(f"{data.stem}.backups"),
        "settings": settings.config_path(),
        "templates": settings.Config(file=settings.config_path()).templates,
        "state": settings.state_folder(),
    }
    if as_json:
        say_json({k: {"path": p, "exists": p.exists()} for k, p in places.items()})
        return
    for name, place in places.items():
        say(f"{name:<10}{place}{'' if place.exists() else '  (not there yet)'}")


@click.command()
@click.pass_obj
def config(db: Path | None) -> None:
    """Print the effective settings, every default explained; redirect it to start a file of your own."""
    effective = settings.load()
    for warning in effective.warnings:
        say(warning, err=True)
    say(f"# Settings are read from {effective.file}\n\n{settings.explain(effective)}".rstrip())


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def keys(db: Path | None, as_json: bool) -> None:
    """List every act with its id, key and help, for [keys] in the settings."""
    from rejection_tui.tui.every_act import every_act

    desk = open_desk(db)
    for act in every_act():
        chosen = desk.config.keys.get(act.id, act.keys)
        if as_json:
            say_json({"id": act.id, "keys": chosen, "label": act.label, "help": act.help})
        else:
            say(f"{act.id:<28}{chosen:<20}{act.help}")
