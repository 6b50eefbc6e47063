"""The user's time zone with its summer time, which a fixed offset would get wrong for half of the year."""

import os
import time
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

SYSTEM_ZONE_FILE = Path("/etc/localtime")


def local_zone() -> tzinfo:
    """Return the time zone of this machine; `TZ` is read at every call."""
    return _zone(os.environ.get("TZ"))


@cache
def _zone(name: str | None) -> tzinfo:
    found = _named(name)
    return found if found is not None and _matches_system(found) else SystemZone()


def _named(name: str | None) -> tzinfo | None:
    """Return the zone of that name or file; None for a `TZ` that is a rule instead of a name."""
    from zoneinfo import ZoneInfo

    place = SYSTEM_ZONE_FILE if name is None else Path(name.removeprefix(":"))
    try:
        if name is not None and not place.is_absolute():
            return ZoneInfo(str(place))
        with place.open("rb") as stream:
            return ZoneInfo.from_file(stream)
    except (OSError, ValueError, KeyError):
        return None


def _matches_system(zone: tzinfo) -> bool:
    """True when `zone` has the system's offset now and in every month of the next year."""
    now = time.time()
    moments = (now + month * 30.4 * 86_400 for month in range(13))
    return all(
        datetime.fromtimestamp(at, zone).utcoffset() == timedelta(seconds=time.localtime(at).tm_gmtoff)
        for at in moments
    )


class SystemZone(tzinfo):
    """The zone as the C library has it, for a `TZ` that is a rule instead of a name."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Return the offset at the wall time `moment`."""
        if moment is None:
            return None
        try:
            return moment.replace(tzinfo=None).astimezone().utcoffset()
        except (OverflowError, ValueError, OSError):  # at the first and last days of the calendar
            return timedelta(seconds=-time.timezone)

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Return None: how much of the offset is summer time is not known."""

    def tzname(self, moment: datetime | None) -> str | None:
        """Return the name of the zone at the wall time `moment`."""
        if moment is None:
            return None
        try:
            return moment.replace(tzinfo=None).astimezone().tzname()
        except (OverflowError, ValueError, OSError):
            return time.tzname[0]

    def fromutc(self, moment: datetime) -> datetime:
        """Return the wall time at `moment`, which is in UTC; the second of two equal hours has its fold."""
        try:
            local = moment.replace(tzinfo=UTC).astimezone()
        except (ValueError, OSError) as error:
            raise OverflowError("outside the calendar") from error
        wall = local.replace(tzinfo=self)
        return wall if wall.utcoffset() == local.utcoffset() else wall.replace(fold=1)
