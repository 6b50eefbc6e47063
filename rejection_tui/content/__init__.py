"""Packaged text files: templates, phrases, questions and demo letters, read with `importlib.resources`."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def folder(name: str) -> Traversable:
    """Return the packaged folder of that name, such as `templates` or `phrases`."""
    return files(__name__).joinpath(name)


def read(name: str) -> str:
    """Return the text of a packaged file, named by its path inside `content/`."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
