"""Words by which the readers of CV files sort what they find, from the packaged list."""

import tomllib
from functools import cache
from typing import Any

from rejection_tui import content


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(content.read("phrases/cv_sources.toml"))


def words_of(reader: str, name: str) -> frozenset[str]:
    """Return one list of one reader's words."""
    return frozenset(_lists()[reader][name].split())
