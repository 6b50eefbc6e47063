"""CVs as people have them: every bullet is found once and whole, in its section; what is not read is said."""

from pathlib import Path

import pytest

from rejection_tui.importing import paragraphs, read_cv
from tests.importing import made_word, measure_cv


@pytest.mark.parametrize("path", measure_cv.files(), ids=lambda path: path.name)
def test_every_bullet_is_found_once_and_whole(path: Path) -> None:
    measured = measure_cv.measure(path, measure_cv.gold_of(path))
    assert measured.is_whole, measured
    assert not measured.more


def test_every_line_of_word_is_found_once(tmp_path: Path) -> None:
    path = tmp_path / "word.docx"
    path.write_bytes(made_word.word_cv())
    measured = measure_cv.measure(path, made_word.GOLD)
    assert measured.is_whole and not measured.more, measured
    lines = read_cv(path).lines
    assert [line.text for line in lines if line.fact] == ["Polish, native", "Diploma in logistics, Gdynia"]
    assert {line.section for line in lines[1:6]} == {"Fleet Manager, Redcar Freight"}


SECTIONS = {
    "sidebar-left.pdf": ("Led a ward", "Ward Sister, St Brannock’s Hospital, Exeter", False),
    "sidebar-right.pdf": ("Taught coding", "Voluntary work", False),
    "twocolumn.pdf": ("BSc Nursing", "Education", True),
    "article.pdf": ("BSc Mathematics", "Education", True),
    "moderncv.pdf": ("Helped 22", "Healthcare Assistant, Bideford Lodge Care Home", False),
    "linkedin.pdf": ("Ran the fall", "Torrington Community Hospital, Staff Nurse", False),
    "altacv.pdf": ("Taught physics", "Teacher of Physics, Ridgeway School", False),
    "europass.pdf": ("Led eleven", "Head of Science, Millbrook Academy, Swindon", False),
    "harms.pdf": ("Abschlussnote", "Berufsschule Oldenburg", True),
    "roux.pdf": ("Formé", "Serveuse, Café Léon, Angers", False),
    "devlin.pdf": ("BA Drama", "EDUCATION", True),
    "europass-new.xml": ("Flagged", "Data Analyst, Aire Valley Water", False),
    "europass.json": ("Set up", "Healthcare Assistant, Bideford Lodge Care Home", False),
    "reactive.json": ("Physics teacher", "Summary", True),
    "resume.json": ("Maps the rain", "Rain map", False),
    "jake.tex": ("Languages:", "Technical Skills", True),
    "entries.typ": ("Drove", "Driver, Redcar", False),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_line_knows_its_place(name: str) -> None:
    begins, section, fact = SECTIONS[name]
    line = next(line for line in read_cv(measure_cv.FOLDER / name).lines if line.text.startswith(begins))
    assert (line.section, line.fact) == (section, fact)


UNREAD = {
    "jake.tex": [
        "line 23: \\input names the file projects, which is not followed",
        "line 26: \\unknownmacro is not understood",
    ],
    "entries.typ": ["line 23: #mystery is not understood"],
}


@pytest.mark.parametrize("path", measure_cv.files(), ids=lambda path: path.name)
def test_what_is_not_understood_is_said_and_nothing_else(path: Path) -> None:
    assert [str(one) for one in read_cv(path).unread] == UNREAD.get(path.name, [])


@pytest.mark.parametrize("path", measure_cv.files(), ids=lambda path: path.name)
def test_the_paragraphs_hold_every_bullet(path: Path) -> None:
    whole = measure_cv.plain(" ".join(paragraphs(path)))
    assert all(measure_cv.plain(one) in whole for one in measure_cv.gold_of(path) if "," not in one)
