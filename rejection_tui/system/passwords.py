"""Passwords from the environment, a command of the user's, or the system's keyring. None is ever written to a file."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.secret import Secret
from rejection_tui.domain.text import clean_line
from rejection_tui.system.subprocesses import kill_group

#: The environment variable for the password of any account.
VARIABLE: Final = "REJTUI_IMAP_PASSWORD"
#: The name under which the keyring keeps passwords.
SERVICE: Final = "rejtui"
SECONDS: Final = 30.0
_MAX_LENGTH: Final = 2_000  # bytes of a password
_NO_KEYRING: Final = (
    "There is no keyring here. Install it with pip install 'rejection-tui[keyring]', or set password_command."
)


def from_environment(names: Sequence[str], env: Mapping[str, str] | None = None) -> Secret | None:
    """Return the password in the first of these environment variables that is set."""
    env = os.environ if env is None else env
    return next((Secret(env[name]) for name in names if env.get(name)), None)


def from_command(
    command: str | Sequence[str], name: str, env: Mapping[str, str] | None = None, seconds: float = SECONDS
) -> Secret:
    """Return the first line that `command` prints: a list of words is run as it is, a text by the shell.

    Raise `UsageError`, which never repeats what it printed, when it fails, prints nothing or takes too long. `name`
    is how messages call it.
    """
    kept = {k: v for k, v in (os.environ if env is None else env).items() if not k.startswith(VARIABLE)}
    try:
        child = subprocess.Popen(
            command if isinstance(command, str) else list(command),
            shell=isinstance(command, str),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            start_new_session=sys.platform != "win32",
        )
    except (OSError, ValueError) as error:
        why = clean_line(getattr(error, "strerror", None) or "it is no command", 80)
        raise UsageError(f"{name} could not be started: {why}.") from None
    try:
        output, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise UsageError(f"{name} did not end within {seconds:.0f} seconds.") from None
    finally:
        if child.poll() is None:
            kill_group(child)
        with suppress(subprocess.TimeoutExpired):
            child.wait(1)
    if child.returncode != 0:
        raise UsageError(f"{name} ended with code {child.returncode}; run it in a shell to see why.")
    return _first_line(output, name)


def _first_line(output: bytes, name: str) -> Secret:
    line = output.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].rstrip(b"\r")
    try:
        found = Secret(line.decode("utf-8") if len(line) <= _MAX_LENGTH else "")
    except UnicodeDecodeError:
        found = Secret("")
    if not found:
        raise UsageError(f"{name} printed no password on its first line.")
    return found


def from_keyring(user: str) -> Secret | None:
    """Return the password kept for `user` in the keyring; None when there is none, or no keyring."""
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        found = keyring.get_password(SERVICE, user)
    except keyring.errors.KeyringError:
        return None
    return Secret(found) if found else None


def keep_in_keyring(user: str, secret: Secret) -> None:
    """Keep the password of `user` in the keyring; raise `Refused` when there is none."""
    keyring = _keyring()
    if keyring is None:
        raise Refused(_NO_KEYRING)
    refused = False
    try:
        keyring.set_password(SERVICE, user, secret.reveal())
    except keyring.errors.KeyringError:
        refused = True
    if refused:  # raised here, so that no frame with the password hangs on it
        raise Refused("The keyring did not take the password; is it unlocked? password_command is another way.")


def forget_in_keyring(user: str) -> bool:
    """Delete the password of `user` from the keyring; return whether there was one. Raise `Refused` without keyring."""
    keyring = _keyring()
    if keyring is None:
        raise Refused(_NO_KEYRING)
    try:
        keyring.delete_password(SERVICE, user)
    except keyring.errors.PasswordDeleteError:
        return False
    except keyring.errors.KeyringError:
        raise Refused("The keyring could not be changed; is it unlocked?") from None
    return True


def _keyring() -> Any:
    """Return the library, loaded when it is first needed; None when it is not installed."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    return keyring
