"""The record of applications: its period, language and layout as the user asks for them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rejection_tui.domain.application_record import Period
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import application_record, exports
from rejection_tui.services.application_record import Layout, RecordRequest
from rejection_tui.services.context import AppContext


def test_the_record_of_applications(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    german = RecordRequest(period, "de")
    text = exports.render(context, "record", record=german).decode()
    assert text.startswith("Bewerbungsnachweis\n") and "Acme" in text and "Priya" not in text
    assert "Priya" in exports.render(context, "record", record=replace(german, contacts=True)).decode()
    table = replace(german, layout=Layout.CSV)
    assert exports.render(context, "record", excel=True, separator=";", record=table).startswith(
        '\ufeff"Beworben am";"Firma";'.encode()
    )
    assert exports.render(context, "record", share_safe=True, record=german).decode().count("Company A") == 1
    endings = {"a.csv": Layout.CSV, "a.MD": Layout.MARKDOWN, "a.txt": Layout.TEXT, "a": Layout.TEXT}
    assert {name: application_record.layout_of(tmp_path / name) for name in endings} == endings


def test_the_period_is_read_in_the_users_order(context: AppContext) -> None:
    assert application_record.read_period(context, "", "") == Period(date(2026, 10, 1), date(2026, 11, 24))
    assert application_record.read_period(context, "1 Nov", "yesterday") == Period(
        date(2026, 11, 1), date(2026, 11, 23)
    )
    with pytest.raises(UsageError, match="3 April or 4 March"):
        application_record.read_period(context, "03/04/2026", "")
    with pytest.raises(UsageError, match="before it begins"):
        application_record.read_period(context, "today", "yesterday")
