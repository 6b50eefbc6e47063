"""`rejtui cv check`: what was read, found and left unread; that all is well is said of a file that was read whole."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ITEMS = "\\section{{Work}}\n\\begin{{itemize}}\n\\item {}\n\\end{{itemize}}\n"
SOUND = "Cut the cost of a delivery by 12% in one year"


def check(run: Run, path: Path, text: str, *more: str) -> Result:
    """Return what the verb says of a CV with this text."""
    path.write_text(text, encoding="utf-8")
    return run("cv", "check", str(path), *more)


def test_a_sound_cv_that_was_read_whole(run: Run, tmp_path: Path) -> None:
    result = check(run, tmp_path / "cv.tex", ITEMS.format(SOUND.replace("%", "\\%")))
    assert result.exit_code == 0
    assert result.stderr.strip() == "1 bullet read. No problems found."


def test_nothing_is_said_to_be_well_where_a_part_was_not_read(run: Run, tmp_path: Path) -> None:
    text = ITEMS.format(SOUND.replace("%", "\\%")) + "\\input{more}\n\\wonder{x}\n"
    result = check(run, tmp_path / "cv.tex", text)
    assert result.exit_code == 1
    assert "No problems" not in result.output
    assert "Not read: line 5: \\input names the file more, which is not followed; line 6: \\wonder" in result.stderr


def test_what_was_not_read_is_told_to_programs(run: Run, tmp_path: Path) -> None:
    text = ITEMS.format(SOUND.replace("%", "\\%")) + "\\wonder{x}\n"
    result = check(run, tmp_path / "cv.tex", text, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"place": "line 5", "what": "\\wonder is not understood"}


@pytest.mark.parametrize("text", ["# Sam Reed\n\n## Education\n\n- BSc Mathematics\n"])
def test_a_cv_of_facts_alone_is_not_said_to_be_well(run: Run, tmp_path: Path, text: str) -> None:
    result = check(run, tmp_path / "cv.md", text)
    assert "No problems" not in result.output and "0 bullets read. 0 findings." in result.stderr


def test_a_file_without_lines_is_refused_with_what_was_there(run: Run, tmp_path: Path) -> None:
    result = check(run, tmp_path / "cv.tex", "\\input{all}\n")
    assert result.exit_code == 1
    assert "No lines were found" in result.output and "\\input names the file all" in result.output


def test_queueing_says_what_was_not_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cv.tex"
    path.write_text(ITEMS.format("Helped with reports") + "\\input{more}\n", encoding="utf-8")
    result = run("cv", "queue", str(path))
    assert result.exit_code == 0 and "Not read: line 5" in result.stderr
