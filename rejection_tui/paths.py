"""The paths of the program's files, as strings. Used by the fastest commands, so this imports almost nothing."""

import os
import sys

_NAME = "rejtui"
#: kind of folder -> (environment variable that sets it, default inside the home folder)
_XDG = {
    "data": ("XDG_DATA_HOME", "~/.local/share"),
    "config": ("XDG_CONFIG_HOME", "~/.config"),
    "state": ("XDG_STATE_HOME", "~/.local/state"),
}


class NoHome(RuntimeError):
    """There is no home folder, as for an unknown user in a container, and so no usual place for the data."""


def folder(kind: str) -> str:
    """Return the program's own "data", "config" or "state" folder on this platform.

    Without a home folder raise `NoHome` for the data; the others are then a place where no file can be.
    """
    variable, usual = _XDG[kind]
    moved, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        if moved.startswith("/"):
            return os.path.join(moved, _NAME)
        if not moved and home.startswith("/"):
            return os.path.join(os.path.expanduser(usual), _NAME)
    import platformdirs  # slow to load, and needed only on systems other than Linux

    try:
        return str(getattr(platformdirs, f"user_{kind}_dir")(_NAME, appauthor=False))
    except RuntimeError:
        if kind == "data":
            raise NoHome from None
        return os.path.join(os.devnull, _NAME)


def state_folder() -> str:
    """Return the folder of state kept between runs: `REJTUI_STATE`, else the platform's."""
    return os.environ.get("REJTUI_STATE") or folder("state")


def config_file() -> str:
    """Return the path of the settings file: `REJTUI_CONFIG`, else the platform's config folder."""
    chosen = os.environ.get("REJTUI_CONFIG")
    return os.path.expanduser(chosen) if chosen else os.path.join(folder("config"), "config.toml")


def data_file(chosen: str = "") -> str:
    """Return the path of the data file: `chosen`, else `REJTUI_DB`, else the platform's data folder."""
    named = chosen or os.environ.get("REJTUI_DB")
    return os.path.expanduser(named) if named else os.path.join(folder("data"), f"{_NAME}.json")
