"""The region of this machine's user, as the environment names it: LC_ALL, else LC_TIME, else LANG."""

import os

from rejection_tui.domain.region import Region, region_of


def local_region(order: str = "") -> Region:
    """Return how days and numbers are written here; `order` is that of a setting, "" to go by the locale alone."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_TIME", "LANG"))
    return region_of(next((locale for locale in named if locale), ""), order)
