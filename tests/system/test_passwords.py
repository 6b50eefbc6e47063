"""Passwords come from the environment, a command or the keyring, and are in no message."""

import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.secret import Secret
from rejection_tui.system import passwords


def test_the_first_variable_that_is_set_is_taken() -> None:
    env = {"A": "", "B": "one", "C": "two"}
    found = passwords.from_environment(("A", "B", "C"), env)
    assert found is not None and found.reveal() == "one"
    assert passwords.from_environment(("A", "X"), env) is None


@pytest.mark.parametrize(
    "command",
    [
        ("printf", "%s\\nuser: jane\\n", "hunter 2 ü"),
        "printf 'hunter 2 ü\\r\\nrest' | head -n 2",
        ("printf", "\\xef\\xbb\\xbf%s", "hunter 2 ü"),
    ],
)
def test_the_first_line_of_a_command_is_the_password(command: str | tuple[str, ...]) -> None:
    assert passwords.from_command(command, "it").reveal() == "hunter 2 ü"


def test_words_of_a_list_are_no_shell(tmp_path: Path) -> None:
    target = tmp_path / "made"
    assert passwords.from_command(("echo", f"a; touch {target}"), "it").reveal() == f"a; touch {target}"
    assert not target.exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("no-such-program-here",), "could not be started"),
        ("no-such-program-here", "ended with code"),
        ("echo hunter2; exit 3", "ended with code 3"),
        (("true",), "printed no password"),
        (("printf", "\\nhunter2"), "printed no password"),
        (("printf", "\\xff\\xfe"), "printed no password"),
        ("head -c 9000 /dev/zero | tr '\\0' x", "printed no password"),
        ("echo hunter2; sleep 30", "did not end within"),
        ("sleep 30 & sleep 30", "did not end within"),
    ],
)
def test_what_goes_wrong_is_a_sentence_without_the_password(command: str | tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        passwords.from_command(command, "password_command of work", seconds=0.3)
    assert said in caught.value.sentence and "hunter2" not in caught.value.sentence
    assert "password_command of work" in caught.value.sentence


def test_the_command_does_not_see_other_passwords() -> None:
    env = {"PATH": "/usr/bin:/bin", "REJTUI_IMAP_PASSWORD": "other", "REJTUI_IMAP_PASSWORD_HOME": "third"}
    assert passwords.from_command("env | grep -c IMAP; true", "it", env).reveal() == "0"


class Locked(Exception):
    pass


class Missing(Locked):
    pass


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    """A keyring in memory; the user "locked" makes it fail."""
    kept: dict[tuple[str, str], str] = {}

    def checked(service: str, user: str) -> tuple[str, str]:
        if user == "locked":
            raise Locked("hunter2")
        return service, user

    def delete(service: str, user: str) -> None:
        if kept.pop(checked(service, user), None) is None:
            raise Missing

    module, errors = types.ModuleType("keyring"), types.ModuleType("keyring.errors")
    for name, error in {"KeyringError": Locked, "PasswordDeleteError": Missing}.items():
        setattr(errors, name, error)
    for name, value in {
        "errors": errors,
        "get_password": lambda service, user: kept.get(checked(service, user)),
        "set_password": lambda service, user, word: kept.__setitem__(checked(service, user), word),
        "delete_password": delete,
    }.items():
        setattr(module, name, value)
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    yield kept


def test_the_keyring_keeps_and_forgets(ring: dict[tuple[str, str], str]) -> None:
    passwords.keep_in_keyring("jane", Secret("hunter2"))
    found = passwords.from_keyring("jane")
    assert found is not None and found.reveal() == "hunter2" and ring == {("rejtui", "jane"): "hunter2"}
    assert passwords.forget_in_keyring("jane") and not passwords.forget_in_keyring("jane")
    assert passwords.from_keyring("jane") is None and passwords.from_keyring("locked") is None

    def keep() -> None:
        passwords.keep_in_keyring("locked", Secret("x"))

    for act in (keep, lambda: passwords.forget_in_keyring("locked")):
        with pytest.raises(Refused, match="unlocked") as caught:
            act()
        assert "hunter2" not in caught.value.sentence


def test_without_a_keyring_the_other_ways_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert passwords.from_keyring("jane") is None
    with pytest.raises(Refused, match="password_command"):
        passwords.keep_in_keyring("jane", Secret("x"))
    with pytest.raises(Refused, match="pip install"):
        passwords.forget_in_keyring("jane")
