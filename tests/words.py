"""Reads every sentence that a person can see, and finds the words that the glossary does not want."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "rejection_tui"
#: Packages whose string literals people see, and documents they read.
PLACES: Final = (
    "domain", "services", "drafting", "reading", "importing", "export", "mail", "storage", "system", "cli", "tui",
    "config.py",
)  # fmt: skip
DOCUMENTS: Final = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
#: Content that is ours to word: the file, and the keys whose values are sentences of the program.
CONTENT: Final = {
    "phrases/draft_findings.toml": ("message", "missing"),
    "phrases/bullet_lines.toml": ("message", "instead"),
    "phrases/cover_en.toml": ("message", "instead"),
    "phrases/cover_de.toml": ("message", "instead"),
    "templates/fields.toml": ("means", "placeholder", "hint"),
    **{
        f"questions/{path.name}": ("text", "good")
        for path in sorted((PACKAGE / "content/questions").glob("*.toml"))
        if path.stem not in ("leads", "trades")
    },
}
#: A literal of one lower-case word is the name of something, unless a command has it as label or help.
_NAME: Final = re.compile(r"[a-z0-9_.:#-]*")
_SILENT_CALLS: Final = frozenset({"compile", "match", "fullmatch", "sub", "search", "findall", "cast", "TypeVar"})


@cache
def glossary() -> tuple[dict[str, Any], ...]:
    """Return the things of the glossary."""
    return tuple(tomllib.loads((PACKAGE / "content/words.toml").read_text(encoding="utf-8"))["thing"])


@cache
def unwanted() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each unwanted word as a pattern, with the word to use instead."""
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{word})(?![\w-])", re.IGNORECASE), thing["word"])
        for thing in glossary()
        for word in thing["not"]
    )


def found_in(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield each unwanted word of a sentence, with the word to use instead."""
    for pattern, instead in unwanted():
        if match := pattern.search(sentence):
            yield match.group(), instead


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what a file shows to people, with its line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _literals(ast.parse(text))
    elif path.suffix == ".toml":
        yield from _values(text, CONTENT[path.relative_to(PACKAGE / "content").as_posix()])
    else:
        yield from _prose(text)


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a document without its code."""
    text = re.sub(r"```.*?```", lambda m: "\n" * m.group().count("\n"), text, flags=re.DOTALL)
    line = 1
    for paragraph in text.split("\n\n"):
        yield line, " ".join(re.sub(r"`[^`]*`", "`…`", paragraph).split())
        line += paragraph.count("\n") + 2


def _values(text: str, keys: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        key, equals, value = line.partition(" = ")
        if equals and key in keys:
            yield number, value.strip('"')


def _literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    silent = _silent(tree)
    yield from _verbs(tree)
    labels = {id(a) for node in ast.walk(tree) if _is_command(node) for a in _shown_arguments(node)}
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(_text(value) or "…" for value in node.values)
        elif (text := _text(node)) and (id(node) in labels or not _NAME.fullmatch(text)):
            yield getattr(node, "lineno", 0), " ".join(text.split())


def _verbs(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the help of each verb of the shell, which is the docstring of a decorated function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(d) for d in node.decorator_list):
            yield node.lineno, " ".join((ast.get_docstring(node) or "").split())


def _text(node: ast.AST) -> str:
    """Return the text of a literal, "" for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_command(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Command"


def _shown_arguments(call: ast.AST) -> Iterator[ast.expr]:
    assert isinstance(call, ast.Call)
    yield from call.args[2:4]
    yield from (k.value for k in call.keywords if k.arg in ("label", "help"))


def _silent(tree: ast.Module) -> set[int]:
    """Return the ids of literals nobody sees: docstrings, style sheets, regular expressions, types."""
    hidden = (one for node in ast.walk(tree) for one in _hidden(node) if one is not None)
    return {id(inner) for one in hidden for inner in ast.walk(one)}


def _hidden(node: ast.AST) -> Iterable[ast.AST | None]:
    match node:
        case ast.Expr(ast.Constant() as docstring):
            return (docstring,)
        case ast.AnnAssign():
            return (node.annotation, node.value if _is_silent_assignment(node) else None)
        case ast.Assign() if _is_silent_assignment(node):
            return (node.value,)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return (node.returns,)
        case ast.arg():
            return (node.annotation,)
        case ast.JoinedStr():
            return node.values
        case ast.Call() if _called(node) in _SILENT_CALLS:
            return node.args
        case _:
            return ()


def _is_silent_assignment(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(t, ast.Name) and (t.id.endswith("CSS") or t.id == "__all__") for t in targets)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def files() -> Iterator[Path]:
    """Yield every file with words for people."""
    for place in PLACES:
        path = PACKAGE / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]
    yield from (PACKAGE / "content" / name for name in CONTENT)
    yield PACKAGE / "content/export/partner_sheet.md"
    yield PACKAGE / "content/export/partner_question.md"
    yield from (ROOT / name for name in DOCUMENTS)


def unwanted_in(path: Path, allowed: tuple[str, ...] = ()) -> list[str]:
    """Return a line for each unwanted word in a file, without the sentences that hold an allowed phrase."""
    name = path.relative_to(ROOT).as_posix()
    return [
        f"{name}:{line}: “{word}”, say “{instead}”: {sentence[:110]}"
        for line, sentence in sentences(path)
        if not any(phrase in sentence for phrase in allowed)
        for word, instead in found_in(sentence)
    ]
