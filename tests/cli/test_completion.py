"""Completion in the shell: what is offered, that it is safe to type, and that nothing is said when a file is broken."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rejection_tui.cli.main import rejtui
from rejection_tui.cli.naming import slug
from rejection_tui.services import contacts
from rejection_tui.services.context import open_context
from rejection_tui.storage.lock import locked
from tests.world.clock import NOW

Run = Callable[..., Result]
Complete = Callable[..., list[str]]
HOSTILE = [
    "$(touch owned)",
    "a; rm -rf *",
    "Crumb & Kettle",
    "O'Brien `id`",
    "\x1b[31mRed\x1b]0;x\x07",
    '"quoted"',
    "-x",
]


@pytest.fixture
def complete(db: Path) -> Complete:
    """Return what a shell is told for a command line, the last word being completed."""

    def call(*words: str, shell: str = "bash") -> list[str]:
        line = ["rejtui", "--db", str(db), *words]
        env = {"COMP_WORDS": " ".join(line[:-1]) + f" {line[-1]}", "COMP_CWORD": str(len(line) - 1)}
        if shell == "fish":
            env["COMP_CWORD"] = line[-1]
        done = CliRunner().invoke(rejtui, env=env | {"_REJTUI_COMPLETE": f"{shell}_complete"}, prog_name="rejtui")
        assert done.exit_code == 0 and not done.stderr, done.output
        return [one for one in done.stdout.splitlines() if one]

    return call


@pytest.fixture
def filed(run: Run, db: Path) -> Run:
    run("add", "--company", "Northwind", "--role", "Analyst", "--recruiter", "Jane Hart")
    run("add", "--company", "Acme", "--role", "Engineer", "--received", "2 days ago")
    run("add", "--company", "Acme", "--role", "Writer", "--received", "3 days ago")
    run("add", "--company", "Müller Söhne", "--received", "4 days ago")
    contacts.add(open_context(db), "Jane Hart", company="Northwind", email="jane@northwind.example")
    return run


def test_rejections_are_offered_by_the_shortest_name_that_means_them(filed: Run, complete: Complete) -> None:
    offered = complete("show", "")
    assert offered == ["plain,northwind", "plain,acme-engineer", "plain,acme-writer", "plain,muller-sohne"]
    for one in offered:
        assert filed("show", one.removeprefix("plain,")).exit_code == 0
    assert complete("show", "nor") == ["plain,northwind"] and complete("show", "x") == []


@pytest.mark.parametrize(
    "typed, offered",
    [("Nor", "Northwind"), ("NORTH", "NORTHwind"), ("Mül", "Müller-sohne"), ("'acme w", "acme-writer")],
)
def test_what_was_typed_is_kept(filed: Run, complete: Complete, typed: str, offered: str) -> None:
    assert complete("tick", typed) == [f"plain,{offered}"]
    assert filed("show", offered).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        *(("show",), ("tick",), ("draft",), ("answer",), ("archive",), ("points",), ("let-go",), ("people",)),
        *(("debrief",), ("delete",), ("edit",), ("outcome",), ("silence", "ask"), ("silence", "let-go")),
        *(
            ("remind", "--on"),
            ("practice", "add", "--on"),
            ("contacts", "add", "--for"),
            ("contacts", "touch", "--about"),
        ),
    ],
    ids=" ".join,
)
def test_every_verb_about_a_rejection_knows_them(filed: Run, complete: Complete, words: tuple[str, ...]) -> None:
    assert complete(*words, "north") == ["plain,northwind"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("contacts", one)
            for one in ("answered", "archive", "delete", "edit", "never-again", "show", "snooze", "touch")
        ),
        *(("remind", "--with"), ("draft", "--to"), ("people", "northwind", "remove")),
    ],
    ids=" ".join,
)
def test_every_verb_about_a_person_knows_them(filed: Run, complete: Complete, words: tuple[str, ...]) -> None:
    assert complete(*words, "ja") == ["plain,jane-hart"]


def test_lines_answers_and_wins_are_known(filed: Run, complete: Complete, tmp_path: Path) -> None:
    filed("remind", "tomorrow", "Call them; now")
    assert complete("later", "call") == complete("skip", "call") == ["plain,call-them-now"]
    assert filed("later", "call-them-now", "in 3 days").exit_code == 0
    filed("answer", "northwind", "-", input="We missed Airflow.\n")
    assert complete("journal", "accept", "") == complete("cv", "queue", "--for", "") == ["plain,northwind"]
    assert filed("journal", "accept", "northwind").exit_code == 0
    filed("win", "add", "Passed the CKA exam")
    assert complete("win", "edit", "p") == complete("draft", "--win", "p") == ["plain,passed-the-cka-exam"]
    filed("cv", "queue", "-", input="- Responsible for reports\n")
    (offered,) = complete("cv", "finish", "")
    assert filed("cv", "suggest", offered.removeprefix("plain,")).exit_code == 0


def test_other_names_are_known(filed: Run, complete: Complete) -> None:
    assert complete("check", "draft", "x.txt", "--to", "north") == ["plain,northwind"]
    assert complete("list", "jane") == ["plain,jane-hart"]
    assert complete("tick", "northwind", "reply") == ["plain,reply.draft", "plain,reply.send"]
    assert complete("tick", "nobody", "") == []
    assert "plain,general.calm" in complete("settings", "general")
    assert complete("import", "x") == complete("read", "x") == complete("add", "--letter", "x") == ["file,x"]
    assert "plain,completion" in complete("co") and complete("report", "") == ["plain,read"]


def test_zsh_and_fish_are_told_who_that_is(filed: Run, complete: Complete) -> None:
    assert complete("show", "acme-w", shell="zsh") == ["plain", "acme-writer", "Acme · Writer"]
    assert complete("show", "acme-w", shell="fish") == ["plain,acme-writer\tAcme · Writer"]


@pytest.mark.parametrize("company", HOSTILE)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_no_name_can_do_anything_in_a_shell(run: Run, complete: Complete, company: str, shell: str) -> None:
    assert run("add", "--company=" + company, "--role", "x\ty; id").exit_code == 0
    offered = complete("show", "", shell=shell)
    value = offered[1] if shell == "zsh" else offered[0].removeprefix("plain,").partition("\t")[0]
    assert value and all(one.isalnum() or one == "-" for one in value) and value[0] != "-"
    assert not any(one in "".join(offered) for one in "\x1b\x07")
    assert run("show", value).exit_code == 0


def test_a_name_without_letters_is_offered_by_its_id(run: Run, complete: Complete) -> None:
    run("add", "--company", "!!!")
    (offered,) = complete("show", "")
    assert run("show", offered.removeprefix("plain,")).exit_code == 0


def test_a_name_is_made_of_letters_and_hyphens() -> None:
    assert slug("St Brannock’s Hospital") == "st-brannock-s-hospital" and slug("株式会社") == "株式会社"
    assert slug("…") == ""


def test_a_file_that_is_missing_locked_or_broken_offers_nothing_and_stays(
    filed: Run, complete: Complete, db: Path
) -> None:
    with locked(db, NOW, 0.1):
        assert complete("show", "nor") == ["plain,northwind"]
    for content in (b"", b"{", b"\xff\xfe\x00", b"[]", b'{"meta": {"1": {"schema": 999}}}'):
        db.write_bytes(content)
        assert complete("show", "") == []
        assert db.read_bytes() == content
    db.unlink()
    assert complete("show", "") == [] and not db.exists()


def test_broken_settings_offer_nothing(filed: Run, complete: Complete, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("[reply\n", encoding="utf-8")
    assert complete("show", "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed(run: Run, shell: str) -> None:
    script = run("completion", shell)
    assert script.exit_code == 0 and f"_REJTUI_COMPLETE={shell}_complete" in script.stdout
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=script.stdout, text=True, check=False).returncode == 0


BASH = """
rejtui() { "$PYTHON" -m rejection_tui "$@"; }
export -f rejtui
env() { shift 0; command env "${@:1:$#-1}" "$PYTHON" -m rejection_tui; }
eval "$(rejtui completion bash)"
COMP_WORDS=(rejtui --db "$DB" show "$1"); COMP_CWORD=4; COMPREPLY=()
_rejtui_completion rejtui
printf '<%s>' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not here")
def test_bash_completes_a_firm(filed: Run, db: Path) -> None:
    for typed, offered in (("Nor", "<Northwind>"), ("acme", "<acme-engineer><acme-writer>"), ("zzz", "<>")):
        done = subprocess.run(
            ["bash", "-c", BASH, "bash", typed],
            env=os.environ | {"PYTHON": sys.executable, "DB": str(db)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.stdout, done.stderr) == (offered, "")


def test_completing_loads_no_textual(filed: Run, db: Path) -> None:
    code = (
        "import sys\nfrom rejection_tui.cli.main import rejtui\n"
        "try:\n    rejtui.main(prog_name='rejtui')\nexcept SystemExit:\n    pass\n"
        "print([one for one in ('textual', 'rich', 'pycrfsuite', 'icalendar') if one in sys.modules], file=sys.stderr)"
    )
    words = {"_REJTUI_COMPLETE": "bash_complete", "COMP_WORDS": f"rejtui --db {db} show n", "COMP_CWORD": "4"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | words, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "plain,northwind" and done.stderr.strip() == "[]"
