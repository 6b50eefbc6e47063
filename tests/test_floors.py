"""The import contracts hold, and each is seen to fail when it is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: where a forbidden line is added -> the line -> the contract that must break
BREAKS = {
    "layers": ("domain/text.py", "import rejection_tui.services.context", "Layers"),
    "same layer": ("mail/parse.py", "import rejection_tui.drafting", "Layers"),
    "front ends": ("cli/inbox.py", "import rejection_tui.storage", "Front ends reach"),
    "textual": ("services/context.py", "import textual", "Only tui imports textual"),
    "tinydb": ("services/context.py", "import tinydb", "Only storage imports tinydb"),
    "system": ("system/editor.py", "import rejection_tui.domain.records", "system package"),
    "circles": ("domain/dates.py", "import rejection_tui.domain.day_words", "No circles"),
    "purity": ("domain/text.py", "import os", "The domain is pure"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "rejection_tui", tmp_path / "rejection_tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests/no_circles.py", tmp_path / "tests")
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_contract_is_noticed(name: str, copy: Path) -> None:
    place, line, contract = BREAKS[name]
    target = copy / "rejection_tui" / place
    target.write_text(f"{target.read_text(encoding='utf-8')}\n\n{line}  # a breach\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1, done.stdout
    broken = [row for row in done.stdout.splitlines() if row.rstrip().endswith("BROKEN") or "BROKEN" in row]
    assert any(contract in row for row in broken) or f"{contract}" in done.stdout.split("Broken contracts")[-1]


#: Files past 600 lines that were looked at, and why they stay one.
REVIEWED: dict[str, str] = {}


def test_no_file_past_600_lines_goes_unlooked_at() -> None:
    long = {
        str(f.relative_to(ROOT)): count
        for f in (ROOT / "rejection_tui").rglob("*.py")
        if (count := len(f.read_text(encoding="utf-8").splitlines())) > 600
    }
    assert long.keys() == REVIEWED.keys(), f"one idea or two? {long}"
    assert max(long.values(), default=0) < 700


def test_nothing_names_a_machine_or_a_registry() -> None:
    words = ["pypi" + ".org", "python" + "hosted", "npm" + "js.org", "/wo" + "rk/", "/ro" + "ot/"]
    kept = (".py", ".toml", ".md", ".txt", ".tcss", ".eml", ".svg", "Makefile", "run")
    for folder in ("rejection_tui", "tests", "data", "screenshots", ".ci"):
        for f in (ROOT / folder).rglob("*"):
            if f.is_file() and f.name.endswith(kept) and f != Path(__file__):
                text = f.read_text(encoding="utf-8", errors="replace")
                assert not [w for w in words if w in text], f
