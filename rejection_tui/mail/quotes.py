"""Finds where the sender's own words end and a quoted or forwarded mail begins, in eight languages."""

import re
from dataclasses import dataclass

from rejection_tui.domain.text import clean_line
from rejection_tui.mail.headers import Address, address

_WROTE = re.compile(
    r"^\W{0,3}(?:On|Am|Den|Le|El|Em|Op|Il(?: giorno)?|Al|Il dì|Em \w+,|A \w+,)\b.{4,200}?"
    r"\b(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|scrisse|schreef|geschreven)\b.{0,120}:\s*$"
    r"|^.{4,160}\b(?:tarihinde|tarihli)\b.{0,160}\b(?:yazdı|şunu yazdı|şunları yazdı)\s*:\s*$"
    r"|^.{0,120}<[^<>\s]{1,120}@[^<>\s]{1,120}>.{0,60}\b(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|"
    r"schreef|yazdı)\b.{0,40}:\s*$"
    r"|^\W{0,3}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b.{0,120}<[^<>\s]{1,120}@[^<>\s]{1,120}>\s*:\s*$",
    re.I | re.S,
)
_WROTE_BEGINS = re.compile(r"^\W{0,3}(?:On|Am|Le|El|Em|Op|Il|Al|\d{1,2}[ ./]\w+[ ./]\d{4})\b", re.I)
_ORIGINAL_LINE = re.compile(
    r"^[\s>]*[-_*=]{2,}\s*(?:original message|original-?nachricht|urspr(?:ü|ue)ngliche nachricht|"
    r"message d['’]origine|"
    r"message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|"
    r"(?:özgün|orijinal|asıl) (?:ileti|mesaj))\s*[-_*=]*\s*$",
    re.I,
)
_FORWARD_LINE = re.compile(
    r"^[\s>]*[-_*=]*\s*(?:forwarded message|begin forwarded message|weitergeleitete (?:nachricht|e-?mail)|"
    r"anfang der weitergeleiteten nachricht|message transféré|début du message (?:transféré|réexpédié)|"
    r"mensaje reenviado|"
    r"inicio del mensaje reenviado|(?:início da )?mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|"
    r"inizio messaggio inoltrato|"
    r"doorgestuurd bericht|begin doorgestuurd bericht|(?:iletilen|yönlendirilen) (?:ileti|mesaj))\b[^a-z]{0,40}$",
    re.I,
)
FORWARD_SUBJECT = re.compile(r"^\s*(?:fwd?|wg|tr|rv|enc|i|doorst|ilt|i̇lt)\s*:\s*", re.I)
_LINE_ACROSS = re.compile(r"_{10,}")
_MAIL_LINK = re.compile(r"\[mailto:|<mailto:", re.I)
#: What a line begins with that may announce a forwarded or earlier mail, in any of the languages.
_RULE_MARKS = (">", "-", "_", "*", "=")
_FORWARD_INITIALS = frozenset("fbwamdiyFBWAMDIYİ")
_INITIALS = _FORWARD_INITIALS.union(_RULE_MARKS)
_HEADER_LABELS = {
    "from": "from|von|de|da|van|kimden|gönderen|expéditeur|remitente|mittente|afzender|absender",
    "sent": "sent|date|gesendet|datum|envoyé|enviado(?: el)?|enviada(?: em)?|fecha|data|inviato|verzonden|"
    "tarih|gönderilme tarihi|gönderildi",
    "to": "to|an|à|a|para|pour|aan|kime|destinataire|destinatario|destinatário",
    "cc": r"cc|kopie(?: \(cc\))?|copie(?: à)?|bilgi|bcc|reply-to|antwort an|répondre à|responder a",
    "subject": "subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|konu",
}  # fmt: skip
_HEADER_LINE = re.compile(
    r"^[\s>*]*(?:"
    + "|".join(f"(?P<{k}>{v})" for k, v in _HEADER_LABELS.items())
    + r")\s{0,3}\*{0,2}\s?:\*{0,2}\s{0,4}(?P<value>.*)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A header block copied into text: values by English lower-case name, and the index of the line after the block."""

    fields: dict[str, str]
    after: int

    @property
    def sender(self) -> Address:
        """The address in the From line; a line without an address gives only a name."""
        found = address(_MAIL_LINK.sub("<", self.fields.get("from", "")).replace("]", ">"))
        return found if found.name or found.email else Address(clean_line(self.fields.get("from", ""), 200))


@dataclass(frozen=True, slots=True)
class SplitBody:
    """A body split into the sender's own words and the quoted rest; `block` is the header block of the rest, if any."""

    own: str
    quoted: str
    forwarded: bool = False
    block: Block | None = None


def header_block(lines: list[str], start: int) -> Block | None:
    """Return the copied header block that begins at line `start`: a From line and a subject or date near it."""
    fields: dict[str, str] = {}
    index, last = start, ""
    while index < min(len(lines), start + 14):
        line = lines[index].strip().lstrip("> ")
        match = _HEADER_LINE.match(lines[index][:1000])
        if match:
            last = next(k for k in _HEADER_LABELS if match[k])
            if last in fields and last == "from":
                break
            fields.setdefault(last, match["value"].strip())
        elif not line and (len(fields) >= 2 or not fields):
            break
        elif line and last and len(fields) < 6 and (lines[index][:1] in " \t" or (last == "from" and line[0] == "<")):
            fields[last] += " " + line
        elif line and fields and not fields[last]:
            fields[last] = line
        else:
            break
        index += 1
    if "from" in fields and len(fields) >= 2 and ("subject" in fields or "sent" in fields):
        return Block(fields, index)
    return None


def split_quoted(body: str) -> SplitBody:
    """Return `body` split where an earlier mail begins; all of it is the sender's own when there is none."""
    lines = body.split("\n")[:20_000]
    colons = {at for at, line in enumerate(lines) if line.rstrip()[-1:] == ":"}
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        wrote = index in colons or index + 1 in colons or index + 2 in colons
        if wrote or text[0] in _INITIALS or ":" in text[:60]:
            found = _split_here(lines, index, text, wrote)
            if found:
                return found
    return SplitBody(body.strip(), "")


def _split_here(lines: list[str], index: int, text: str, wrote: bool) -> SplitBody | None:
    """Return the body split at line `index` if an earlier mail begins there, else None.

    `text` is the line without its edges, `wrote` whether it or one of the next two ends with a colon.
    """
    ruled = text.startswith(_RULE_MARKS)
    if (ruled or (text[0] in _FORWARD_INITIALS and len(text) < 200)) and _FORWARD_LINE.match(text[:200]):
        return _split_at(lines, index, index + 1, forwarded=True)
    if ruled and (_ORIGINAL_LINE.match(text[:200]) or _LINE_ACROSS.fullmatch(text)):
        after = _block_after_blanks(lines, index + 1)
        if after or not text.startswith("_"):
            return _split_at(lines, index, index + 1)
    if ":" in text[:60] and _HEADER_LINE.match(text[:1000]) and (block := header_block(lines, index)):
        return SplitBody(_join(lines[:index]), _join(lines[index:]), False, block)
    if wrote and (count := _attribution(lines, index)):
        return _answer_below(lines, index, count) or _split_at(lines, index, len(lines))
    return _split_at_marks(lines, index) if text.startswith(">") else None


def _block_after_blanks(lines: list[str], index: int) -> Block | None:
    while index < len(lines) and not lines[index].strip("> \t*"):
        index += 1
    return header_block(lines, index)


def _split_at(lines: list[str], index: int, search: int, forwarded: bool = False) -> SplitBody:
    block = _block_after_blanks(lines, search) if search < len(lines) else None
    return SplitBody(_join(lines[:index]), _join(lines[index:]), forwarded, block)


def _attribution(lines: list[str], index: int) -> int:
    """Return how many lines the attribution ("On … wrote:") at `index` takes: up to three, or 0 if there is none."""
    first = lines[index].strip()[:300]
    for count in (1, 2, 3):
        wrapped = lines[index : index + count]
        if len(wrapped) == count and wrapped[-1].rstrip().endswith(":"):
            joined = " ".join(line.strip() for line in wrapped)[:400]
            if (count == 1 or _WROTE_BEGINS.match(first)) and _WROTE.match(joined):
                return count
    return 0


def _answer_below(lines: list[str], index: int, count: int) -> SplitBody | None:
    """Return the body split when the quoted lines stand on top and the sender wrote below them."""
    if any(line.strip() for line in lines[:index]):
        return None
    below = _split_at_marks(lines[index + count :], 0)
    if not below.own or not below.quoted:
        return None
    return SplitBody(below.own, _join([*lines[index : index + count], below.quoted]))


def _split_at_marks(lines: list[str], index: int) -> SplitBody:
    """Split off the `>` lines; lines of the sender between or below them (inline answers) stay the sender's own."""
    own = [line for line in lines[index:] if not line.lstrip().startswith(">")]
    quoted = [line for line in lines[index:] if line.lstrip().startswith(">")]
    head = _join(lines[:index])
    below = _join(own)
    return SplitBody(f"{head}\n\n{below}".strip() if below else head, _join(quoted))


def unquoted(text: str) -> str:
    """Return a quoted text without its `>` marks."""
    return "\n".join(re.sub(r"^(?:\s?>){1,20}\s?", "", line) for line in text.split("\n"))


def _join(lines: list[str]) -> str:
    return "\n".join(lines).strip()
