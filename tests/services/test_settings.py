"""The settings one by one, and a line of the file changed on a yes."""

import dataclasses
import os
from pathlib import Path

import pytest

from rejection_tui.config import Config, load
from rejection_tui.domain.errors import ConfigError, Refused, UsageError
from rejection_tui.services import history, profile, settings
from rejection_tui.services.context import AppContext


@pytest.fixture
def file(context: AppContext, tmp_path: Path) -> Path:
    """A file of settings that the context reads from."""
    path = tmp_path / "settings" / "config.toml"
    context.config = Config(file=path)
    return path


def _set(context: AppContext, name: str, text: str) -> None:
    settings.write(context, settings.change(context, settings.find(context, name), text))


def test_a_line_is_written_on_a_yes_and_used_at_once(context: AppContext, file: Path) -> None:
    change = settings.change(context, settings.find(context, "calm"), "yes")
    assert (change.place, file.exists()) == ("[general]\ncalm = true", False)
    settings.write(context, change)
    assert context.rules.calm and file.read_text() == "[general]\ncalm = true\n"
    assert file.stat().st_mode & 0o777 == 0o600 and load(file).rules.calm
    calm = settings.find(context, "general.calm")
    assert (calm.shown, calm.in_file, settings.find(context, "english").in_file) == ("yes", True, False)


def test_the_file_as_it_was_stays_beside_it(context: AppContext, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"# mine\r\n[reply]\r\nby_hours = 40 # soon\r\n")
    context.config = load(file)
    _set(context, "by_hours", "72")
    assert file.read_bytes() == b"# mine\r\n[reply]\r\nby_hours = 72 # soon\r\n"
    kept = file.with_name("config.toml.before")
    assert b"by_hours = 40" in kept.read_bytes() and kept.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(context: AppContext, file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("[general]\n")
    file.parent.mkdir()
    file.symlink_to(real)
    _set(context, "language", "de-DE")
    assert file.is_symlink() and real.read_text() == '[general]\nlanguage = "de-DE"\n'


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("calm", "perhaps", "yes or no"),
        ("reply.by_hours", "9999", "from 1 to 720"),
        ("reply.by_hours", "²", "from 1 to 720"),
        ("english", "fr", "en-GB, en-US"),
        ("red_months", "2", "must be more than"),
        ("me.addresses", "nobody", "me.addresses"),
    ],
)
def test_a_wrong_value_is_refused_before_anything_is_written(
    context: AppContext, file: Path, name: str, text: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        _set(context, name, text)
    assert not file.exists()


def test_a_name_that_is_none_names_the_nearest(context: AppContext) -> None:
    with pytest.raises(UsageError, match=r"Did you mean calm\?"):
        settings.find(context, "clam")
    with pytest.raises(UsageError, match="rejtui settings lists them"):
        settings.find(context, "zzz")


def test_hostile_words_are_quoted_as_one_line(context: AppContext, file: Path) -> None:
    _set(context, "filter", 'tee "x"\n[keys]\nundo = 1\x1b[31m')
    assert context.config.filter.startswith('tee "x"') and not context.config.keys
    assert "\x1b" not in file.read_text()


def test_an_unusual_file_says_which_line_to_write(context: AppContext, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("general = { calm = false }\n")
    change = settings.change(context, settings.find(context, "calm"), "yes")
    assert change.after is None
    with pytest.raises(Refused, match="Write it yourself: “calm = true” under"):
        settings.write(context, change)
    assert file.read_text() == "general = { calm = false }\n"


def test_a_file_changed_meanwhile_is_left_alone(context: AppContext, file: Path) -> None:
    change = settings.change(context, settings.find(context, "calm"), "yes")
    file.parent.mkdir()
    file.write_text("[general]\nenglish = 'en-US'\n")
    with pytest.raises(Refused, match="meanwhile"):
        settings.write(context, change)
    assert file.read_text() == "[general]\nenglish = 'en-US'\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_said(context: AppContext, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("")
    file.chmod(0)
    with pytest.raises(ConfigError, match="cannot be read"):
        settings.change(context, settings.find(context, "calm"), "yes")


def test_the_address_in_drafts_is_set_and_undone(context: AppContext) -> None:
    profile.set_email(context, "sam@example.org")
    assert context.records.me.email == "sam@example.org"
    with pytest.raises(Refused, match="not an email address"):
        profile.set_email(context, "sam")
    profile.set_email(context, "")
    history.undo(context)
    assert context.records.me.email == "sam@example.org"


def test_every_setting_says_what_is_allowed(context: AppContext) -> None:
    for one in settings.all_settings(context):
        assert one.allowed and one.help and dataclasses.replace(one, value=one.default).shown


def test_a_setting_of_dates_says_from_when_it_counts(context: AppContext) -> None:
    """Due days are kept with the records, so a change does not move those that are set."""
    by = settings.find(context, "reply.by_hours")
    assert "as soon as something in their checklist changes" in by.about_dates
    assert {one.name for one in settings.all_settings(context)} >= settings.SET_DATES
    assert not settings.find(context, "calm").about_dates
