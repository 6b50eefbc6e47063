"""`rejtui locate`, `config`: the paths of the files and the effective settings."""

from pathlib import Path

import click

from rejection_tui import config as settings
from rejection_tui.cli.output import say, say_json
from rejection_tui.services import maintenance


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def locate(db: Path | None, as_json: bool) -> None:
    """Say where the data, the settings and the backups live."""
    data = settings.db_path(db)
    places = {
        "data": data,
        "backups": maintenance.backup_folder(data),
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
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def config(as_json: bool) -> None:
    """Print the effective settings, every default explained; redirect it to start a file of your own."""
    effective = settings.load()
    for warning in effective.warnings:
        say(warning, err=True)
    if as_json:
        shown = ("file", "rules", "keys", "accounts")
        say_json({name: getattr(effective, name) for name in shown})
        return
    say(f"# Settings are read from {effective.file}\n\n{settings.explain(effective)}".rstrip())
