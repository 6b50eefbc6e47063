"""The JSON of every verb fits its schema, to the last field; and no published field has gone."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator, FormatChecker

from rejection_tui.cli.json_objects import JSON_OBJECTS
from rejection_tui.cli.main import rejtui
from rejection_tui.cli.schemas import schema_of
from rejection_tui.domain.ids import short
from rejection_tui.services import exports
from rejection_tui.services.context import AppContext
from tests.cli.conftest import lines
from tests.cli.test_every_verb import COMMANDS, FILES, JSON, NO_JSON, PREPARED
from tests.world.clock import NOW, Clock
from tests.world.letters import LETTER
from tests.world.sample import demo_in

PUBLISHED = Path(__file__).with_name("published_json.json")
#: Verbs whose objects need what no test has here; their schema is read, and `tests/accounts` runs them.
ELSEWHERE = {"account list", "account test", "account password"}


def closed(schema: Any) -> Any:
    """Return a schema that allows no field beside those it names."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return inner | {"additionalProperties": False} if "properties" in schema else inner


def fits(verb: str, found: list[dict[str, Any]]) -> None:
    validator = Draft202012Validator(closed(schema_of(verb)), format_checker=FormatChecker())
    for one in found:
        errors = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(one)]
        assert not errors, (verb, errors)


@pytest.fixture
def demo(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AppContext:
    monkeypatch.setenv("REJTUI_NOW", NOW.isoformat())
    return demo_in(tmp_path / "demo", clock)


def test_every_verb_with_json_has_a_schema() -> None:
    assert JSON_OBJECTS.keys() == {" ".join(path) for path in COMMANDS if path not in NO_JSON}


@pytest.mark.parametrize("verb", JSON_OBJECTS)
def test_a_schema_is_one(verb: str) -> None:
    schema = schema_of(verb)
    Draft202012Validator.check_schema(schema)
    assert schema["version"] == JSON_OBJECTS[verb].version and schema["$id"].endswith(f":{schema['version']}")


#: What every verb is called with on the demo, each line on a copy of its own.
RUN = [
    *(line for line in JSON if line[0] != "account"),
    ("import", "RETURNED.eml", "--dry-run", "--json"),
    ("cv", "finish", "depot reports", "--json"),
    ("settings", "calm", "true", "--yes", "--json"),
    ("settings", "calm", "--json"),
    ("silence", "ask", "quiet", "--sent", "--json"),
    ("journal", "read", "ashcombe", "--json"),
]
#: What the lines call by a name of the tests -> a name of the demo.
NAMES = {"acme": "northlight"}


@pytest.fixture
def prepared(demo: AppContext, tmp_path: Path) -> Callable[[Sequence[str]], Result]:
    """Run a line of words on a new copy of the demo, filled as the lines of JSON need it."""
    for name, text in (FILES | {"REPORT.md": _report(demo), "RETURNED.eml": _returned(demo)}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def call(words: Sequence[str], db: Path = demo.path) -> Result:
        line = [str(tmp_path / word) if (tmp_path / word).is_file() else NAMES.get(word, word) for word in words]
        return CliRunner().invoke(rejtui, ["--db", str(db), *line], input=LETTER)

    for before in PREPARED:
        assert call(before).exit_code == 0, before

    def run_on_copy(words: Sequence[str]) -> Result:
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        shutil.copytree(demo.path.parent, tmp_path / "copy")
        return call(words, tmp_path / "copy" / demo.path.name)

    return run_on_copy


def test_what_every_verb_prints_of_the_demo_fits(prepared: Callable[[Sequence[str]], Result]) -> None:
    printed: set[str] = set()
    for words in RUN:
        result = prepared(words)
        assert result.exit_code in (0, 1, 3), (words, result.output)
        verb = next(one for one in (" ".join(words[:2]), words[0]) if one in JSON_OBJECTS)
        found = lines(result)
        fits(verb, found)
        printed |= {verb} if found else set()
        if "RETURNED.eml" in words:
            assert ["effects" in one for one in found] == [True]  # the shape of what came back
    assert printed == JSON_OBJECTS.keys() - ELSEWHERE


def test_every_rejection_of_the_demo_is_shown_whole(demo: AppContext) -> None:
    for uid in demo.records.rejections:
        fits("show", lines(CliRunner().invoke(rejtui, ["--db", str(demo.path), "show", uid, "--json"])))


def _report(demo: AppContext) -> str:
    heading = f"({short(demo.records.inbox()[0].uid)}-1)\n"
    return exports.render(demo, "md").decode().replace(heading, f"{heading}\nWell done.\n")


def _returned(demo: AppContext) -> str:
    """Return an email in which a company of the demo writes again."""
    one = next(r for r in demo.records.inbox() if r.recruiter_email and not r.no_reply)
    return (
        f"From: {one.recruiter_name} <{one.recruiter_email}>\nTo: me@example.org\nMessage-ID: <again@x.example>\n"
        f"Subject: Re: {one.role}\nDate: Tue, 24 Nov 2026 09:00:00 +0000\n\nHello,\n\nthank you for your message. "
        "We missed figures in your answers to the design questions.\n\nBest\n"
    )


def test_the_verb_prints_them(run: Callable[..., Result]) -> None:
    assert len(lines(run("schema"))) == len(JSON_OBJECTS)
    (one,) = lines(run("schema", "contacts", "list"))
    assert one == json.loads(json.dumps(schema_of("contacts list")))
    contacts = {f"rejtui {verb} --json" for verb in JSON_OBJECTS if verb.startswith("contacts ")}
    assert {found["title"] for found in lines(run("schema", "contacts"))} == contacts and len(contacts) > 1


def fields(verb: str) -> list[str]:
    """Return the fields of the objects of a verb with those of what lies in them, as "letter_text.body"."""
    schema = schema_of(verb)

    def inside(part: dict[str, Any], path: str, seen: tuple[str, ...]) -> Iterator[str]:
        name = part.get("$ref", "").rpartition("/")[2]
        if name and name not in seen:
            yield from inside(schema["$defs"][name], path, (*seen, name))
        for one in (*part.get("anyOf", ()), *([part["items"]] if isinstance(part.get("items"), dict) else ())):
            yield from inside(one, path, seen)
        for key, value in part.get("properties", {}).items():
            yield f"{path}{key}"
            yield from inside(value, f"{path}{key}.", seen)

    return sorted(set(inside(schema, "", ())))


def test_no_published_field_goes_without_a_new_version() -> None:
    """A new verb or field is published by: python -m tests.cli.test_schemas"""
    for verb, entry in json.loads(PUBLISHED.read_text(encoding="utf-8")).items():
        if JSON_OBJECTS[verb].version == entry["version"]:
            assert set(entry["fields"]) <= set(fields(verb)), verb


if __name__ == "__main__":
    published = {verb: {"version": JSON_OBJECTS[verb].version, "fields": fields(verb)} for verb in JSON_OBJECTS}
    PUBLISHED.write_text(json.dumps(published, indent=1) + "\n", encoding="utf-8")
