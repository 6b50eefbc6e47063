"""The palette (ctrl+p): searches the commands that work here, read from the active bindings."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from rejection_tui.tui.widgets.display import shown


class CommandsProvider(Provider):
    """Searches the commands of the screen the palette was opened on."""

    def _commands(self) -> Iterator[tuple[str, str, Any]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.action in seen or not binding.tooltip or not active.enabled or not binding.description:
                continue
            seen.add(binding.action)
            title = f"{binding.description} ({self.app.get_key_display(binding)})"
            yield title, binding.tooltip, partial(self.app.run_action, binding.action, active.node)

    async def discover(self) -> Hits:
        """Show all of them before anything is typed."""
        for title, help, run in sorted(self._commands(), key=lambda command: command[0].casefold()):
            yield DiscoveryHit(shown(title), run, title, help)

    async def search(self, query: str) -> Hits:
        """Show those whose label or sentence matches."""
        matcher = self.matcher(query)
        for title, help, run in self._commands():
            score = max(matcher.match(title), matcher.match(help) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, title, help)
