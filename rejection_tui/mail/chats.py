"""Letters that came as messages, in WhatsApp exports and LinkedIn conversations: the other person's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from rejection_tui.domain.text import clean_line
from rejection_tui.domain.written_moments import read_moment
from rejection_tui.mail.forwards import Original
from rejection_tui.mail.headers import Address
from rejection_tui.mail.paste_words import is_below, words
from rejection_tui.mail.words import plain

_MAX_LINES = 20_000
_MAX_NAMES = 12  # of a conversation; one of more is no letter
_SAME_TALK = timedelta(days=2)  # earlier messages belong to another conversation
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_WHEN = rf"{_DAY},?\s{{1,3}}{_CLOCK}|{_CLOCK},?\s{{1,3}}{_DAY}"
_EXPORTED = re.compile(rf"\[?(?P<when>{_WHEN})(?:\]|\s[-–])\s?(?P<rest>.*)")
_TELEGRAM = re.compile(rf"(?P<who>[^\[\]\n]{{1,60}}), \[(?P<when>{_WHEN})\]:?(?P<said>.*)")
_ORDER = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}")
_SPEAKER = re.compile(r"(?P<who>[^:\n]{1,60}?):\s?(?P<said>.*)")
_SENT = tuple(
    re.compile(rf"(?P<who>[^\d\n]{{2,80}}?){said}", re.I)
    for said in (
        r" sent the following messages? at (?P<clock>.{4,12})",
        r" hat (?:die )?folgende Nachricht(?:en)? um (?P<clock>.{4,12}?)(?: Uhr)? gesendet",
        r" a envoyé (?:le message suivant|les messages suivants) à (?P<clock>.{4,12})",
        r" (?:envió|ha enviado) (?:el siguiente mensaje|los siguientes mensajes|los mensajes siguientes)"
        r" a las? (?P<clock>.{4,14})",
        r" ha inviato (?:il seguente messaggio|i seguenti messaggi) alle(?: ore)? (?P<clock>.{4,12})",
        r" heeft (?:het volgende bericht|de volgende berichten) (?:verzonden|verstuurd|gestuurd) om (?P<clock>.{4,12})",
        r" heeft om (?P<clock>.{4,12}?)(?: uur)? (?:het volgende bericht|de volgende berichten) (?:verzonden|gestuurd)",
        r" enviou (?:a seguinte mensagem|as seguintes mensagens) às (?P<clock>.{4,12})",
        r",? (?:şu|aşağıdaki) mesaj(?:ı|ları) (?:saat )?(?P<clock>\d{1,2}[:.]\d\d).{0,15} gönderdi",
    )
)
_PROFILE = re.compile(
    r"(?:View|Profil von|Profiel van) .{1,80}[’']?s? (?:profile|anzeigen|ansehen|bekijken).{0,80}"
    r"|(?:Voir le profil|Ver (?:el )?perfil|(?:Exibir|Visualizar) (?:o )?perfil|(?:Visualizza|Vedi) il profilo"
    r"|Bekijk (?:het )?profiel) (?:de|di|van|do|da|d[’']).{1,120}"
    r"|.{1,80} profilini (?:görüntüle|gör).{0,80}",
    re.I,
)
_NAMED_CLOCK = re.compile(rf"(?P<who>[^\d\n]{{2,80}}?)\s+(?:\([^()\n]{{2,30}}\)\s+)?(?:•\s+)?(?P<clock>{_CLOCK})")


@dataclass(slots=True)
class _Message:
    """One message of a conversation."""

    who: str
    when: datetime | None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(self.lines).strip()


def chat_letter(lines: Sequence[str], now: datetime | None) -> Original | None:
    """Return what the other person wrote in a copied conversation, None when the text is none."""
    kept = lines[:_MAX_LINES]
    return _exported(kept, now) or _linkedin(kept, now)


def _exported(lines: Sequence[str], now: datetime | None) -> Original | None:
    """Return the letter in the export of a chat, whose lines begin with day, hour and name."""
    first = next((line.strip()[:300] for line in lines if line.strip()), "")
    if not _EXPORTED.match(first) and not _TELEGRAM.fullmatch(first):
        return None
    messages: list[_Message] = []
    day_first = _day_first(lines)
    for line in lines:
        found = _message_line(line.strip())
        if found is None:
            if messages:
                messages[-1].lines.append(line.strip())
        elif found[0] and not _is_system(found[2]):
            moment = read_moment(found[1], now, day_first)
            messages.append(_Message(clean_line(found[0], 60), moment.moment if moment else None, [found[2]]))
    return _theirs(messages)


def _message_line(line: str) -> tuple[str, str, str] | None:
    """Return who, when and what of a line that begins a message; who is "" when the app itself speaks."""
    if match := _TELEGRAM.fullmatch(line):
        return match["who"], match["when"], match["said"].strip()
    match = _EXPORTED.match(line)
    if match is None:
        return None
    said = _SPEAKER.match(match["rest"])
    if said is None or _is_system(match["rest"]):
        return "", match["when"], match["rest"]
    return said["who"], match["when"], said["said"]


def _day_first(lines: Sequence[str]) -> bool | None:
    """Return whether the days of an export begin with the day, as one of them shows; None when none does."""
    for line in lines:
        if match := _ORDER.search(line[:30]):
            first, second = int(match[1]), int(match[2])
            if first > 12 or second > 12:
                return first > 12
    return None


def _is_system(text: str) -> bool:
    return plain(text[:80]).startswith(tuple(words("chat", "system")))


def _theirs(messages: Sequence[_Message]) -> Original | None:
    """Return the last talk of the other person as one letter; the messages of the user are left out."""
    who = _other(messages)
    theirs = [message for message in messages if message.who == who]
    if not who or not theirs:
        return None
    last = theirs[-1].when
    talk = [one for one in theirs if last is None or one.when is None or last - one.when <= _SAME_TALK]
    notes = ("Only what the other person wrote is kept of the conversation.",) if len(talk) < len(messages) else ()
    return Original(
        "\n".join(one.text for one in talk).strip(), sender=Address(who.lstrip("~ ")), received=last, notes=notes
    )


def _other(messages: Sequence[_Message]) -> str:
    """Return the name of the person who is not the user: a stranger to the address book, one whom nobody greets, one
    who says who it is, else the one who wrote first.
    """
    names = list(dict.fromkeys(message.who for message in messages))
    if len(names) > _MAX_NAMES:
        return ""
    others = [name for name in names if plain(name) not in words("chat", "me")]
    signs = (
        lambda name: name.startswith(("~", "+")),
        lambda name: not _is_greeted(name, messages),
        lambda name: any(_introduces(name).search(one.text[:120].lower()) for one in messages if one.who == name),
    )
    for sign in signs:
        others = [name for name in others if sign(name)] or others
    return others[0] if others else ""


def _is_greeted(name: str, messages: Sequence[_Message]) -> bool:
    first = plain(name).partition(" ")[0]
    pattern = _greeting_of(first)
    return any(pattern.search(one.text[:80].lower()) for one in messages if one.who != name)


@cache
def _greeting_of(first: str) -> re.Pattern[str]:
    greetings = "dear|hi|hello|hey|hallo|liebe[rs]?|hola|ciao|bonjour|salut|merhaba|olá|oi|beste|dag|frau|herr"
    return re.compile(rf"\b(?:{greetings})[ ,]+{re.escape(first)}\b")


@cache
def _introduces(name: str) -> re.Pattern[str]:
    first = re.escape(plain(name).lstrip("~ ").partition(" ")[0])
    here = "hier(?: ist| spricht)?|this is|it[’']s|soy|aquí|sono|c[’']est|ici|met|aqui é|ben"
    return re.compile(rf"\b(?:{here}) {first}\b|\b{first} here\b")


def _linkedin(lines: Sequence[str], now: datetime | None) -> Original | None:
    """Return the letter in a copied LinkedIn conversation: its name and headline, then the messages of each."""
    messages: list[_Message] = []
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    bare = bool(lines) and _NAMED_CLOCK.fullmatch(lines[start].strip()[:150]) is not None
    first, day = 0, ""
    for at, line in enumerate(lines):
        text = line.strip()
        if sent := _sent_line(text, bare and at == start):
            first = first if messages else at
            when = read_moment(f"{day} {sent[1]}", now)
            messages.append(_Message(clean_line(sent[0], 80), when.moment if when else None))
        elif _is_day(text, now):
            day = text
        elif messages and not _is_furniture(text, messages[-1].who):
            messages[-1].lines.append(text)
    found = _theirs(messages)
    if found is None:
        return None
    headline = _headline(lines[:first], found.sender.name)
    signature = f"\n\n{found.sender.name}\n{headline}" if headline else ""
    return replace(found, body=found.body + signature)


def _sent_line(text: str, bare: bool) -> tuple[str, str] | None:
    """Return who and at what hour of a line that begins messages; of a `bare` copy it is the name with the hour."""
    for pattern in _SENT:
        if sent := pattern.fullmatch(text[:150]):
            return sent["who"], sent["clock"]
    match = _NAMED_CLOCK.fullmatch(text[:150]) if bare else None
    return (match["who"], match["clock"]) if match else None


def _is_day(text: str, now: datetime | None) -> bool:
    """Return whether a line is the day that stands above all messages of it: "TODAY", "Nov 5"."""
    if not any(character.isdigit() for character in text) and (len(text) < 4 or " " in text):
        return False  # "Hi Sam," is no Saturday
    return 0 < len(text) <= 30 and ":" not in text and read_moment(f"{text} 12:00", now) is not None


def _is_furniture(line: str, who: str) -> bool:
    """Return whether a line of a message is the page's: the profile's link, the name with the hour."""
    if _PROFILE.fullmatch(line[:200]) or is_below(line):
        return True
    match = _NAMED_CLOCK.fullmatch(line[:150])
    return match is not None and plain(match["who"]).startswith(plain(who).partition(" ")[0])


def _headline(above: Sequence[str], name: str) -> str:
    """Return what stands below the name at the head of a conversation: the function of that person."""
    filled = [line.strip() for line in above if line.strip()]
    for at, line in enumerate(filled[:-1]):
        if plain(line) == plain(name):
            below = filled[at + 1]
            return clean_line(below, 150) if read_moment(below) is None and not below.isupper() else ""
    return ""
