"""What the palette (ctrl+p) finds: what works here, where one can go, and the records and themes by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.app import App
from textual.screen import Screen

from rejection_tui.domain.company import company_key
from rejection_tui.domain.day_words import day
from rejection_tui.domain.filter import Filter, folded
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.routes import Host, open_route

#: Rows found at most; whoever wants another one types more.
MOST = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One row: its group and name, a sentence, the key that does the same, and what it runs.

    `run` is called after the palette has closed; a coroutine it returns is awaited. `theme` is shown while the cursor
    is on the row.
    """

    group: str
    name: str
    sentence: str
    key: str
    run: Callable[[], Any]
    theme: str = ""

    @property
    def title(self) -> str:
        """The group and the name, as shown and as searched."""
        return f"{self.group}: {self.name}" if self.group else self.name


def everything(app: App[Any], screen: Screen[Any], context: AppContext) -> tuple[Found, ...]:
    """Return all that can be found from `screen`, in the order in which it is shown before anything is typed."""
    works_here = tuple(_here(app, screen))
    known = {one.sentence for one in works_here}
    acts = tuple(one for one in _program(app, context) if one.sentence not in known)
    return (*works_here, *acts, *_records(app, context), *_themes(app))


def search(found: tuple[Found, ...], query: str) -> list[Found]:
    """Return what matches by its title, else by its sentence; those whose name begins so come first."""
    typed = Filter(query)
    if not typed:
        return list(found[:MOST])
    start = " ".join(typed.words)
    hits = typed.of(found, lambda one: folded(one.title), lambda one: folded(one.sentence))
    exact = sorted(hits, key=lambda one: _rank(one, start, typed))
    return exact[:MOST]


def _rank(one: Found, start: str, typed: Filter) -> int:
    name = folded(one.name)
    return 0 if name == start else 1 if name.startswith(start) else 2 if typed.matches(folded(one.title)) else 3


def _here(app: App[Any], screen: Screen[Any]) -> Iterator[Found]:
    """Yield the commands that work on the screen, by its active bindings."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        moves = (binding.id or "").partition(".")[0] in ("list", "text", "form")
        if binding.action in seen or not binding.tooltip or not active.enabled or not binding.description or moves:
            continue
        seen.add(binding.action)
        run = partial(app.run_action, binding.action, active.node)
        yield Found("", binding.description, binding.tooltip, app.get_key_display(binding), run)


def _program(app: App[Any], context: AppContext) -> Iterator[Found]:
    """Yield the acts of the dashboard, which is gone back to first."""
    from rejection_tui.tui.screens.dashboard import Dashboard

    for command in Dashboard.KEY_COMMANDS:
        if command.run.startswith(("go(", "pane(")):
            key = app.get_key_display(command.binding(context.config.keys))
            yield Found("go", command.label, command.help, key, partial(_at_home, app, partial(_do, command)))


def _do(command: Command, home: Any) -> Any:
    return home.run_action(command.run)


def _records(app: App[Any], context: AppContext) -> Iterator[Found]:
    """Yield companies, people, rejections and answers by name."""
    records, now = context.records, context.now()
    inbox = records.inbox(True)
    firms = {company_key(one.company): one for one in reversed(inbox) if one.company}
    for one in sorted(firms.values(), key=lambda r: folded(r.company)):
        words = "Show the card of this company."
        yield Found("company", one.company, words, "", _opening(app, Route.COMPANY, one.uid))
    for person in sorted(records.contacts.values(), key=lambda c: folded(c.name)):
        about = ", ".join(part for part in (person.role, person.company) if part) or "Open the contact."
        yield Found("person", person.name, about, "", _opening(app, Route.PERSON, person.uid))
    for one in inbox:
        name = f"{one.company}, {one.role}" if one.role else one.company
        waits = is_unanswered(one)
        words = f"{one.kind.label if waits else one.stage.label} · {day(one.received, now)}"
        yield Found("application" if waits else "rejection", name, words, "", _opening(app, Route.REJECTION, one.uid))
    for answer in records.feedback.values():
        of = records.rejections.get(answer.rejection)
        name = f"{of.company if of else 'a deleted rejection'}, {answer.gap_words}"
        words = answer.quote or answer.verbatim[:200]
        yield Found("answer", name, words, "", _opening(app, Route.FEEDBACK, answer.uid))


def _opening(app: App[Any], route: Route, uid: str) -> Callable[[], Any]:
    def open_it(home: Host) -> None:
        if route is not Route.REJECTION and uid in home.context.records.rejections:
            home.select(uid)
        open_route(home, Destination(route, uid))

    return partial(_at_home, app, open_it)


def _themes(app: App[Any]) -> Iterator[Found]:
    for name in sorted(app.available_themes, key=lambda name: (not name.startswith("rejtui"), name)):
        kind = "dark" if app.available_themes[name].dark else "light"
        words = f"The colours {name}, {kind}."
        yield Found("theme", name, words, "", partial(setattr, app, "theme", name), name)


async def _at_home(app: App[Any], then: Callable[[Any], Any]) -> None:
    """Leave every screen above the dashboard as escape would, keeping what was typed; then do `then` with it."""
    from rejection_tui.tui.screens.dashboard import Dashboard

    for _ in range(2 * len(app.screen_stack)):
        if isinstance(app.screen, Dashboard):
            break
        before = app.screen
        leave = "leave" if hasattr(before, "action_leave") else "back"
        await before.run_action(leave)
    home = app.screen
    if isinstance(home, Dashboard):
        result = then(home)
        if result is not None:
            await result
