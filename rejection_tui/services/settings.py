"""The settings one by one: the value of each and where it comes from; one line of the file changed on a yes."""

import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rejection_tui import config
from rejection_tui.config import ADDRESSES_HELP, FILTER_HELP, OPTIONS, Config, Option
from rejection_tui.domain.errors import ConfigError, Refused, UsageError
from rejection_tui.domain.region import use
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.text import clean_line
from rejection_tui.services import named_files
from rejection_tui.services.context import AppContext
from rejection_tui.services.local_region import local_region
from rejection_tui.services.settings_lines import edited

BACKUP_SUFFIX: Final = ".before"
_WORDS_FOR: Final = {True: ("true", "yes", "on", "y"), False: ("false", "no", "off", "n")}
#: The settings from which due days are computed; a day that is set is computed anew when its checklist changes.
SET_DATES: Final = frozenset(
    {
        "reply.by_hours",
        "feedback.ask_hours",
        "feedback.nudge_working_days",
        "feedback.thank_days",
        "refine.days",
        "cultivate.linkedin_days",
    }
)
_STAYS: Final = "It counts for new letters at once, and for the others as soon as something in their checklist changes."
_MAX_FILE: Final = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, as in "general.calm", the value in force, the default, and what may be chosen."""

    section: str
    key: str
    help: str
    value: object
    default: object
    in_file: bool  # whether the file names it
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] | None = None
    example: str = ""

    @property
    def name(self) -> str:
        """The name in the shell and in messages."""
        return f"{self.section}.{self.key}"

    @property
    def about_dates(self) -> str:
        """Return what a change does to dates that are set already; "" where it sets none."""
        return _STAYS if self.name in SET_DATES else ""

    @property
    def shown(self) -> str:
        """The value in words."""
        return in_words(self.value)

    @property
    def allowed(self) -> str:
        """What may be given, in words."""
        if isinstance(self.default, bool):
            return "yes or no"
        if self.choices:
            return ", ".join(one or "empty" for one in self.choices)
        if self.example:
            return f"tags with months, such as {self.example}"
        if self.bounds:
            return f"a whole number from {self.bounds[0]} to {self.bounds[1]}"
        return "addresses with commas between them" if isinstance(self.default, tuple) else "any words"


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A change that waits for a yes: the line, and the whole file before and after it.

    `after` is None for a file whose line must be changed by hand.
    """

    setting: Setting
    path: Path
    line: str
    before: str
    after: str | None

    @property
    def place(self) -> str:
        """The line under the name of its section, as it is to stand in the file."""
        return f"[{self.setting.section}]\n{self.line}"

    @property
    def by_hand(self) -> str:
        """What to say when the file is not written."""
        return f"Write it yourself: “{self.line}” under [{self.setting.section}] in {self.path}."


def in_words(value: object) -> str:
    """Return a value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return clean_line(str(value)) or "none"


def all_settings(context: AppContext) -> tuple[Setting, ...]:
    """Return every setting of the file but the keys and the accounts, in the order of the file."""
    now, named = context.config, _named(context.config)
    found = [_of_option(option, now, named) for option in OPTIONS]
    filter_ = Setting("compose", "filter", FILTER_HELP, now.filter, "", ("compose", "filter") in named)
    own = ("me", "addresses") in named
    return (*found, filter_, Setting("me", "addresses", ADDRESSES_HELP, now.addresses, (), own))


def find(context: AppContext, name: str) -> Setting:
    """Return the setting of that name, such as "general.calm" or "calm"; raise `UsageError` when there is none."""
    found = all_settings(context)
    word = name.strip().casefold()
    same = [one for one in found if word in (one.name, one.key)]
    if len(same) == 1 or (same and same[0].name == word):
        return same[0]
    names = [one.name for one in found]
    near = [one for one in names if word and word in one] or difflib.get_close_matches(
        word, [*names, *(one.key for one in found)], 1
    )
    if same:
        raise UsageError(f"There is more than one “{clean_line(name, 60)}”: {', '.join(one.name for one in same)}.")
    hint = f"Did you mean {near[0]}?" if near else "rejtui settings lists them."
    raise UsageError(f"There is no setting “{clean_line(name, 60)}”. {hint}")


def change(context: AppContext, setting: Setting, text: str) -> SettingChange:
    """Return what is to be written for `text`; nothing is written. Raise `UsageError` for what is no such value."""
    value = _toml_of(setting, text)
    path = context.config.file or config.config_path()
    before = _read(path)
    line = f"{setting.key} = {value}"
    after = edited(before, setting.section, setting.key, value)
    if after is not None:
        _check(after, path, setting)
    return SettingChange(setting, path, line, before, after)


def write(context: AppContext, change: SettingChange) -> None:
    """Write a change, with the file as it was beside it, and use it at once; nothing else in the file changes."""
    if change.after is None:
        raise Refused(f"{change.path.name} is written in a way rejtui leaves alone. {change.by_hand}")
    if _read(change.path) != change.before:
        raise Refused(f"{change.path.name} was changed meanwhile; nothing was written. Look at it again.")
    try:
        change.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refused(f"{change.path.parent} cannot be made: {error.strerror}. {change.by_hand}") from None
    if os.path.lexists(change.path):
        copy = change.path.with_name(change.path.name + BACKUP_SUFFIX)
        named_files.write_private(context, copy, change.before.encode(), overwrite=True)
    named_files.write_private(context, change.path, change.after.encode(), overwrite=True)
    context.config = config.load(change.path)
    use(local_region(context.rules.date_order))


def take_back(context: AppContext, change: SettingChange) -> None:
    """Write the file as it was before a change, unless something else changed it since."""
    if change.after is not None:
        write(context, replace(change, before=change.after, after=change.before))


def _named(now: Config) -> frozenset[tuple[str, str]]:
    """Return section and key of what the file names."""
    import tomllib

    try:
        data = tomllib.loads(_read(now.file).removeprefix("\ufeff")) if now.file else {}
    except (ValueError, RecursionError, ConfigError):
        return frozenset()
    return frozenset((s, key) for s, entries in data.items() if isinstance(entries, dict) for key in entries)


def _of_option(option: Option, now: Config, named: frozenset[tuple[str, str]]) -> Setting:
    value, usual = getattr(now.rules, option.rule), getattr(Rules(), option.rule)
    numbers = isinstance(usual, int) and not isinstance(usual, bool)
    bounds = (option.low, option.high) if numbers else None
    given = (option.section, option.key) in named
    return Setting(option.section, option.key, option.help, value, usual, given, option.choices, bounds, option.example)


def _toml_of(setting: Setting, text: str) -> str:
    words = clean_line(text)
    wrong = f"{setting.name} can be {setting.allowed}, not “{clean_line(text, 40)}”."
    if isinstance(setting.default, bool):
        chosen = next((value for value, all_ in _WORDS_FOR.items() if words.casefold() in all_), None)
        if chosen is None:
            raise UsageError(wrong)
        return str(chosen).lower()
    if setting.bounds:
        if not (words.isascii() and words.isdigit() and setting.bounds[0] <= int(words[:9]) <= setting.bounds[1]):
            raise UsageError(wrong)
        return str(int(words))
    if setting.choices:
        chosen_word = _choice(setting.choices, words)
        if chosen_word is None:
            raise UsageError(wrong)
        return config.as_toml(chosen_word)
    if isinstance(setting.default, tuple):
        return config.as_toml(tuple(one.strip() for one in words.split(",") if one.strip()))
    return config.as_toml(words)


def _choice(choices: Sequence[str], words: str) -> str | None:
    same = (one for one in choices if one.casefold() == words.casefold())
    return next(same, "" if "" in choices and words.casefold() in ("none", "empty") else None)


def _read(path: Path) -> str:
    if not os.path.lexists(path):
        return ""
    try:
        data = path.read_bytes()
        if len(data) > _MAX_FILE:
            raise ConfigError(f"{path} is too large to be settings; nothing was written.")
        return data.decode()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}. Nothing was written.") from None
    except ValueError:
        raise ConfigError(f"{path} is not UTF-8 text; nothing was written.") from None


def _check(after: str, path: Path, setting: Setting) -> None:
    """Raise `UsageError` when the settings would not be accepted so, such as two limits that contradict each other."""
    import tomllib

    try:
        config.parsed(tomllib.loads(after.removeprefix("\ufeff")), path)
    except ConfigError as error:
        raise UsageError(f"{setting.name} cannot be that: {error.sentence} Nothing was written.") from None
