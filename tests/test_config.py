"""The settings file: any content gives usable settings or an error message."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from rejection_tui.config import Config, config_path, db_path, explain, load, state_folder
from rejection_tui.domain.account import Tls, is_loopback
from rejection_tui.domain.errors import ConfigError

BAD = {
    "a number beyond bounds": b"[reply]\nby_hours = " + b"9" * 5000,
    "a hexadecimal one": b"[reply]\nby_hours = 0x" + b"f" * 5000,
    "nested without end": b"a = " + b"[" * 5000 + b"]" * 5000,
    "not UTF-8": b"[reply] # \xe9\n",
    "NUL": b"\0",
    "not a number": b"[reply]\nby_hours = nan",
    "no choice": b'[general]\nenglish = ["en-GB"]',
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(BAD[name])
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(path) in caught.value.sentence and len(caught.value.sentence) < 400


def test_what_is_printed_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'[keys]\n"\\u001b[2J" = "q"\nundo = "\\u001b"\nhelp = "a\\"b\\\\"\n[reply]\nby_hours = 7\n')
    words = explain(load(path))
    assert "\x1b" not in words
    assert tomllib.loads(words)["reply"]["by_hours"] == 7 and tomllib.loads(words)["keys"]["help"] == 'a"b\\'


def test_a_home_of_nobody_is_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJTUI_CONFIG", "~nobody-of-that-name/c.toml")
    assert config_path() == Path("~nobody-of-that-name/c.toml") == load().file
    assert db_path(Path("~nobody-of-that-name/x")) == Path("~nobody-of-that-name/x")


def test_the_tool_is_a_command_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[compose]\nfilter = '\"my  tool\" --style \\warm'\n", "utf-8")
    config = load(path)
    assert config.filter == '"my  tool" --style \\warm' and not config.warnings
    path.write_text(explain(config), "utf-8")
    assert load(path).filter == config.filter
    path.write_text("[compose]\nother = 1\n", "utf-8")
    assert load(path).filter == "" and "compose.other" in load(path).warnings[0]


@pytest.mark.parametrize("value", ["1", '"a\\nb"', '"\\u001b[2J"', '["tidy"]', f'"{"x" * 3000}"'])
def test_what_is_no_command_is_one_sentence(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[compose]\nfilter = {value}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert "compose.filter is a command in quotes" in caught.value.sentence and len(caught.value.sentence) < 400


# Mail accounts


def _load(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return load(path)


def test_an_address_is_enough_for_a_known_provider(tmp_path: Path) -> None:
    account = _load(tmp_path, '[accounts.work]\nuser = "Jane@GMail.com"\n').accounts["work"]
    assert (account.host, account.port, account.tls) == ("imap.gmail.com", 993, Tls.TLS)
    for user, host in (("a@web.de", "imap.web.de"), ("a@hotmail.com", "outlook.office365.com"), ("a@me.com", "imap.")):
        assert _load(tmp_path, f'[accounts.x]\nuser = "{user}"\n').accounts["x"].host.startswith(host)


def test_an_account_is_printed_as_it_is_read(tmp_path: Path) -> None:
    text = """[accounts.work]
    user = "jane"\nhost = "mail.example.org"\nport = 1143\ntls = "starttls"\nca_file = "/etc/x  y.pem"
    password_command = ["pass", "mail  \\\\ \\"work\\""]\nfolders = ["INBOX", "Jöbs"]\nsince = 2026-09-01\n"""
    config = _load(tmp_path, text)
    assert config.accounts["work"].since == date(2026, 9, 1) and not config.warnings
    assert _load(tmp_path, explain(config)).accounts == config.accounts
    assert _load(tmp_path, explain(_load(tmp_path, ""))).accounts == {}
    assert "[accounts.work]" in explain(load(tmp_path / "none"))


def test_a_password_in_the_file_is_neither_read_nor_repeated(tmp_path: Path) -> None:
    for key in ("password", "pass", "imap_password"):
        config = _load(tmp_path, f'[accounts.work]\nuser = "a@gmx.de"\n{key} = "hunter2"\n')
        (warning,) = config.warnings
        assert "does not belong in a file" in warning and "hunter2" not in warning + explain(config) + repr(config)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('user = "jane@example.org"', "host is missing"),
        ('host = "mail.example.org"', "user is missing"),
        ('user = "a@gmx.de"\ntls = "none"', "for anyone to read"),
        ('user = "a@gmx.de"\ntls = "hunter2"', 'one of "tls"'),
        ('user = "a@gmx.de"\nport = "hunter2"', "port is a whole number"),
        ('user = "a@gmx.de"\nport = 70000', "port is a whole number"),
        ('user = "a@gmx.de"\nsince = "hunter2"', "a day such as"),
        ('user = "a@gmx.de"\nfolders = "hunter2"', "a list of names"),
        ('user = "a@gmx.de"\npassword_command = 7', "is a command"),
        ('user = "a@gmx.de"\npassword_command = ["a", "b\\nhunter2"]', "is a command"),
        ('user = "a\\nhunter2"', "on one line"),
        ('user = "a@gmx.de"\nhost = "a b hunter2"', "name of a server"),
    ],
)
def test_what_is_wrong_with_an_account_is_one_sentence_without_its_values(
    tmp_path: Path, lines: str, said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, f"[accounts.work]\n{lines}\n")
    assert said in caught.value.sentence and "accounts.work" in caught.value.sentence
    assert "hunter2" not in caught.value.sentence and len(caught.value.sentence) < 400


def test_no_protection_is_for_this_machine_alone(tmp_path: Path) -> None:
    for host in ("127.0.0.1", "localhost", "::1", "127.9.9.9"):
        text = f'[accounts.work]\nuser = "a"\nhost = "{host}"\ntls = "none"\n'
        assert _load(tmp_path, text).accounts["work"].port == 143
    assert not is_loopback("127.0.0.1.example.org") and not is_loopback("localhost.example")


@pytest.mark.parametrize("text", ["accounts = 3", "[accounts]\nwork = 3", '[accounts."a/b"]\nuser = "x@gmx.de"'])
def test_what_is_no_account_is_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="account"):
        _load(tmp_path, text)


def test_without_a_home_folder_the_file_has_to_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    def unknown(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine the home directory")

    for name in (
        "HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "REJTUI_DB",
        "REJTUI_CONFIG",
        "REJTUI_STATE",
    ):
        monkeypatch.delenv(name, raising=False)
    for kind in ("data", "config", "state"):
        monkeypatch.setattr(platformdirs, f"user_{kind}_dir", unknown)
    with pytest.raises(ConfigError, match="no home folder here"):
        db_path()
    assert db_path(tmp_path / "x.json") == tmp_path / "x.json"
    assert load() == Config(file=config_path()) and not config_path().exists()
    with pytest.raises(OSError):
        state_folder().mkdir(parents=True)


def test_months_by_tag_are_checked_and_shown(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[cultivate]\nmonths_by_tag = "agency 2, alumni 6"\n', encoding="utf-8")
    found = load(file)
    assert found.rules.months_by_tag == "agency 2, alumni 6"
    assert 'months_by_tag = "agency 2, alumni 6"' in explain(found)
    for bad in ('"agency"', '"agency 99"', "2", '["agency 2"]'):
        file.write_text(f"[cultivate]\nmonths_by_tag = {bad}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match=r"such as \"agency 2, alumni 6\", not "):
            load(file)
