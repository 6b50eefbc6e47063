"""The region of this machine's user, as the environment names it: LC_ALL, else LC_TIME, else LANG."""

import os
from collections.abc import Mapping

from rejection_tui.domain.region import Region, region_of


def locale_name(env: Mapping[str, str]) -> str:
    """Return the locale that decides how days and numbers are written, such as "de_DE.UTF-8"; "" when none is named."""
    return next((env[name] for name in ("LC_ALL", "LC_TIME", "LANG") if env.get(name)), "")


def local_region(order: str = "") -> Region:
    """Return how days and numbers are written here; `order` is that of `general.date_order`, "" or "auto" for none."""
    return region_of(locale_name(os.environ), order)
