"""`rejtui schema`: what the JSON of a verb holds, as JSON Schema."""

from pathlib import Path
from typing import Any

import click
import msgspec

from rejection_tui.cli.output import say_json
from rejection_tui.domain.errors import UsageError


@click.command()
@click.argument("verb", nargs=-1)
def schema(verb: tuple[str, ...]) -> None:
    """Print the JSON Schema of what VERB prints with --json, or those of all verbs, one a line.

    Each has a version. Within one version fields may be added, and none is taken away or changed. Every field is there
    in every object.
    """
    from rejection_tui.cli.json_objects import JSON_OBJECTS

    words = " ".join(verb)
    found = [name for name in JSON_OBJECTS if not words or name == words or name.startswith(f"{words} ")]
    if not found:
        raise UsageError(f"No verb “{words}” prints JSON; these do: {', '.join(JSON_OBJECTS)}.")
    for name in found:
        say_json(schema_of(name))


def schema_of(verb: str) -> dict[str, Any]:
    """Return the JSON Schema of one object that a verb prints, such as "contacts list"; `version` is its version."""
    from rejection_tui.cli.json_objects import JSON_OBJECTS

    entry = JSON_OBJECTS[verb]
    shapes, components = msgspec.json.schema_components(entry.types, schema_hook=_path, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:rejtui:json:{verb.replace(' ', '-')}:{entry.version}",
        "title": f"rejtui {verb} --json",
        "version": entry.version,
        **(shapes[0] if len(shapes) == 1 else {"anyOf": list(shapes)}),
        "$defs": {name: _always_whole(component) for name, component in components.items()},
    }


def _always_whole(component: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with every field required, since all are printed, and none with a default."""
    fields = component.get("properties")
    if fields is None:
        return component
    told = {name: {key: value for key, value in field.items() if key != "default"} for name, field in fields.items()}
    return component | {"properties": told, "required": list(told)}


def _path(kind: type) -> dict[str, Any]:
    """Return the schema of a type that msgspec does not know: a path is text.

    Of any other it is told by a `NotImplementedError`, as msgspec asks of such a function.
    """
    if issubclass(kind, Path):
        return {"type": "string"}
    raise NotImplementedError(kind)
