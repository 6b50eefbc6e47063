"""No text of a record may reach a widget as markup: every place that would read it as such is looked at in the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import rejection_tui.tui

ROOT = Path(rejection_tui.tui.__file__).parent
#: Constructors that read a plain str as markup unless told otherwise. An Option follows its OptionList.
READERS = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "ToggleButton", "SelectionList", "Selection", "Select",
    "Collapsible", "Tab", "TabPane", "ListItem", "Digits", "Tabs",
}  # fmt: skip
#: Widgets with a grammar of their own; the program does not use them for text from records.
BANNED = {"Markdown", "MarkdownViewer", "DataTable", "Tree", "DirectoryTree", "RichLog"}
#: What makes text literal.
SAFE = frozenset({"shown", "shown_block", "cell", "Content", "Text", "columns", "spread", "frame_title"})
TITLES = {"border_title", "border_subtitle", "tooltip"}


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _safe(node: ast.expr, safe: frozenset[str] = SAFE) -> bool:
    """True for an expression that holds no foreign text as a plain str; `safe` names what makes text literal."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return _safe(node.body, safe) and _safe(node.orelse, safe)
    if isinstance(node, ast.BinOp):
        return _safe(node.left, safe) and _safe(node.right, safe)
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if _name(function) in safe:
        return True
    if isinstance(function, ast.Attribute) and not isinstance(function.value, ast.Constant):
        return _name(function.value) in safe or _safe(function.value, safe)
    return False


def _safe_names(tree: ast.Module) -> frozenset[str]:
    """Return the display gate and what this module says returns literal content."""
    mine = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.returns and _name(n.returns) in SAFE}
    return SAFE | mine


def _literal(call: ast.Call) -> bool:
    return any(
        k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False for k in call.keywords
    )


def _texts(call: ast.Call) -> Iterator[ast.expr]:
    yield from (a.value if isinstance(a, ast.Starred) else a for a in call.args)
    yield from (
        k.value for k in call.keywords if k.arg in ("label", "prompt", "content", "message", "title", "tooltip")
    )


def offences(source: str) -> list[str]:
    """Return what in `source` would let foreign text be read as markup, each with its line."""
    found: list[str] = []
    tree = ast.parse(source)
    safe = _safe_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found += _in_class(node)
        elif isinstance(node, ast.Call):
            found += _in_call(node, safe)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            titled = [t.attr for t in targets if isinstance(t, ast.Attribute) and t.attr in TITLES]
            if titled and not _safe(node.value, safe):
                found.append(f"{node.lineno}: {titled[0]} takes a str that may hold markup")
    return found


def _in_call(node: ast.Call, safe: frozenset[str]) -> Iterator[str]:
    name = _name(node.func)
    if name in BANNED:
        yield f"{node.lineno}: {name} reads text in a grammar of its own"
    elif name == "notify" and not _literal(node) and not all(_safe(t, safe) for t in _texts(node)):
        yield f"{node.lineno}: notify without markup=False"
    elif name == "from_markup":
        yield f"{node.lineno}: markup is read on purpose"
    elif name in READERS and isinstance(node.func, ast.Name | ast.Subscript) and not _literal(node):
        if not all(_safe(t, safe) for t in _texts(node)):
            yield f"{node.lineno}: {name} takes a str that may hold markup"
    elif name == "OptionList" and isinstance(node.func, ast.Name) and not _literal(node):
        yield f"{node.lineno}: OptionList without markup=False"
    elif name == "with_tooltip" and not all(_safe(t, safe) for t in _texts(node)):
        yield f"{node.lineno}: a tooltip takes a str that may hold markup"


def _in_class(node: ast.ClassDef) -> Iterator[str]:
    """A subclass of such a widget says `markup=False` when it hands text up."""
    if not {_name(base) for base in node.bases} & {"Static", "Label", "OptionList"}:
        return
    for method in (n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"):
        for call in (n for n in ast.walk(method) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "__init__" and not _literal(call):
                yield f"{call.lineno}: {node.name} does not say markup=False"


def test_no_text_is_read_as_markup() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{offence}"
        for path in sorted(ROOT.rglob("*.py"))
        for offence in offences(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "Static(name)",
        "Label(f'{name}')",
        "Button('Open ' + name)",
        "self.notify(name)",
        "self.app.notify(error.sentence, markup=True)",
        "pane.border_title = name",
        "widget.tooltip = f'{name}'",
        "pane.border_subtitle = 'of ' + name",
        "pane.border_title = name if name else 'x'",
        "Markdown('x')",
        "Content.from_markup(name)",
        "OptionList()",
        "class Line(Static):\n    def __init__(self, text):\n        super().__init__(text)",
    ],
)
def test_each_way_is_seen(source: str) -> None:
    assert offences(source)


@pytest.mark.parametrize(
    "source",
    [
        "Static(name, markup=False)",
        "Label('fixed')",
        "OptionList(markup=False)",
        "self.notify(name, markup=False)",
        "pane.border_title = shown(name, 'bold')",
        "pane.border_title = Content.assemble(shown(name), ' x')",
        "pane.border_title = shown(name) if name else ''",
        "class Line(Static):\n    def __init__(self, text):\n        super().__init__(text, markup=False)",
    ],
)
def test_what_is_literal_passes(source: str) -> None:
    assert not offences(source)
