"""The tables of kinds, actions, agenda lines and references are complete, and a missing entry is noticed.

The last two tests take entries, fields and cases out of a copy and see that the tests above, or mypy, say so.
"""

import ast
import os
import shutil
import subprocess
import sys
import typing
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

import rejection_tui
from rejection_tui.domain.actions import ACTION_SPECS, IMPLIED_BY, ActionKey
from rejection_tui.domain.agenda.item import AGENDA_SPECS, AgendaKind
from rejection_tui.domain.draft import DRAFT_SPECS, DraftKind, DraftSpec
from rejection_tui.domain.facts import SENTENCES, FactType
from rejection_tui.domain.records import REFERENCES, Records
from rejection_tui.drafting.clauses import messages
from rejection_tui.tui.commands.route import ACTION_ROUTES, AGENDA_ROUTES, DRAFT_ROUTES

ROOT = Path(rejection_tui.__file__).parent
#: The tables that have an entry for every member of an enumeration.
COMPLETE: list[tuple[str, Mapping[Any, Any], type[Enum]]] = [
    ("DRAFT_SPECS", DRAFT_SPECS, DraftKind),
    ("ACTION_SPECS", ACTION_SPECS, ActionKey),
    ("AGENDA_SPECS", AGENDA_SPECS, AgendaKind),
    ("SENTENCES", SENTENCES, FactType),
    ("ACTION_ROUTES", ACTION_ROUTES, ActionKey),
    ("AGENDA_ROUTES", AGENDA_ROUTES, AgendaKind),
]


def last_word(field: str) -> str:
    """Return the word a field's name ends with: a `second_contact` is a contact."""
    return field.rpartition("_")[2]


#: The fields of the records of each table, with their types.
FIELDS = {
    table: typing.get_type_hints(typing.get_args(mapping)[1])
    for table, mapping in typing.get_type_hints(Records).items()
}
#: The name of a field that refers to a record, by the table of that record.
NAMES = {table: table.removesuffix("s") for table in FIELDS} | {"touches": "touch"}
#: Fields with the name of a record that hold text instead.
WORDS = {("questions", "action")}
LINK_LIKE = [
    (table, name)
    for table, types in FIELDS.items()
    for name, hint in types.items()
    if last_word(name) in NAMES.values() and hint is str
]


@pytest.mark.parametrize(
    ("table", "member"), [pytest.param(t, m, id=f"{name}-{m.name}") for name, t, members in COMPLETE for m in members]
)
def test_every_member_has_its_entry(table: Mapping[Any, Any], member: Enum) -> None:
    assert member in table


@pytest.mark.parametrize(("table", "field"), LINK_LIKE)
def test_every_field_that_names_a_record_is_declared(table: str, field: str) -> None:
    assert ((table, field) in REFERENCES) is ((table, field) not in WORDS)


@pytest.mark.parametrize(("field", "linked"), [("second_contact", True), ("contact", True), ("contacts_seen", False)])
def test_a_link_is_known_by_the_last_word_of_its_name(field: str, linked: bool) -> None:
    assert (last_word(field) in NAMES.values()) is linked


@pytest.mark.parametrize(("table", "field"), REFERENCES)
def test_every_reference_is_a_field_and_leads_to_a_table(table: str, field: str) -> None:
    reference = REFERENCES[table, field]
    assert FIELDS[table][field] is str
    assert reference.table in NAMES
    assert last_word(field) not in NAMES.values() or NAMES[reference.table] == last_word(field)
    assert reference.deleted_with or not reference.meaningless_alone


# Drafts: the defaults are safe


def test_nothing_may_be_left_out() -> None:
    assert not [f.name for f in fields(DraftSpec) if f.default is not MISSING]


@pytest.mark.parametrize("kind", sorted(set(DraftKind) - {DraftKind.PHONE}))  # a sheet is for the user's own eyes
def test_a_request_for_feedback_is_sent_once(kind: DraftKind) -> None:
    once = {ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_NUDGE, ActionKey.SILENCE_ASK}
    asks_or_nudges = once & set(kind.spec.ticks)
    assert ({kind.spec.once.action} if kind.spec.once else set()) == asks_or_nudges


@pytest.mark.parametrize("kind", DraftKind)
def test_every_kind_of_draft_can_be_opened_and_has_parts(kind: DraftKind) -> None:
    opened: Collection[DraftKind] = DRAFT_ROUTES.values()
    assert kind in {*opened, *(k.spec.twin for k in opened)}
    assert messages()[kind].required


@pytest.mark.parametrize("kind", DraftKind)
def test_a_draft_shows_one_step_and_is_told_once(kind: DraftKind) -> None:
    spec = kind.spec
    assert spec.shown_by is None or spec.shown_by in spec.ticks
    assert (spec.step is None) is (not spec.ticks)


# Actions


def test_actions_stand_in_the_order_of_the_checklist() -> None:
    places = [(spec.step, spec.order) for spec in ACTION_SPECS.values()]
    assert places == sorted(set(places))


@pytest.mark.parametrize("key", ActionKey)
def test_what_an_action_rests_on_comes_before_it(key: ActionKey) -> None:
    assert all(other.spec.order < key.spec.order for other in key.spec.rests_on)
    assert key.spec.implies is None or IMPLIED_BY[key.spec.implies] is key


def test_lines_of_the_agenda_have_weights_of_their_own() -> None:
    assert len({spec.weight for spec in AGENDA_SPECS.values()}) == len(AGENDA_SPECS)


# The checks above fail when they should

TABLES = {
    "DRAFT_SPECS": "domain/draft.py",
    "ACTION_SPECS": "domain/actions.py",
    "AGENDA_SPECS": "domain/agenda/item.py",
    "SENTENCES": "domain/facts.py",
    "REFERENCES": "domain/records.py",
    "ACTION_ROUTES": "tui/commands/route.py",
    "AGENDA_ROUTES": "tui/commands/route.py",
    "DRAFT_ROUTES": "tui/commands/route.py",
}
#: What is taken out of a file, and what mypy says then.
FORGOTTEN = [
    ("domain/draft.py", "        once=None,\n", 'Missing named argument "once"'),
    ("domain/actions.py", "        rests_on=(),\n", 'Missing named argument "rests_on"'),
    ("domain/agenda/item.py", ", soft=False", 'Missing named argument "soft"'),
    ("drafting/templates.py", "        case TemplateBy.WIN:\n            return fields.win_kind\n", '"assert_never"'),
    ("tui/routes.py", " | AgendaKind.REVISIT", '"assert_never"'),
]


def without_last_entry(source: str, table: str) -> str:
    """Return a module without the last entry of one of its tables."""
    found = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == table
    )
    assert isinstance(found, ast.Dict)
    key, value = found.keys[-1], found.values[-1]
    assert key is not None and value.end_lineno is not None
    lines = source.splitlines(keepends=True)
    return "".join(lines[: key.lineno - 1] + lines[value.end_lineno :])


@pytest.mark.thorough
@pytest.mark.parametrize("table", ["", *TABLES])
def test_an_entry_taken_out_is_noticed(table: str, tmp_path: Path) -> None:
    """The tests of this file pass on a copy of the program, and fail when an entry is taken out of it."""
    shutil.copytree(ROOT, tmp_path / "rejection_tui", ignore=shutil.ignore_patterns("__pycache__"))
    tests = shutil.copy(__file__, tmp_path)
    if table:
        module = tmp_path / "rejection_tui" / TABLES[table]
        module.write_text(without_last_entry(module.read_text("utf-8"), table), "utf-8")
    only = ["-m", "not thorough", "-W", "ignore", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "."]
    command = [sys.executable, "-m", "pytest", "-q", "-x", *only, str(tests)]
    plain = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == (1 if table else 0), done.stdout + done.stderr


@pytest.mark.thorough
def test_a_field_or_a_case_forgotten_is_a_type_error(tmp_path: Path) -> None:
    settings = tmp_path / "mypy.ini"
    settings.write_text("[mypy]\nstrict = true\n[mypy-textual.*]\nfollow_imports = skip\n", "utf-8")
    shadows: list[str] = []
    for number, (name, words, _) in enumerate(FORGOTTEN):
        source = (ROOT / name).read_text("utf-8")
        assert words in source, name
        copy = tmp_path / f"{number}.py"
        copy.write_text(source.replace(words, "", 1), "utf-8")
        shadows += ["--shadow-file", str(ROOT / name), str(copy)]
    options = ["--config-file", str(settings), "--cache-dir", str(tmp_path / "cache"), *shadows]
    command = [sys.executable, "-m", "mypy", *options, *(str(ROOT / name) for name, _, _ in FORGOTTEN)]
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, timeout=300, check=False)
    for name, _, message in FORGOTTEN:
        assert any(name in line and message in line for line in done.stdout.splitlines()), (name, done.stdout)
