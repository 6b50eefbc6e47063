"""Which region the environment names."""

from datetime import date
from pathlib import Path

import pytest

from rejection_tui.domain.region import DayStyle, Region, current, use
from rejection_tui.services import settings
from rejection_tui.services.context import open_context
from rejection_tui.services.demo import build
from rejection_tui.services.local_region import local_region
from tests.world.clock import NOW


@pytest.mark.parametrize(
    ("environment", "written"),
    [
        ({"LANG": "de_DE.UTF-8"}, "24.11."),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "en_GB.UTF-8"}, "24 Nov"),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "de_DE", "LC_ALL": "en_US"}, "Nov 24"),
        ({"LANG": ""}, "24 Nov"),
    ],
)
def test_the_environment_decides(
    environment: dict[str, str], written: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    open_context(home / "rejtui.json")
    assert current() == local_region()
    use(Region(DayStyle.ISO))
    build(home / "demo", NOW)
    assert current() == local_region()
    assert current().day(date(2026, 11, 24), year=False) == written


def test_the_setting_decides_the_order_from_the_start_and_at_once_when_it_is_changed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    file = home / "config.toml"
    file.write_text('[general]\ndate_order = "mdy"\n')
    context = open_context(home / "rejtui.json", file)
    assert current().day(date(2026, 11, 24), year=False) == "Nov 24"
    settings.write(context, settings.change(context, settings.find(context, "date_order"), "auto"))
    assert current().day(date(2026, 11, 24), year=False) == "24 Nov"
