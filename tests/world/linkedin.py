"""LinkedIn's Connections.csv with many people."""

from pathlib import Path
from typing import Final

_HEAD: Final = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
)
#: The companies of the sample rejections, as their people write them.
_KNOWN: Final = {5: "Globex", 50: "Initech Inc.", 119: "ACME Ltd"}


def connections(path: Path, count: int = 120) -> Path:
    """Write `count` connections, three of them at companies of the sample world; return the path."""
    rows = (
        f"Person,{n},https://www.linkedin.com/in/person-{n},,{_KNOWN.get(n, f'Elsewhere {n}')},Recruiter,05 Mar 2024\n"
        for n in range(count)
    )
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")
    return path
