"""LaTeX, Typst, HTML, JSON and XML CVs: what each writes, what is said to be unread, and sources made to take long."""

import json
import time
from pathlib import Path

import pytest

from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.importing import CvRead, paragraphs, read_cv


def read(tmp_path: Path, name: str, text: str) -> CvRead:
    """Return what is read of a file with this text."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_cv(tmp_path / name)


def texts(tmp_path: Path, name: str, text: str) -> list[str]:
    """Return the lines of a file with this text."""
    return [line.text for line in read(tmp_path, name, text).lines]


LATEX = {
    r"\item Cut 5\% \& saved \$3 \#1 a\_b \{c\}": "Cut 5% & saved $3 #1 a_b {c}",
    r"\item Caf\'e, Z\"urich, \c{c}a, \v{S}koda, na\"{\i}ve, \aa{}rhus": "Café, Zürich, ça, Škoda, naïve, århus",
    r"\item 2019--2021 --- \textit{led} \emph{five}": "2019–2021 — led five",
    r"\item ``Best'' of \textbf{\underline{40}} teams~\ldots": "“Best” of 40 teams …",
    "\\item One line\n  and the next % not this\n  of it": "One line and the next of it",
    "\\item One line%\nof it": "One lineof it",
    r"\item \href{https://x.example/a\%b}{A page} read by 300": "A page read by 300",
    r"\item \textcolor{red}{Red} \small{words} {\bfseries bold}": "Red words bold",
    r"\item[\textbullet] Led $\sim$20 \textsuperscript{th} people": "Led ~20 th people",
    r"\resumeItem{Speed}{Made it $2\times$ faster}": "Made it 2× faster",
    r"\cvlistitem{Won \euro 500 and \pounds 30}": "Won €500 and £30",
}


@pytest.mark.parametrize("source", LATEX)
def test_latex(tmp_path: Path, source: str) -> None:
    listed = f"\\begin{{itemize}}\n{source}\n\\end{{itemize}}"
    whole = f"\\documentclass{{article}}\n\\begin{{document}}\n{listed}\n\\end{{document}}"
    found = read(tmp_path, "cv.tex", whole)
    assert [line.text for line in found.lines] == [LATEX[source]] and not found.unread
    assert found.lines[0].line_number == 4


def test_macros_that_a_file_defines_are_what_they_stand_for(tmp_path: Path) -> None:
    source = r"""
\newcommand{\did}[2][Led]{\item #1 \textbf{#2}}
\def\place{the \emph{Hull} depot}
\begin{document}\section{Experience}\begin{itemize}
\did{five people at \place}
\did[Taught]{SQL}
\end{itemize}\end{document}"""
    assert texts(tmp_path, "cv.tex", source) == ["Led five people at the Hull depot", "Taught SQL"]


def test_a_macro_that_is_not_known_is_said_and_its_words_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path, "cv.tex", "\\section{Experience}\n\\begin{itemize}\n\\item Led \\wonder{five} people\n\\end{itemize}"
    )
    assert [line.text for line in found.lines] == ["Led five people"]
    assert [str(one) for one in found.unread] == ["line 3: \\wonder is not understood"]


@pytest.mark.parametrize(
    "macro", [r"\input{jobs}", r"\include{jobs.tex}", r"\begin{tikzpicture}\node{5};\end{tikzpicture}"]
)
def test_other_files_and_drawings_are_said_to_be_unread(tmp_path: Path, macro: str) -> None:
    found = read(tmp_path, "cv.tex", f"\\begin{{itemize}}\n\\item Led five\n\\end{{itemize}}\n{macro}")
    assert len(found.unread) == 1 and found.unread[0].place == "line 4"


def test_a_macro_that_calls_itself_ends(tmp_path: Path) -> None:
    source = r"\newcommand{\a}{x \a \a}\begin{itemize}\item Led five \a\end{itemize}"
    start = time.thread_time()
    assert read(tmp_path, "cv.tex", source).unread
    assert time.thread_time() - start < 10


TYPST = {
    r"- Cut \$3 \#1 \*a\* and 5%": "Cut $3 #1 *a* and 5%",
    "- Led *five* _good_ people -- `all` of them": "Led five good people – all of them",
    '- Built #link("https://x.example")[a page] for #strong[300] readers // not this': "Built a page for 300 readers",
    "- One line\n  and the next": "One line and the next",
    "+ Led file_name and 3_000 rows": "Led file_name and 3_000 rows",
    "#list([Led five people])": "Led five people",
    '#item(highlights: ("Led five people",))': "Led five people",
    "#block[\n  - Led five people\n]": "Led five people",
}


@pytest.mark.parametrize("source", TYPST)
def test_typst(tmp_path: Path, source: str) -> None:
    found = read(tmp_path, "cv.typ", f"#set page(margin: 1cm)\n= Experience\n{source}\n")
    assert [line.text for line in found.lines] == [TYPST[source]] and not found.unread


def test_typst_code_is_said_to_be_unread(tmp_path: Path) -> None:
    source = '= Experience\n- Led five people\n#for one in jobs [ - #one ]\n#include "more.typ"\n'
    places = [one.place for one in read(tmp_path, "cv.typ", source).unread]
    assert places[0] == "line 3" and "line 4" in places


DIALECTS = {
    "only a summary": {"work": [{"name": "Acme", "summary": "Led five people."}]},
    "a description": {"work": [{"company": "Acme", "description": "Led five people."}]},
    "the old schema": {"work": [{"company": "Acme", "startDate": "2019", "highlights": ["Led five people."]}]},
    "html": {
        "sections": {"experience": {"items": [{"company": "Acme", "summary": "<ul><li>Led five people.</li></ul>"}]}}
    },
    "escaped html": {"work": [{"name": "Acme", "summary": "&lt;p&gt;Led five people.&lt;/p&gt;"}]},
    "markdown": {"work": [{"name": "Acme", "summary": "- Led **five** people."}]},
    "fresh": {"employment": {"history": [{"employer": "Acme", "highlights": ["Led five people."]}]}},
    "a list of duties": {"experience": [{"company": "Acme", "responsibilities": ["Led five people."]}]},
}


@pytest.mark.parametrize("name", DIALECTS)
def test_dialects_of_json(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, "cv.json", json.dumps(DIALECTS[name]))
    assert [(line.text, line.section, line.fact) for line in found.lines] == [("Led five people.", "Acme", False)]
    assert not found.unread


def test_json_that_is_not_understood_is_said(tmp_path: Path) -> None:
    resume = {"work": [{"name": "Acme", "highlights": ["Led five"], "saga": "I once led a team of five people"}]}
    assert [str(one) for one in read(tmp_path, "cv.json", json.dumps(resume)).unread] == [
        "work[0].saga: a text that is not understood"
    ]


def test_hidden_entries_of_json_are_left_out(tmp_path: Path) -> None:
    shown, hidden = {"company": "A", "summary": "Led five"}, {"company": "B", "summary": "Led six", "visible": False}
    resume = {"sections": {"experience": {"items": [shown, hidden]}}}
    assert texts(tmp_path, "cv.json", json.dumps(resume)) == ["Led five"]


def test_an_xml_that_is_no_europass_is_refused(tmp_path: Path) -> None:
    for text in ("<a><b>- Led five</b></a>", "<a", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'):
        with pytest.raises(LetterError, match="not a Europass CV"):
            read(tmp_path, "cv.xml", text)


@pytest.mark.parametrize("suffix", ["yaml", "yml", "doc", "pages", "png"])
def test_kinds_that_are_not_read_say_what_to_do(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"cv.{suffix}").write_bytes(b"x")
    with pytest.raises(UsageError, match=r"Nothing was read\."):
        read_cv(tmp_path / f"cv.{suffix}")


def test_paragraphs_are_joined_over_their_lines(tmp_path: Path) -> None:
    letter = (
        "Dear Ms Roux,\n\nI led the depot in Hull for three years and would like to lead yours, since the\n"
        "Nantes harbour is what I have read about in every number of the trade paper that my\n"
        "old firm takes.\n\nSam Reed\n"
    )
    (tmp_path / "cover.txt").write_text(letter, encoding="utf-8")
    found = paragraphs(tmp_path / "cover.txt")
    assert found[0] == "Dear Ms Roux," and found[-1] == "Sam Reed" and len(found) == 3
    assert found[1].startswith("I led the depot") and found[1].endswith("the trade paper that my old firm takes.")


LONG = {
    "braces.tex": "{" * 300_000,
    "items.tex": "\\item a " * 100_000,
    "comments.tex": "\\begin{comment}" * 60_000,
    "labels.tex": "\\item[" * 100_000,
    "unknown.tex": "\\q{" * 100_000,
    "backslashes.tex": "\\\\" * 400_000 + "%",
    "brackets.typ": "[" * 300_000,
    "calls.typ": "#a(" * 100_000,
    "comments.typ": "/*" * 400_000,
    "strings.typ": '#a("' * 100_000,
    "lets.typ": "#let a = [" * 50_000,
    "tags.html": "<b><p>" * 100_000,
    "deep.html": "<div>" * 200_000,
    "deep.json": '{"work":' * 900 + "1" + "}" * 900,
    "many.json": json.dumps({"work": [{"highlights": ["Led five"] * 60_000}]}),
    "deep.xml": "<SkillsPassport>" + "<a>" * 200 + "</a>" * 200 + "</SkillsPassport>",
    "marks.md": "- a\n" * 200_000,
    "stars.md": "*" * 500_000,
    "hashes.txt": "# " * 300_000,
}


@pytest.mark.parametrize("name", LONG)
def test_sources_made_to_take_long_end(tmp_path: Path, name: str) -> None:
    start = time.thread_time()
    try:
        found = read(tmp_path, name, LONG[name])
    except LetterError as error:
        assert name in error.sentence
    else:
        assert all(line.text for line in found.lines)
    assert time.thread_time() - start < 15
