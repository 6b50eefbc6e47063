"""A password that cannot be printed by mistake."""

from typing import Any, NoReturn


class Secret:
    """Holds a password; every way to print, format, compare or pickle it shows nothing of it. Only `reveal` does."""

    __slots__ = ("_hidden",)

    def __init__(self, value: str) -> None:
        self._hidden = value

    def reveal(self) -> str:
        """Return the password; call it only in the expression that needs it, so that no frame keeps a copy."""
        return self._hidden

    def __bool__(self) -> bool:
        return bool(self._hidden)

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = None  # type: ignore[assignment]  # no key of a table that could be printed

    def __reduce__(self) -> NoReturn:
        raise TypeError("a password is not pickled")

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a password is not pickled")
