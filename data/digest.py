"""A digest of all that the training learns from: the data, the words, and the code from which features are made.

`make model` writes it beside the model files, and a test compares it, so that nobody changes letters or features and
forgets to train. Comments, docstrings and the layout of code do not count.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
CONTENT: Final = ROOT / "rejection_tui" / "content"
FILE: Final = CONTENT / "model" / "digest.json"
#: What is run to train, and the packages whose code decides what is learned.
TRAINING: Final = (
    "data.kinds",
    "data.fields",
    "data.facts_model",
    "data.facts_said",
    "data.facts_sure",
    "data.answers_model",
    "data.answer_gaps",
)
_COUNTS: Final = re.compile(r"data|rejection_tui\.(?:reading\.|mail|domain\.(?:text|company|written_days))")
_FOLDERS: Final = ("letters", "facts", "answers", "sentences", "decisive", "counts")
_PHRASES: Final = re.compile(r"phrases/\w+\.toml")


def current() -> dict[str, str]:
    """Return the digests of `data`, `words` and `code` as they are now."""
    modules = sorted(_modules())
    words = sorted({name for module in modules for name in _PHRASES.findall(_path(module).read_text(encoding="utf-8"))})
    return {
        "data": _digest(_labelled()),
        "words": _digest((name, (CONTENT / name).read_bytes()) for name in words),
        "code": _digest((module, json.dumps(_plain(_tree(module))).encode()) for module in modules),
    }


def recorded() -> dict[str, str]:
    """Return the digests the shipped model was trained on; empty when none are recorded."""
    found: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def write() -> None:
    """Record that the model files are what training gives now."""
    FILE.write_text(json.dumps(current(), indent=1) + "\n", encoding="utf-8")


def _digest(parts: Iterator[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, content in parts:
        whole.update(f"{name}\n{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _labelled() -> Iterator[tuple[str, bytes]]:
    for folder in _FOLDERS:
        for path in sorted((HERE / folder).iterdir()):
            if path.suffix in {".jsonl", ".txt", ".gz"}:
                yield f"{folder}/{path.name}", path.read_bytes()


def _path(module: str) -> Path:
    place = ROOT / module.replace(".", "/")
    return file if (file := place.with_suffix(".py")).is_file() else place / "__init__.py"


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_path(module).read_text(encoding="utf-8"))


def _modules() -> set[str]:
    """Return the modules that the training imports and whose code counts."""
    found, waiting = set[str](), list(TRAINING)
    while waiting:
        module = waiting.pop()
        if module not in found and _COUNTS.match(module) and _path(module).is_file():
            found.add(module)
            waiting += _imported(_tree(module))
    return found


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the modules imported while a module is loaded; what a function imports is for measuring."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _plain(node: object) -> object:
    """Return a piece of code as nested lists, without docstrings and places, alike in all versions of Python."""
    if isinstance(node, ast.AST):
        fields = [(name, value) for name, value in ast.iter_fields(node) if name not in {"ctx", "kind", "type_params"}]
        return [type(node).__name__, *([name, _plain(value)] for name, value in fields if value not in (None, []))]
    if isinstance(node, list):
        return [_plain(one) for one in node if not _is_docstring(one)]
    return repr(node)


def _is_docstring(node: object) -> bool:
    """Return whether a statement is a text alone, which does nothing."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
