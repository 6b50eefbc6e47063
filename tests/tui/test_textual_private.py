"""What is private in Textual is touched in one module only, and is still there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.drivers.linux_driver import LinuxDriver
from textual.widgets import Footer, OptionList, Static

from rejection_tui.tui.terminal import textual_private
from rejection_tui.tui.terminal.textual_private import (
    FaultReportingApp,
    XTermParser,
    is_inside_sequence,
    mend_option_lists,
)

ROOM = Path(textual_private.__file__).parents[1]
PLACE = Path(textual_private.__file__)


def test_the_private_parts_are_still_there() -> None:
    for name in ("_handle_exception", "_fatal_error", "_close_messages_no_wait"):
        assert callable(getattr(App, name)), name
    app: App[None] = App()
    assert app._exit is False and app._exception is None and app._exit_renderables == []
    assert Static()._pruning is False
    assert Footer._bindings_ready is not None
    for name in ("_sigtstp_application", "_sigcont_application"):
        assert callable(getattr(LinuxDriver, name)), name
    assert not is_inside_sequence(XTermParser())
    assert callable(OptionList._move_page) and OptionList()._index_to_line == {}


async def test_a_list_that_was_not_laid_out_pages_nowhere() -> None:
    mend_option_lists()
    rows = OptionList("one", "two")
    rows.highlighted = 1
    rows._index_to_line.clear()
    rows.action_page_down()
    rows.action_page_up()
    assert rows.highlighted == 1


def test_a_parser_knows_when_a_sequence_has_begun() -> None:
    parser = XTermParser()
    assert not list(parser.feed("\x1b[")) and is_inside_sequence(parser)
    assert list(parser.feed("A")) and not is_inside_sequence(parser)


def _private(tree: ast.AST, own: frozenset[str]) -> Iterator[str]:
    """Yield imports of private modules or names of Textual, and private names of anything but `self` and `cls`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from (f"from {node.module}" for part in parts if part.startswith("_"))
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr not in own:
            yield from () if node.attr.startswith("__") else (ast.unparse(node),)


def test_no_other_module_touches_them() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOM.rglob("*.py")}
    own = frozenset(name for tree in trees.values() for name in _defined(tree))
    found = {path.name: list(_private(tree, own)) for path, tree in trees.items() if path != PLACE}
    assert {name: uses for name, uses in found.items() if uses} == {}


def _defined(tree: ast.AST) -> Iterator[str]:
    """Yield the private names that this program gives itself: methods, functions, attributes of `self`, constants."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


async def test_an_ignored_error_ends_nothing_and_another_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    class Careful(FaultReportingApp):
        def ignores(self, error: Exception) -> bool:
            return isinstance(error, KeyError)

    app = Careful()
    async with app.run_test():
        app._handle_exception(KeyError("gone"))
        assert app.return_code is None
    assert app.fault_message(ValueError("secret")).plain == "ValueError"


class _NoRoom(App[None]):
    CSS = "OptionList { height: auto; border: none; padding: 0; scrollbar-size: 0 0; } Vertical { width: 0; }"

    def compose(self) -> ComposeResult:
        with Vertical():
            yield OptionList("Donaudampfschifffahrtsgesellschaft")


async def test_a_list_without_any_room_ends_nothing() -> None:
    mend_option_lists()
    for width in range(4):
        app = _NoRoom()
        app.CSS = _NoRoom.CSS.replace("width: 0", f"width: {width}")
        async with app.run_test(size=(40, 10)) as pilot:
            await pilot.pause()
            rows = app.query_one(OptionList)
            assert rows.get_content_height(app.size, app.size, 0) == 0
