"""Checks the user's own keys before they are used: a wrong one is reported and the usual key stays."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rejection_tui.domain.text import clean_line
from rejection_tui.tui.commands.command import Command

#: The key that quits: no other command may have it, and quitting may have no other.
QUIT_KEY: Final = "ctrl+q"
#: Keys that most terminals send as another one, and the one that arrives.
SAME_AS: Final[Mapping[str, str]] = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "the line ends of what is pasted",
    "newline": "the line ends of what is pasted",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
    "ctrl+left_square_bracket": "escape",
    "ctrl+left_square_brace": "escape",
}
MODIFIERS: Final = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})


def checked_keymap(keys: Mapping[str, str], everywhere: Iterable[Command]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the entries of `[keys]` that can be used, and a sentence for each that cannot.

    `everywhere`: the application's own commands.
    """
    if not keys:
        return {}, ()
    from rejection_tui.tui.commands.registry import all_commands

    known = {command.id for command in all_commands(everywhere)}
    valid: dict[str, str] = {}
    rejected: list[str] = []
    for name, chosen in _under_present_ids(keys).items():
        parts = [part.strip() for part in chosen.split(",")]
        if name not in known:
            rejected.append(
                f"[keys]: there is no command “{clean_line(name, 40)}”; press ? to see the names. It was left out."
            )
        elif name == "quit" or QUIT_KEY in parts:
            rejected.append(f"[keys] {name}: ctrl+q always quits and does nothing else; the usual key stays.")
        elif same := [part for part in parts if part.lower() in SAME_AS]:
            other = SAME_AS[same[0].lower()]
            rejected.append(f"[keys] {name}: a terminal cannot tell {same[0]} from {other}; the usual key stays.")
        elif not all(_is_key(part) for part in parts):
            rejected.append(f"[keys] {name}: “{clean_line(chosen, 40)}” is not a key; the usual one stays.")
        else:
            valid[name] = ",".join(parts)
    return valid, tuple(rejected)


def _under_present_ids(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the entries with the ids of earlier versions replaced; an entry under the present id comes first."""
    from rejection_tui.tui.commands.key_table import OLD_IDS

    renamed = {OLD_IDS[name]: chosen for name, chosen in keys.items() if name in OLD_IDS}
    return renamed | {name: chosen for name, chosen in keys.items() if name not in OLD_IDS}


def _is_key(name: str) -> bool:
    from textual.keys import KEY_NAME_REPLACEMENTS, Keys

    if len(name) == 1:
        return True
    *modifiers, last = name.split("+")
    words = {key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values()) | {"space", "enter"}
    known = len(last) == 1 or last in words or _is_character(last)
    return name in words or (known and set(modifiers) <= MODIFIERS)


def _is_character(name: str) -> bool:
    """Return whether `name` is Textual's name of a character, such as question_mark."""
    try:
        return unicodedata.lookup(name.replace("_", " ")) < "\u0250"  # emoji and other scripts have names too
    except KeyError:
        return False


def clashes(good: Mapping[str, str], everywhere: Sequence[Command], dashboard: Sequence[Command]) -> tuple[str, ...]:
    """Return a sentence for every key of the user's that belongs to two commands in one place.

    `everywhere` are the application's own commands, `dashboard` those that also work in each of its panes.
    """
    found: dict[tuple[str, str, str], None] = {}
    for place in _places(everywhere, dashboard) if good else ():
        holders: dict[str, list[str]] = {}
        for command in place:
            for key in good.get(command.id, command.keys).split(","):
                holders.setdefault(key, []).append(command.id)
        for key, ids in holders.items():
            changed = next((name for name in ids if name in good), "")
            other = next((name for name in ids if name != changed), "")
            if changed and other:
                found[(clean_line(key, 20), changed, other)] = None
    return tuple(
        f"[keys] gives one key to several commands: “{key}” is {changed} and {other}; only one of them answers."
        for key, changed, other in found
    )


def _places(everywhere: Sequence[Command], dashboard: Sequence[Command]) -> Iterator[list[Command]]:
    """Yield the commands that can be reached together: those of a screen or pane, and those that work behind it."""
    from rejection_tui.tui.commands.registry import command_owners

    behind = {command.id: command for command in (*everywhere, *dashboard)}
    yield list(behind.values())
    for owner in command_owners():
        commands = getattr(owner, "KEY_COMMANDS", ()) if isinstance(owner, type) else ()
        if commands and commands is not dashboard:
            in_pane = isinstance(owner, type) and owner.__module__.startswith("rejection_tui.tui.panes")
            back = behind.values() if in_pane else everywhere
            yield [*commands, *(command for command in back if command.keys not in {one.keys for one in commands})]
