"""The record of applications of a period, as an employment office asks for it: only what the file says."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from rejection_tui.domain.correspondence import MailSort
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.facts import Via
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.domain.silence import SilenceState, is_unanswered, stayed_silent
from rejection_tui.domain.text import clean_line


class Channel(StrEnum):
    """How an application was made, as far as the file tells; stored in JSON output."""

    EMAIL = "email"
    AGENCY = "agency"
    PLATFORM = "platform"
    PORTAL = "portal"
    COMPANY = "company"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; raises `UsageError` when they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise UsageError(f"The period ends on {self.last}, before it begins on {self.first}. Nothing was written.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Application:
    """One application. `result` is a `RejectionKind` or the `Outcome` that came after it, by its stored value.

    While it is too early for "no_answer" it is `SilenceState.WAITING`.

    `applied` and `result_day` are None where the file does not tell; `by` names the agency, job board or portal.
    """

    rejection: str
    company: str
    role: str
    applied: date | None
    channel: Channel
    by: str
    contact: str
    result: str
    stage: Stage
    result_day: date | None


_CHANNELS: Final = {Via.AGENCY: Channel.AGENCY, Via.PLATFORM: Channel.PLATFORM, Via.ATS: Channel.PORTAL}


def applications(records: Records, period: Period, now: datetime) -> tuple[Application, ...]:
    """Return the applications made in the period, the oldest first, those of archived rejections too.

    One whose day is not known counts on the day of the letter. Days are those of the time zone of `now`.
    """
    found = [(_day(records, r, now) or local_day(r.received, now), r) for r in records.rejections.values()]
    chosen = sorted((day, clean_line(r.company).casefold(), r.uid) for day, r in found if day in period)
    return tuple(_application(records, records.rejections[uid], now) for _, _, uid in chosen)


def _application(records: Records, r: Rejection, now: datetime) -> Application:
    contact = records.contacts.get(r.contact)
    result, day = _result(records, r, now)
    return Application(
        rejection=r.uid,
        company=clean_line(r.company_full or r.company, 200),
        role=clean_line(r.role, 200),
        applied=_day(records, r, now),
        channel=_channel(records, r),
        by=clean_line(r.agency or r.ats, 100),
        contact=clean_line(contact.name if contact else r.recruiter_name, 100),
        result=result,
        stage=r.stage,
        result_day=day,
    )


def _day(records: Records, r: Rejection, now: datetime) -> date | None:
    """Return the day of applying: as noted, else that of the user's own email with the application."""
    sent = (mail.at for mail in records.correspondence_of(r.uid) if mail.sort is MailSort.APPLIED)
    first = next(sent, None)
    return r.applied or (local_day(first, now) if first else None)


def _channel(records: Records, r: Rejection) -> Channel:
    if any(mail.sort is MailSort.APPLIED for mail in records.correspondence_of(r.uid)):
        return Channel.EMAIL
    if r.via in _CHANNELS:
        return _CHANNELS[r.via]
    if r.ats:
        return Channel.PORTAL
    return Channel.COMPANY if r.letter else Channel.UNKNOWN  # without a letter nothing tells


def _result(records: Records, r: Rejection, now: datetime) -> tuple[str, date | None]:
    if r.outcome.came_back:  # which says more than who ended the application
        events = (e for e in records.events_of(r.uid) if e.what == "outcome" and e.value == r.outcome)
        last = max((e.at for e in events), default=None)
        return r.outcome.value, local_day(last, now) if last else None
    if is_unanswered(r):
        return (r.kind.value if stayed_silent(records, r, now) else SilenceState.WAITING.value), None
    return r.kind.value, local_day(r.received, now)
