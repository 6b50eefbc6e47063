"""A command: id, keys, label and help, declared once and read by footer, palette, help and key settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does. `id` is what `[keys]` in the config names; `run` is the Textual action it calls."""

    id: str
    keys: str  # comma-separated, the first one is shown
    label: str  # one or two words, for the footer
    help: str  # one sentence, for help and palette
    run: str  # a Textual action, such as "tick" or "app.undo"
    show: bool = False  # in the footer
    group: str = "Here"  # the heading in the help
    priority: bool = False  # before what has the focus, and behind open dialogs as well

    def binding(self, keys: Mapping[str, str] | None = None) -> Binding:
        """Return the Textual binding, with the user's keys if `keys` has this command's id."""
        chosen = (keys or {}).get(self.id, self.keys)
        return Binding(
            chosen, self.run, self.label, show=self.show, priority=self.priority, id=self.id, tooltip=self.help
        )


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Return the bindings of several commands, for a class's BINDINGS."""
    return [command.binding() for command in commands]
