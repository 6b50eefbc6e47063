"""The user's own keys: checked, so that a slip warns and never locks anyone out."""

from collections.abc import Mapping

from rejection_tui.domain.text import clean_line


def checked_keymap(keys: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the entries that can be used, and a sentence for each that cannot."""
    if not keys:
        return {}, ()
    from rejection_tui.tui.every_act import every_act

    known = {act.id for act in every_act()}
    good: dict[str, str] = {}
    bad: list[str] = []
    for name, chosen in keys.items():
        parts = [part.strip() for part in chosen.split(",")]
        if name not in known:
            bad.append(f"[keys]: there is no act “{clean_line(name, 40)}”; press ? to see the names. It was left out.")
        elif not all(_is_key(part) for part in parts):
            bad.append(f"[keys] {name}: “{clean_line(chosen, 40)}” is not a key; the usual one stays.")
        elif name == "quit":
            bad.append("[keys]: ctrl+q always quits and cannot be given away.")
        else:
            good[name] = ",".join(parts)
    return good, tuple(bad)


def _is_key(name: str) -> bool:
    from textual.keys import KEY_NAME_REPLACEMENTS, Keys

    last = name.split("+")[-1] if name != "+" else name
    words = (
        {key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values()) | {"space", "enter", "slash", "plus", "minus"}
    )
    return bool(last) and (len(last) == 1 or last in words or name in words)
