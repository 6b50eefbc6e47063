"""A filed rejection to work on."""

import pytest

from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.services import letters, profile, rejections
from rejection_tui.services.context import AppContext
from tests.world.clock import NOW
from tests.world.letters import LETTER as LETTER  # read by tests.benchmarks


@pytest.fixture
def acme(context: AppContext) -> Rejection:
    """A rejection by Acme after an interview, dated now, with a person to write to."""
    entry = letters.Entry(
        "Acme", "Analyst", NOW, Stage.INTERVIEW, recruiter_name="Priya Nair", recruiter_email="priya@acme.example"
    )
    profile.confirm_name(context, "Alex Morgan", "alex.morgan@example.org")
    return rejections.add(context, entry)
