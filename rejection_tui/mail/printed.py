"""The header that mail programs print on top of a letter saved as a page or a PDF, as a plain header block."""

import re
from typing import Final

from rejection_tui.mail.blocks import Block, header_block

_TOP_LINES: Final = 14
_FIELD_LINES: Final = 30  # among which the fields of a header stand
_MOST_ABOVE: Final = 5  # lines above the header: whose mailbox it is, the subject, a rule
_ABOVE_CHARACTERS: Final = 160
#: `Ann Bell <ann@bell.example>  Thu, Nov 26, 2026 at 10:12 AM`, or the time on the next line.
_SENDER: Final = re.compile(
    r"^\s{0,8}(?P<who>[^<>@]{1,100}<[^<>\s@]{1,100}@[^<>\s@]{1,150}>)[\s,]{0,40}(?P<when>.{0,120})$"
)
_COUNT: Final = re.compile(
    r"^\d{1,3} (?:messages?|nachricht(?:en)?|mensajes?|mensage[mn]s?|messagg[io]|bericht(?:en)?|ileti|mesaj)$", re.I
)
_TO: Final = re.compile(r"^\s{0,8}(?:to|an|à|para|a|aan|kime|cc|reply-to|antwort an|répondre à)\s{0,3}:", re.I)
_NAME_AND_ADDRESS: Final = re.compile(
    r"^([^<>@]{1,100}?)[\s(\[]{1,10}([^\s<>@()\[\]]{1,100}@[^\s<>@()\[\]]{1,150})[)\]]?$"
)
_TIME: Final = re.compile(r"\d{1,2}[:.h]\d\d")
#: What a browser prints at the edges of a page: the time and the title above, the address and the page below.
_EDGE: Final = re.compile(
    r"^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? {1,3}\d{1,2}[:.]\d\d(?: ?[AP]M)?\s.{0,200}|https?://\S{1,2000}\s{1,5}\d{1,3}/\d{1,3}|"
    r"(?:page |seite |página |pagina )?\d{1,3}(?:/| of | von | de | di | van )\d{1,3})$",
    re.I,
)


def with_header(text: str) -> str:
    """Return a saved letter with the header that was printed on it as lines that `parse` knows, else as it is."""
    lines = _joined(text.strip("\n").split("\n"))
    for index in range(min(_TOP_LINES, len(lines))):
        if not lines[index].strip():
            continue
        above = [line.strip() for line in lines[:index] if line.strip(" _-=\t")]
        if len(above) > _MOST_ABOVE or any(len(line) > _ABOVE_CHARACTERS for line in above):
            break
        if block := header_block(lines, index):
            return _block(block, above, lines)
        if found := _sender_line(lines, index, above):
            return found
    return text


def without_edges(pages: list[str]) -> str:
    """Return the text of printed pages without what a browser prints above and below each."""
    kept: list[str] = []
    for page in pages:
        lines = page.strip().split("\n")
        edges = {*range(2), *range(max(0, len(lines) - 2), len(lines))}
        kept += [line for at, line in enumerate(lines) if not (at in edges and _EDGE.match(line.strip()[:2300]))]
    return "\n".join(kept).strip()


def _joined(lines: list[str]) -> list[str]:
    """Return lines with each field on top of them on one line, and without blank lines between fields."""
    top, rest = lines[:_FIELD_LINES], lines[_FIELD_LINES:]
    found: list[str] = []
    blanks: list[str] = []
    for line in top:
        is_field = _is_field(line)
        if not line.strip():
            blanks.append(line)
            continue
        after_field = bool(found) and _is_field(found[-1])
        if after_field and found[-1].rstrip(" *").endswith(":") and not is_field:
            found[-1] = f"{found[-1].rstrip()} {line.strip()}"
        else:
            found += [line] if after_field and is_field else [*blanks, line]
        blanks = []
    return [*found, *blanks, *rest]


def _is_field(line: str) -> bool:
    """Return whether a line is one of a copied header, in any of the languages."""
    if ":" not in line[:60]:
        return False
    block = header_block(["From: -", "Subject: -", line[:500]], 0)
    return (block is not None and block.after == 3) or header_block(["Subject: -", line[:500]], 0) is not None


def _block(block: Block, above: list[str], lines: list[str]) -> str:
    fields = dict(block.fields)
    if match := _NAME_AND_ADDRESS.match(fields["from"].strip()):
        fields["from"] = f"{match[1].strip()} <{match[2]}>"
    if above and "subject" not in fields:
        fields["subject"] = above[-1]
    return _written(fields, lines[block.after :])


def _sender_line(lines: list[str], index: int, above: list[str]) -> str | None:
    """Return the letter below a line with its sender and time, as Gmail and Outlook on the web print it."""
    match = _SENDER.match(lines[index][:500])
    if match is None:
        return None
    after, when = index + 1, match["when"].strip()
    if not when and after < len(lines) and _TIME.search(lines[after][:120]):
        when, after = lines[after].strip(), after + 1
    if not _TIME.search(when):
        return None
    fields = {"from": match["who"].strip(), "sent": when}
    while after < len(lines) and (_TO.match(lines[after]) or not lines[after].strip()):
        if _TO.match(lines[after]) and "to" not in fields:
            fields["to"] = lines[after].partition(":")[2].strip()
        after += 1
    titles = [line for line in above if not _COUNT.match(line) and "@" not in line and line.lower() != "gmail"]
    if titles:
        fields["subject"] = titles[-1]
    return _written(fields, lines[after:])


def _written(fields: dict[str, str], body: list[str]) -> str:
    names = (("from", "From"), ("sent", "Date"), ("to", "To"), ("subject", "Subject"))
    head = [f"{shown}: {' '.join(fields[name].split())}" for name, shown in names if fields.get(name)]
    return "\n".join([*head, "", *body])
