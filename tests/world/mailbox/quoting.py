"""How mail programs repeat the mail that is answered or passed on, in the languages of the mailbox."""

from datetime import datetime
from email.utils import parseaddr

from tests.world.mailbox.post import HOME, Mail, escaped, wrapped

_DAYS = {
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "de": "Mo. Di. Mi. Do. Fr. Sa. So.",
    "fr": "lun. mar. mer. jeu. ven. sam. dim.",
    "es": "lun mar mié jue vie sáb dom",
    "it": "lun mar mer gio ven sab dom",
    "pt": "segunda terça quarta quinta sexta sábado domingo",
    "nl": "ma di wo do vr za zo",
    "tr": "Pzt Sal Çar Per Cum Cmt Paz",
}
_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "01 02 03 04 05 06 07 08 09 10 11 12",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "tr": "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
}
#: The line above a quotation, as Gmail writes it.
_GMAIL = {
    "en": "On {d}, {n} {m} {y} at {t}, {name} <{address}> wrote:",
    "de": "Am {d}, {n}. {m} {y} um {t} Uhr schrieb {name} <{address}>:",
    "fr": "Le {d} {n} {m} {y} à {t}, {name} <{address}> a écrit :",
    "es": "El {d}, {n} {m} {y} a las {t}, {name} (<{address}>) escribió:",
    "it": "Il giorno {d} {n} {m} {y} alle ore {t} {name} <{address}> ha scritto:",
    "pt": "{name} <{address}> escreveu ({d}, {n}/{m}/{y} à(s) {t}):",
    "nl": "Op {d} {n} {m} {y} om {t} schreef {name} <{address}>:",
    "tr": "{name} <{address}>, {n} {m} {y} {d}, {t} tarihinde şunu yazdı:",
}
_APPLE = {
    "en": "On {n} {m} {y}, at {t}, {name} <{address}> wrote:",
    "de": "Am {n}.{mm}.{y} um {t} schrieb {name} <{address}>:",
    "fr": "Le {n} {m} {y} à {t}, {name} <{address}> a écrit :",
    "es": "El {n} {m} {y}, a las {t}, {name} <{address}> escribió:",
}
#: The labels of Outlook's block, and how it writes the day: days, months, pattern.
_OUTLOOK = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "pt": ("De", "Enviado", "Para", "Assunto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
}
_LONG = {
    "en": (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
        "{d}, {n} {m} {y} {t}",
    ),
    "de": (
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{d}, {n}. {m} {y} {t}",
    ),
    "fr": (
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{d} {n} {m} {y} {t}",
    ),
    "pt": (
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{d}, {n} de {m} de {y} {t}",
    ),
    "nl": (
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "{d} {n} {m} {y} {t}",
    ),
}
#: What stands before the subject of an answer, by program.
PREFIXES = {"outlook": {"de": "AW", "en": "RE", "fr": "RE", "pt": "RE", "nl": "RE"}}


def below(mail: Mail, program: str, language: str) -> tuple[str, str]:
    """Return what a program puts below an answer to a mail: as plain text and as a page; a phone puts nothing."""
    everything = mail.text + (f"\n\n{mail.quoted}" if mail.quoted else "")
    inside = escaped(everything).replace("\n", "<br>\n")
    if program == "outlook":
        block = _block(mail, language)
        lines = "<br>".join(f"<b>{label}:</b> {escaped(value)}" for label, value in block)
        page = f'<hr style="width:98%"><div id="divRplyFwdMsg" dir="ltr">{lines}</div><div>{inside}</div>'
        return "_" * 32 + "\n" + "\n".join(f"{label}: {value}" for label, value in block) + f"\n\n{everything}", page
    if program == "apple":
        line = _line(_APPLE.get(language, _APPLE["en"]), mail, language if language in _APPLE else "en")
        page = f'<blockquote type="cite"><div>{escaped(line)}</div><br><div>{inside}</div></blockquote>'
        return _marked(f"{line}\n\n{everything}"), page
    if program == "gmail":
        line = _line(_GMAIL[language], mail, language)
        page = (
            f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escaped(line)}<br></div><blockquote '
            f'class="gmail_quote" style="margin:0px 0px 0px 0.8ex;padding-left:1ex">{inside}</blockquote></div>'
        )
        return f"{wrapped(line)}\n\n{_marked(wrapped(everything))}", page
    return "", ""


def forwarded(mail: Mail) -> tuple[str, str]:
    """Return a mail as Gmail passes it on, as plain text and as a page."""
    head = [
        "---------- Forwarded message ---------",
        f"From: {mail.sender}",
        f"Date: {_line('{d}, {n} {m} {y} at {t}', mail, 'en')}",
        f"Subject: {mail.subject}",
        f"To: {mail.to}",
    ]
    text = f"{mail.text}\n\n{mail.quoted}".strip()
    page = (
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{"<br>".join(map(escaped, head))}<br></div>'
        f"<br><br>{escaped(text).replace(chr(10), '<br>')}</div>"
    )
    return "\n".join(head) + f"\n\n\n{wrapped(text)}", page


def _block(mail: Mail, language: str) -> list[tuple[str, str]]:
    at = mail.at.astimezone(HOME)
    days, months, pattern = _LONG[language]
    day, month = days.split()[at.weekday()], months.split()[at.month - 1]
    when = pattern.format(d=day, n=at.day, m=month, y=at.year, t=f"{at:%H:%M}")
    return list(zip(_OUTLOOK[language], (mail.sender, when, mail.to, mail.subject), strict=True))


def _line(pattern: str, mail: Mail, language: str) -> str:
    at = mail.at.astimezone(HOME)
    name, address = parseaddr(mail.sender)
    return pattern.format(
        d=_day(at, language),
        n=at.day,
        m=_month(at, language),
        mm=f"{at:%m}",
        y=at.year,
        t=f"{at:%H:%M}",
        name=name,
        address=address,
    )


def _day(at: datetime, language: str) -> str:
    return _DAYS[language].split()[at.weekday()]


def _month(at: datetime, language: str) -> str:
    return _MONTHS[language].split()[at.month - 1]


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() if not line.startswith(">") else f">{line}" for line in text.split("\n"))
