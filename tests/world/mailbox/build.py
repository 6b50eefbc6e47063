"""The whole mailbox in order of time, and as it stood at the end of each of the three goes."""

from datetime import UTC, datetime
from functools import cache

from tests.world.mailbox.letters import Posted, posted
from tests.world.mailbox.post import Mail
from tests.world.mailbox.rest import others
from tests.world.mailbox.story import applications

#: The last moment of each go; a go holds the mail of those before it as well.
GO_ENDS = {
    1: datetime(2026, 3, 31, 20, 0, tzinfo=UTC),
    2: datetime(2026, 7, 31, 20, 0, tzinfo=UTC),
    3: datetime(2026, 11, 26, 21, 0, tzinfo=UTC),
}


@cache
def story() -> tuple[Posted, ...]:
    """Return the mails of all applications in order of time."""
    found = (one for number, application in enumerate(applications()) for one in posted(application, number))
    return tuple(sorted(found, key=lambda one: one.mail.at))


@cache
def mails(go: int = 3) -> tuple[Mail, ...]:
    """Return the mails there were at the end of a go, in order of time; one in two folders stands here once."""
    every = (*(one.mail for one in story()), *others())
    return tuple(sorted((mail for mail in every if mail.at <= GO_ENDS[go]), key=lambda mail: (mail.at, mail.key)))
