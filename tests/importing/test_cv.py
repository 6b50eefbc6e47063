"""CVs in every format, with their sections and line numbers; broken and hostile files end in a sentence."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejection_tui.domain.errors import LetterError, RejtuiError, UsageError
from rejection_tui.importing import CvLine, read_cv, read_lines
from rejection_tui.importing.cv.lines import heading_kind

MARKDOWN = """# Sam Reed

## Analyst, Northwind

- Cut **costs** by 12%
  in one year
* Led five people

Some prose about me that is no line at all.

1. Taught `SQL`
"""


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert read_cv(path).lines[:2] == (
        CvLine("Cut costs by 12% in one year", "Analyst, Northwind", 5),
        CvLine("Led five people", "Analyst, Northwind", 7),
    )
    assert read_cv(path).lines[2].text == "Taught SQL" and read_cv(path).lines[2].line_number == 11


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_several_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "cv.TXT"
    path.write_bytes("Café\n\n• Served 200 guests – every evening\r\n• Trained naïve waiters\r\n".encode(encoding))
    assert [line.text for line in read_cv(path).lines] == ["Served 200 guests – every evening", "Trained naïve waiters"]
    assert read_cv(path).lines[0].section == "Café"


def test_text_without_marks(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_text("EXPERIENCE\nCut the costs by 12%\nLed a team of five\n", encoding="utf-8")
    assert [(line.text, line.section) for line in read_cv(path).lines] == [
        ("Cut the costs by 12%", "EXPERIENCE"),
        ("Led a team of five", "EXPERIENCE"),
    ]


def test_word(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Analyst, Northwind", 1)
    document.add_paragraph("A line of prose.")
    document.add_paragraph("Cut costs by 12%", style="List Bullet")
    document.add_table(1, 1).cell(0, 0).paragraphs[0].text = "• Led five people"
    document.save(str(tmp_path / "cv.docx"))
    lines = read_cv(tmp_path / "cv.docx").lines
    assert [line.text for line in lines] == ["Cut costs by 12%", "Led five people"]
    assert lines[0].line_number == 3


def pdf(text: list[str]) -> bytes:
    """Return a small PDF with one line of text for each of `text`."""
    shown = b" T* ".join(b"(" + t.replace("(", r"\(").replace(")", r"\)").encode("latin-1") + b") Tj" for t in text)
    stream = b"BT /F1 12 Tf 14 TL 50 700 Td " + shown + b" ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_pdf(tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").write_bytes(pdf(["Analyst, Northwind", "- Cut costs by 12%", "- Led five people"]))
    lines = read_cv(tmp_path / "cv.pdf").lines
    assert [line.text for line in lines] == ["Cut costs by 12%", "Led five people"]
    assert lines[0].section == "Analyst, Northwind" and lines[0].line_number == 2


def test_json_resume_knows_the_line_in_the_file(tmp_path: Path) -> None:
    resume = {
        "work": [{"position": "Analyst", "name": "Northwind", "highlights": ["Cut costs", "Led five"]}],
        "projects": 3,
    }
    (tmp_path / "cv.json").write_text(json.dumps(resume, indent=1), encoding="utf-8")
    lines = read_cv(tmp_path / "cv.json").lines
    assert [(line.text, line.section) for line in lines] == [
        ("Cut costs", "Analyst, Northwind"),
        ("Led five", "Analyst, Northwind"),
    ]
    source = (tmp_path / "cv.json").read_text().split("\n")
    assert all(line.text in source[line.line_number - 1] for line in lines)


def test_a_paste_takes_every_line_and_joins_what_was_wrapped() -> None:
    assert [c.text for c in read_lines("Cut costs\n\nLed five\n")] == ["Cut costs", "Led five"]
    assert [c.text for c in read_lines("- Cut costs\n  by 5%\n- Led five\x1b[2J")] == ["Cut costs by 5%", "Led five"]
    assert read_lines("  \n\n") == ()


@pytest.mark.parametrize(
    ("name", "told"), [("cv.doc", r"save it as \.docx"), ("cv", r"use \.pdf"), ("cv.exe", r"use \.pdf")]
)
def test_an_unknown_kind_is_named(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UsageError, match=told):
        read_cv(tmp_path / name)


BROKEN = {
    "empty.md": b"",
    "binary.txt": b"ab\x00\x01" * 100,
    "not.docx": b"PK\x03\x04 nothing",
    "text.docx": b"hello",
    "not.pdf": b"%PDF-1.7\nnothing",
    "half.pdf": pdf(["- one"])[:150],
    "not.json": b"{",
    "list.json": b"[1]",
    "deep.json": b"[" * 100_000,
    "numbers.json": b'{"work": [{"highlights": [1, null, {"a": 2}]}, 7, null], "volunteer": "x"}',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_ends_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BROKEN[name])
    with pytest.raises(LetterError) as error:
        read_cv(tmp_path / name)
    assert name in error.value.sentence and error.value.sentence.endswith(".")


def test_a_missing_file_a_folder_and_a_large_file(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    with (tmp_path / "large.md").open("wb") as file:
        file.truncate(11 * 1024 * 1024)
    for name in ("none.md", "folder.md", "large.md"):
        with pytest.raises(LetterError):
            read_cv(tmp_path / name)


def test_a_word_file_that_unpacks_without_end_is_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (61 * 1024 * 1024))
    with pytest.raises(LetterError, match="60 MB"):
        read_cv(tmp_path / "bomb.docx")


def test_names_with_escapes_are_shown_clean(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read_cv(tmp_path / "cv\x1b[2J.exe")
    assert "\x1b" not in error.value.sentence


WHOLE = {
    "pdf": pdf(["- one", "- two"]),
    "tex": b"\\section{Work}\\begin{itemize}\\item[a] Led \\textbf{five} \\wonder{x}{y} people \\end{itemize}",
    "typ": b'= Work\n#job("Acme", body: [- Led *five* #strong[people]])\n#let a = [b]\n- #a ("one")\n',
    "html": b"<h2>Work</h2><ul><li><p>Led <b>five</b></p><li>Cut costs</ul>",
    "xml": b"<SkillsPassport><WorkExperience><Position>A</Position><Activities>Led</Activities></WorkExperience>",
    "rtf": rb"{\rtf1\ansi {\fonttbl{\f0 A;}} \bullet Led five\par}",
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["md", "txt", "docx", "pdf", "json", "tex", "typ", "html", "xml", "rtf", "odt"]),
    st.binary(max_size=200),
    st.integers(0, 400),
)
def test_any_bytes_give_lines_or_a_sentence(tmp_path: Path, suffix: str, noise: bytes, cut: int) -> None:
    path = tmp_path / f"cv.{suffix}"
    whole = WHOLE.get(suffix, b'{"work": [{"highlights": ["- one"]}]}')
    path.write_bytes(whole[:cut] + noise + whole[cut + len(noise) :])
    try:
        lines = read_cv(path).lines
    except RejtuiError as error:
        assert error.sentence
        return
    assert all(line.text and "\x1b" not in line.text for line in lines)


def test_facts_under_education_are_no_outcomes(tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    path.write_text(
        "## Education\n### Leeds\n- BSc Mathematics\n## Work\n- Led five\n## IT Skills\n- SQL\n## Acme\n- Cut costs\n",
        encoding="utf-8",
    )
    assert [(line.text, line.fact) for line in read_cv(path).lines] == [
        ("BSc Mathematics", True),
        ("Led five", False),
        ("SQL", True),
        ("Cut costs", False),
    ]
    plain = read_lines("EXPERIENCE\n- Led five\nLanguages:\n- German\nEmployment history\nAcme\n- Cut costs")
    assert [line.fact for line in plain] == [False, True, False]


def test_a_line_broken_by_the_page_is_one_line() -> None:
    broken = "Cut the nightly load of the warehouse from five hours to forty minutes,\nby splitting it in two"
    assert [line.text for line in read_lines(broken)] == [broken.replace("\n", " ")]
    assert len(read_lines("cut the nightly load\nled a team of five")) == 2


HEADINGS = [
    ("Work Experience", "Education & Training", "About me"),
    ("Berufserfahrung", "Sprachkenntnisse", "Kurzprofil"),
    ("Expérience professionnelle", "Centres d’intérêt", "Profil"),
    ("Experiencia laboral", "Formación académica", "Sobre mí"),
    ("Esperienza lavorativa", "Istruzione e formazione", "Profilo"),
    ("Werkervaring", "Opleidingen", "Over mij"),
    ("Experiência profissional", "Idiomas", "Resumo"),
    ("Doświadczenie zawodowe", "Wykształcenie", "O mnie"),
    ("Arbetslivserfarenhet", "Utbildning", "Om mig"),
    ("1. EXPERIENCE:", "L A N G U A G E S", "■ Profile"),
]


@pytest.mark.parametrize(("outcomes", "facts", "profile"), HEADINGS)
def test_headings_of_other_languages_lead_to_facts_and_outcomes(outcomes: str, facts: str, profile: str) -> None:
    assert [heading_kind(one) for one in (outcomes, facts, profile)] == ["outcomes", "facts", "profile"]


@pytest.mark.parametrize("text", ["Analyst, Northwind", "Led five people", "Work Council Limited, Leeds", ""])
def test_other_lines_are_no_known_headings(text: str) -> None:
    assert heading_kind(text) == ""


def test_lines_that_a_program_wrapped_are_joined_however_they_go_on(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_text(
        "EXPERIENCE\nNorthwind Grocers\n"
        "- Built the demand forecast for all of the stores of the north, which saved\n"
        "£1.3 million of stock in a year\n"
        "- Moved the nightly load of the warehouse to a new machine in the old hall of\n"
        "Leeds in 40 minutes\n"
        "Aire Valley Water\n- Led five people\n",
        encoding="utf-8",
    )
    lines = read_cv(path).lines
    assert [line.text for line in lines] == [
        "Built the demand forecast for all of the stores of the north, which saved £1.3 million of stock in a year",
        "Moved the nightly load of the warehouse to a new machine in the old hall of Leeds in 40 minutes",
        "Led five people",
    ]
    assert lines[2].section == "Aire Valley Water"


def test_prose_under_work_is_a_line_and_prose_elsewhere_is_said(tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    prose = "I ran the whole depot of Hull for three years and left it in good order."
    path.write_text(
        f"## Hull\n\n{prose}\n\n## Work\n\n{prose}\n\n- Led five\n\n## Profile\n\n{prose}\n", encoding="utf-8"
    )
    read = read_cv(path)
    assert [line.text for line in read.lines] == [prose, "Led five"]
    assert [str(one) for one in read.unread] == ["line 3: text without a bullet mark"]


def test_a_file_put_into_a_word_file_is_said_to_be_unread(tmp_path: Path) -> None:
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    document.add_paragraph("Led five people", style="List Bullet")
    document.element.body.insert(1, OxmlElement("w:altChunk"))
    document.save(str(tmp_path / "cv.docx"))
    read = read_cv(tmp_path / "cv.docx")
    assert [line.text for line in read.lines] == ["Led five people"]
    assert [str(one) for one in read.unread] == ["after paragraph 1: a file that was put in"]
