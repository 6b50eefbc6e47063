"""Starts a Dovecot on a free port of this machine, with mailboxes in a temporary folder; any user has one password."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "hunter2-geheim"
#: The unprivileged user and group that own the mailboxes.
NOBODY = 2000

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{home}/mail/%u
mail_uid = 2000
mail_gid = 2000
first_valid_uid = 1
default_login_user = nobody
default_internal_user = nobody
{tls}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=2000 gid=2000 home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  {names}
  mailbox {drafts} {{
    special_use = \\Drafts
    auto = subscribe
  }}
  mailbox {sent} {{
    special_use = \\Sent
    auto = subscribe
  }}
  mailbox Junk {{
    special_use = \\Junk
    auto = subscribe
  }}
  mailbox Trash {{
    special_use = \\Trash
    auto = subscribe
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server: `port` speaks plainly (and STARTTLS where there is a certificate), `secure_port` TLS."""

    home: Path
    port: int
    secure_port: int = 0
    certificate: Path | None = None

    def maildir(self, user: str) -> Path:
        """Return the folder of a user's mailbox."""
        return self.home / "mail" / user

    def mails(self, user: str) -> dict[str, str]:
        """Return every mail of a user: its path, which holds its flags, and a digest of its bytes."""
        found = (p for p in self.maildir(user).rglob("*") if p.is_file() and p.parent.name in ("cur", "new"))
        return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def missing() -> str:
    """Return why no server can be started here; "" when one can."""
    if shutil.which("dovecot") is None:
        return "dovecot is not installed (apt-get install dovecot-imapd)"
    return "" if os.geteuid() == 0 else "dovecot is started as root"


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 that nobody signed but itself; return it and its key."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    words += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(words, check=True, capture_output=True, timeout=60)
    return certificate, key


@contextmanager
def running(home: Path, names: str = "", secure: bool = False, german: bool = False) -> Iterator[Server]:
    """Run a server in `home` until the end of the block; `names` are settings of its namespace."""
    home.chmod(0o755)
    (home / "mail").mkdir()
    os.chown(home / "mail", NOBODY, NOBODY)
    port, secure_port = free_port(), free_port() if secure else 0
    certificate, tls = None, "ssl = no"
    if secure:
        certificate, key = make_certificate(home)
        tls = f"ssl = yes\nssl_cert = <{certificate}\nssl_key = <{key}"
    config = home / "dovecot.conf"
    config.write_text(
        _CONFIG.format(
            home=home, port=port, secure_port=secure_port, tls=tls, names=names, password=PASSWORD,
            drafts="Entwürfe" if german else "Drafts", sent="Gesendet" if german else "Sent",
        ),
        "utf-8",
    )  # fmt: skip
    with (home / "start.log").open("wb") as log:  # a pipe would stay open as long as the server runs
        subprocess.run(["dovecot", "-c", str(config)], check=True, stdout=log, stderr=log, timeout=30)
    try:
        _wait(port)
        yield Server(home, port, secure_port, certificate)
    finally:
        _stop(home)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("dovecot did not start")


def _stop(home: Path) -> None:
    """End the server; one that waits for its clients is not waited for long."""
    try:
        pid = int((home / "run" / "master.pid").read_text())
        for how, seconds in ((signal.SIGTERM, 2), (signal.SIGKILL, 10)):
            os.kill(pid, how)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                os.kill(pid, 0)
                time.sleep(0.02)
    except (FileNotFoundError, ProcessLookupError):
        return
