"""The order of dates: the setting, else the language of the system."""

import pytest

from rejection_tui.domain.day_words import DateOrder
from rejection_tui.services.context import AppContext
from rejection_tui.services.date_order import date_order


@pytest.mark.parametrize(
    ("env", "order"),
    [
        ({"LANG": "en_US.UTF-8"}, DateOrder.MONTH_FIRST),
        ({"LANG": "en_GB.UTF-8"}, DateOrder.DAY_FIRST),
        ({"LANG": "de_DE@euro"}, DateOrder.DAY_FIRST),
        ({"LANG": "sv_SE.UTF-8"}, DateOrder.UNKNOWN),
        ({"LANG": "ja_JP.UTF-8"}, DateOrder.YEAR_FIRST),
        ({"LANG": "en_CA.UTF-8"}, DateOrder.UNKNOWN),
        ({"LANG": "C.UTF-8"}, DateOrder.UNKNOWN),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "en_GB.UTF-8"}, DateOrder.DAY_FIRST),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, DateOrder.UNKNOWN),
        ({}, DateOrder.UNKNOWN),
    ],
)
def test_the_system_tells_the_order(env: dict[str, str], order: DateOrder) -> None:
    assert date_order("auto", env) is order
    assert date_order("mdy", env) is DateOrder.MONTH_FIRST


def test_a_context_knows_it(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert context.date_order is DateOrder.MONTH_FIRST
