"""Settings read from the user's TOML file, which is written only on a yes, and the folders of the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rejection_tui import paths
from rejection_tui.domain.errors import ConfigError
from rejection_tui.domain.language import Language
from rejection_tui.domain.rules import Rules, months_by_tag
from rejection_tui.domain.text import clean_line

if TYPE_CHECKING:
    from rejection_tui.domain.account import Account


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its section and key in the file, the `Rules` field it sets, its bounds and its help."""

    section: str
    key: str
    rule: str
    help: str
    low: int = 0
    high: int = 1000
    choices: tuple[str, ...] = ()
    example: str = ""  # of words, for a setting whose value is neither a number nor a choice


OPTIONS: tuple[Option, ...] = (
    Option(
        "reply", "from_hours", "reply_from_hours", "Hours after the letter from which a reply is ready to go.", 0, 336
    ),
    Option("reply", "by_hours", "reply_by_hours", "Hours after the letter by which the reply is due.", 1, 720),
    Option("reply", "cool_off", "cool_off", "Draft now, copy from the next morning at 09:00 (one key overrides)."),
    Option(
        "feedback", "ask_hours", "feedback_ask_hours", "Hours after the letter by which to ask; advice differs.", 1, 720
    ),
    Option("feedback", "warn_days", "feedback_warn_days", "Days after which a request comes late.", 1, 90),
    Option("feedback", "nudge_working_days", "nudge_working_days", "Working days before the one gentle nudge.", 3, 60),
    Option("feedback", "thank_days", "thank_days", "Days after an answer to thank for it.", 0, 30),
    Option("refine", "days", "refine_days", "Days after an answer to name the gap.", 1, 90),
    Option("cultivate", "linkedin_days", "linkedin_days", "Days after the letter for the LinkedIn note.", 1, 180),
    Option("cultivate", "amber_months", "touch_amber_months", "Months since you were in touch: time to write.", 1, 24),
    Option("cultivate", "red_months", "touch_red_months", "Months since you were in touch: at the latest.", 1, 36),
    Option(
        "cultivate",
        "months_by_tag",
        "months_by_tag",
        "Months for people of a tag, red at twice that; a person's own number counts before it.",
        example="agency 2, alumni 6",
    ),
    Option("cultivate", "dormant_after", "dormant_after", "Unanswered messages in a row until a rest.", 1, 10),
    Option(
        "cultivate", "linkedin_limit", "linkedin_limit", "Characters in a note: 200 free, 300 Premium (2026).", 50, 1000
    ),
    Option(
        "cultivate",
        "linkedin_notes_per_month",
        "linkedin_notes_per_month",
        "Personal notes a month, free account.",
        1,
        500,
    ),
    Option("practice", "smooth_days", "smooth_days", "Different smooth days until a question is done.", 1, 10),
    Option("practice", "rehearsal_seconds", "rehearsal_seconds", "Length of the rehearsal timer.", 15, 1800),
    Option("insights", "minimum", "insights_min", "Below this many, a figure says: not enough yet.", 2, 100),
    Option("insights", "theme_employers", "theme_min_employers", "Companies before a theme is called one.", 2, 20),
    Option("silence", "weeks", "silence_weeks", "Weeks without an answer until one polite question is due.", 1, 52),
    Option("again", "reapply_months", "reapply_months", "Months until the company card says: may apply again.", 0, 36),
    Option("again", "reopen_days", "reopen_days", "Days until a closed or frozen role is looked at again.", 1, 365),
    Option("general", "english", "english", "Spelling of English drafts.", choices=("en-GB", "en-US")),
    Option(
        "general",
        "language",
        "language",
        "Your own language: T in a draft switches to it; drafts without a letter are in it. Empty: English.",
        choices=("", *(language.value for language in Language)),
    ),
    Option(
        "general",
        "date_order",
        "date_order",
        "How you write 3/4: dmy, mdy or ymd; auto: as your system's language does, else both days are named.",
        choices=("auto", "dmy", "mdy", "ymd"),
    ),
    Option("general", "calm", "calm", "Hide counts of rejections."),
)
_BY_PLACE = {(o.section, o.key): o for o in OPTIONS}
FILTER_HELP = "A command of yours that | in the composer pipes a draft through; $REJTUI_LETTER has the letter's facts."
_MAX_FILTER = 2_000  # characters
_ACCOUNT_HELP = (
    "A mail account, for rejtui import imap NAME and rejtui draft --drafts. Its password is in no file: it comes",
    "from REJTUI_IMAP_PASSWORD, password_command or the keyring (rejtui account password NAME), or is asked for.",
)
ADDRESSES_HELP = "Your own mail addresses: what is sent from them is yours, and never a rejection. Others are learned."
_MAX_ADDRESSES = 50


@dataclass(frozen=True, slots=True)
class Config:
    """The effective settings. `warnings` are sentences about entries that were ignored."""

    rules: Rules = field(default_factory=Rules)
    keys: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    warnings: tuple[str, ...] = ()
    filter: str = ""  # the command a draft is piped through when the user asks for it; "": none
    addresses: tuple[str, ...] = ()  # the user's own mail addresses, in lower case
    accounts: Mapping[str, "Account"] = field(default_factory=dict)  # by their names

    @property
    def templates(self) -> Path:
        """The folder of the user's own templates, which replace packaged ones of the same name."""
        return (self.file.parent if self.file else config_folder()) / "templates"


def config_folder() -> Path:
    """Return the folder of `config.toml` and the user's own templates."""
    return Path(paths.folder("config"))


def state_folder() -> Path:
    """Return the folder of state kept between runs: last theme, last draft, error log."""
    return Path(paths.state_folder())


def config_path() -> Path:
    """Return the path of the settings file: `REJTUI_CONFIG`, else the platform's config folder."""
    return Path(paths.config_file())


def expanded(path: Path) -> Path:
    """Return `path` with the home folder for `~`; `~name` of an unknown user is left as it is."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def db_path(chosen: Path | None = None) -> Path:
    """Return the path of the data file: `chosen`, else `REJTUI_DB`, else the platform's data folder.

    Raise `ConfigError` where there is no such folder.
    """
    if chosen is not None:
        return expanded(chosen)
    try:
        return Path(paths.data_file())
    except paths.NoHome:
        raise ConfigError(
            "There is no home folder here, so no usual place for your data: set HOME, or name the file with --db or"
            " REJTUI_DB. Nothing was read or written."
        ) from None


def load(path: Path | None = None) -> Config:
    """Return the settings of `path`; defaults when there is no file. Raise `ConfigError` for invalid values."""
    path = path or config_path()
    try:
        text = path.read_text(encoding="utf-8-sig")
        import tomllib  # imported here, since most users have no such file

        data = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return Config(file=path)
    except (ValueError, RecursionError) as error:  # also raised for huge numbers and deep nesting
        raise ConfigError(
            f"{path} is not valid TOML: {clean_line(str(error))}. Fix or remove it; no data was touched."
        ) from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}. No data was touched.") from None
    return parsed(data, path)


def parsed(data: Mapping[str, object], path: Path) -> Config:
    """Return the settings that a file at `path` with this content has; raise `ConfigError` for invalid values."""
    rules: dict[str, Any] = {}
    warnings: list[str] = []
    command, addresses = "", tuple[str, ...]()
    for section, entries in data.items():
        if section in ("keys", "accounts"):
            continue
        if not isinstance(entries, dict):
            warnings.append(f"{path.name}: “{clean_line(section)}” is outside any section and was left out.")
            continue
        for key, value in entries.items():
            option = _BY_PLACE.get((section, key))
            if (section, key) == ("compose", "filter"):
                command = _command(value, path)
            elif (section, key) == ("me", "addresses"):
                addresses = _addresses(value, path)
            elif option is None:
                warnings.append(
                    f"{path.name}: there is no setting “{clean_line(f'{section}.{key}')}”; it was left out."
                )
            else:
                rules[option.rule] = _value(option, value, path)
    keys, bad = _keys(data.get("keys", {}))
    accounts, left_out = _accounts(data["accounts"], path) if "accounts" in data else ({}, [])
    said = tuple(warnings + bad + left_out)
    config = Config(replace(Rules(), **rules), keys, path, said, command, addresses, accounts)
    if config.rules.touch_red_months <= config.rules.touch_amber_months:
        raise ConfigError(f"{path}: cultivate.red_months must be more than cultivate.amber_months.")
    return config


def _short(value: object) -> str:
    """Return a value shortened for a message; Python refuses to format a number of thousands of digits."""
    huge = isinstance(value, int) and value.bit_length() > 64
    return "such a number" if huge else clean_line(repr(value), 60)


def _value(option: Option, value: object, path: Path) -> object:
    kind = {f.name: f.type for f in fields(Rules)}[option.rule]
    place = f"{path}: {option.section}.{option.key}"
    if kind in (bool, "bool"):
        if isinstance(value, bool):
            return value
        raise ConfigError(f"{place} is true or false, not {_short(value)}.")
    if option.example:
        return _tags_and_months(option, value, place)
    if option.choices:
        if value in option.choices:
            return value
        raise ConfigError(f"{place} is one of {', '.join(option.choices)}, not {_short(value)}.")
    if isinstance(value, int) and not isinstance(value, bool) and option.low <= value <= option.high:
        return value
    raise ConfigError(f"{place} is a whole number from {option.low} to {option.high}, not {_short(value)}.")


def _tags_and_months(option: Option, value: object, place: str) -> str:
    try:
        if isinstance(value, str) and len(value) <= _MAX_FILTER:
            months_by_tag(value)
            return value.strip()
        wrong = _short(value)
    except ValueError as error:
        wrong = f"“{clean_line(str(error), 60)}”"
    raise ConfigError(f'{place} is tags with months from 1 to 36, such as "{option.example}", not {wrong}.')


def _command(value: object, path: Path) -> str:
    if isinstance(value, str) and len(value) <= _MAX_FILTER and value.isprintable():
        return value.strip()
    raise ConfigError(f"{path}: compose.filter is a command in quotes, on one line, not {_short(value)}.")


def _accounts(entries: object, path: Path) -> tuple[dict[str, "Account"], list[str]]:
    from rejection_tui.domain.account import account_of  # imported here, since most users have none

    if not isinstance(entries, dict):
        raise ConfigError(f"{path}: an account is a section of its own, such as [accounts.work].")
    found = {name: account_of(name, values, str(path)) for name, values in entries.items()}
    accounts = {name: account for name, (account, _) in found.items()}
    return accounts, [sentence for _, sentences in found.values() for sentence in sentences]


def _addresses(value: object, path: Path) -> tuple[str, ...]:
    if isinstance(value, list) and len(value) <= _MAX_ADDRESSES and all(_is_address(one) for one in value):
        return tuple(one.strip().lower() for one in value)
    raise ConfigError(f'{path}: me.addresses is a list such as ["me@example.com"], not {_short(value)}.')


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= 254 and 0 < value.find("@") < len(value) - 1


def _keys(entries: object) -> tuple[dict[str, str], list[str]]:
    if not isinstance(entries, dict):
        return {}, ['[keys] is a section of lines such as undo = "f10"; it was left out.']
    good = {str(k): v for k, v in entries.items() if isinstance(v, str) and v.strip()}
    bad = [
        f'[keys] {clean_line(str(k))}: a key is text such as "f10"; the usual key stays.'
        for k in entries
        if k not in good
    ]
    return good, bad


def explain(config: Config) -> str:
    """Return the effective settings as TOML, each with its help and its default."""
    lines: list[str] = []
    section = ""
    for option in OPTIONS:
        if option.section != section:
            section = option.section
            lines += ["", f"[{section}]"]
        now, usual = getattr(config.rules, option.rule), getattr(Rules(), option.rule)
        note = "" if now == usual else f" (default {as_toml(usual)})"
        lines += [f"# {option.help}{note}", f"{option.key} = {as_toml(now)}"]
    lines += ["", "[compose]", f"# {FILTER_HELP}", f"filter = {_quoted(config.filter)}"]
    lines += ["", "[me]", f"# {ADDRESSES_HELP}", f"addresses = [{', '.join(map(_quoted, config.addresses))}]"]
    lines += _explain_accounts(config)
    lines += ["", "[keys]", "# Rebind a command by its id; the help screen (?) shows the ids. ctrl+q always quits."]
    lines += [f"{as_toml(key)} = {as_toml(value)}" for key, value in config.keys.items()]
    return "\n".join(lines).lstrip() + "\n"


def _explain_accounts(config: Config) -> list[str]:
    """Return the accounts as TOML, or one as an example in comments when there is none."""
    from rejection_tui.domain.account import KEYS

    lines = ["", *(f"# {line}" for line in _ACCOUNT_HELP)]
    if not config.accounts:
        return [*lines, "# [accounts.work]", '# user = "jane@example.org"', *(f"# # {k}: {v}" for k, v in KEYS.items())]
    for name, account in config.accounts.items():
        lines += ["", f"[accounts.{_quoted(name)}]"]
        for key, help in KEYS.items():
            if value := getattr(account, key):
                lines += [f"# {help}", f"{key} = {_quoted(value) if isinstance(value, str) else as_toml(value)}"]
    return lines


def as_toml(value: object) -> str:
    """Return a value as it stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_quoted, value))}]"
    if isinstance(value, str):
        return _quoted(clean_line(value))
    return str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
