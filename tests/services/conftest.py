"""A filed rejection to work on."""

import pytest

from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from tests.conftest import NOW

LETTER = """From: Jane Hart <jane.hart@northwind.example>
To: Alex Morgan <alex.morgan@example.org>
Subject: Your interview for Data Engineer at Northwind
Date: Mon, 23 Nov 2026 16:20:00 +0000
Message-ID: <n1@northwind.example>

Dear Alex,

Thank you for coming in to meet the team last week about the Data Engineer position at Northwind.
After much thought we have decided to go ahead with another candidate.

Kind regards,
Jane Hart
Talent Partner, Northwind
"""


@pytest.fixture
def acme(context: AppContext) -> Rejection:
    """A rejection by Acme after an interview, dated now, with a person to write to."""
    entry = letters.Entry(
        "Acme", "Analyst", NOW, Stage.INTERVIEW, recruiter_name="Priya Nair", recruiter_email="priya@acme.example"
    )
    letters.confirm_me(context, "Alex Morgan", "alex.morgan@example.org")
    return rejections.add(context, entry)
