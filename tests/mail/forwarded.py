"""Forwards as mail programs write them in eight languages, around one invented letter."""

from collections.abc import Iterator
from dataclasses import dataclass

SENDER = "Ann Bell <ann@bell.example>"
READER = "sam@reader.example"
OTHERS = "Jo Park <jo@park.example>, Lee <lee@park.example>"
LETTER = (
    "Dear Sam,\n\nthank you for the talk on Tuesday. The post has been filled.\n\nKind regards\nAnn Bell\nBell Boats"
)
SUBJECT = "Your application as a sailmaker"

#: From, Sent (or Date), To, Cc, Subject; what announces a forward in Apple Mail, Thunderbird and Yahoo; the mark of the
#: subject in Outlook.
WORDS = {
    "en": ("From", "Sent", "Date", "To", "Cc", "Subject", "Begin forwarded message", "Forwarded Message", "FW"),
    "de": ("Von", "Gesendet", "Datum", "An", "Cc", "Betreff", "Anfang der weitergeleiteten Nachricht",
           "Weitergeleitete Nachricht", "WG"),
    "fr": ("De", "Envoyé", "Date", "À", "Cc", "Objet", "Début du message réexpédié", "Message transféré", "TR"),
    "es": ("De", "Enviado", "Fecha", "Para", "CC", "Asunto", "Inicio del mensaje reenviado", "Mensaje reenviado", "RV"),
    "it": ("Da", "Inviato", "Data", "A", "Cc", "Oggetto", "Inizio messaggio inoltrato", "Messaggio inoltrato", "I"),
    "nl": ("Van", "Verzonden", "Datum", "Aan", "CC", "Onderwerp", "Begin doorgestuurd bericht", "Doorgestuurd bericht",
           "Doorst."),
    "pt": ("De", "Enviado", "Data", "Para", "Cc", "Assunto", "Início da mensagem reencaminhada",
           "Mensagem reencaminhada", "ENC"),
    "br": ("De", "Enviada em", "Data", "Para", "Cc", "Assunto", "Início da mensagem encaminhada",
           "Mensagem encaminhada", "ENC"),
    "tr": ("Kimden", "Gönderilen", "Tarih", "Kime", "Bilgi", "Konu", "İleti başlangıcı", "İletilmiş Mesaj", "İLT"),
}  # fmt: skip
#: Thursday, 28 October 2021, 23:46: long, as Apple writes it, as Gmail does, and as Outlook 2019's line does.
DAYS = {
    "en": ("Thursday, October 28, 2021 11:46 PM", "28 October 2021 at 23:46:08 EEST", "Thu, Oct 28, 2021 at 11:46 PM",
           'On 28/10/2021, 23:46, "Ann Bell" <ann@bell.example> wrote:'),
    "de": ("Donnerstag, 28. Oktober 2021 um 23:46", "28. Oktober 2021 um 23:46:08 EEST",
           "Do., 28. Okt. 2021 um 23:46 Uhr", 'Am 28/10/2021, 23:46 schrieb "Ann Bell" <ann@bell.example>:'),
    "fr": ("jeudi 28 octobre 2021 à 23:46", "28 octobre 2021 à 23:46:08 UTC+3", "jeu. 28 oct. 2021 à 23:46",
           "Le 28/10/2021 23:46, « Ann Bell » <ann@bell.example> a écrit :"),
    "es": ("jueves, 28 de octubre de 2021 23:46", "28 de octubre de 2021, 23:46:08 EEST",
           "jue, 28 oct 2021 a las 23:46", 'El 28/10/2021 23:46, "Ann Bell" <ann@bell.example> escribió:'),
    "it": ("giovedì 28 ottobre 2021 23:46", "28 ottobre 2021 23:46:08 EEST", "gio 28 ott 2021 alle ore 23:46",
           'Il giorno 28/10/2021, 23:46 "Ann Bell" <ann@bell.example> ha scritto:'),
    "nl": ("donderdag 28 oktober 2021 23:46", "28 oktober 2021 om 23:46:08 EEST", "do 28 okt. 2021 om 23:46",
           "Op 28/10/2021 23:46 heeft Ann Bell <ann@bell.example> geschreven:"),
    "pt": ("quinta-feira, 28 de outubro de 2021 23:46", "28 de outubro de 2021, 23:46:08 EEST",
           "quinta, 28/10/2021 à(s) 23:46", 'Em 28/10/21, 23:46, "Ann Bell" <ann@bell.example> escreveu:'),
    "br": ("quinta-feira, 28 de outubro de 2021 23:46", "28 de outubro de 2021 23:46:08 BRT",
           "qui., 28 de out. de 2021 às 23:46", 'Em 28/10/21, 23:46, "Ann Bell" <ann@bell.example> escreveu:'),
    "tr": ("28 Ekim 2021 Perşembe 23:46", "28 Ekim 2021 23:46:08 GMT+3", "28 Eki 2021 Per, 23:46",
           '"Ann Bell" <ann@bell.example>, 28/10/2021 23:46 tarihinde şunu yazdı:'),
}  # fmt: skip
MAIL_DATE = "Thu, 28 Oct 2021 23:46:00 +0200"


@dataclass(frozen=True, slots=True)
class Forward:
    """One forward: the program and language, the subject it gives the mail, and what it puts below the note."""

    name: str
    subject: str
    below: str


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def forwards() -> Iterator[Forward]:
    """Yield the forwards of all programs in all languages."""
    for language, words in WORDS.items():
        for program, subject, below in _of(language, words):
            yield Forward(f"{program} {language}", subject, below)


def _of(language: str, words: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    sender, sent, date, to, cc, subject, begin, message, mark = words
    long, apple, gmail, attribution = DAYS[language]
    colon = " :" if language == "fr" else ":"
    fwd, marked = f"Fwd: {SUBJECT}", f"{mark}{colon} {SUBJECT}"

    def block(*pairs: tuple[str, str], tab: str = " ") -> str:
        return "\n".join(f"{label}{colon}{tab}{value}" for label, value in pairs)

    who, when, reader, title = (sender, SENDER), long, (to, READER), (subject, SUBJECT)
    yield (
        "apple mail",
        fwd,
        _marked(f"{begin}{colon}\n\n{block(who, title, (date, apple), reader, (cc, OTHERS))}\n\n{LETTER}\n"),
    )
    yield (
        "apple ios",
        fwd,
        f"{begin}{colon}\n\n" + _marked(block(who, (date, apple), reader, title) + f"\n\n\n{LETTER}"),
    )
    yield (
        "gmail",
        fwd,
        f"---------- Forwarded message ---------\n{sender}{colon} {SENDER}\nDate: {gmail}\nSubject: {SUBJECT}\n"
        f"To: <{READER}>\nCc: Jo Park <jo@park.example>\n\n\n{LETTER}",
    )
    yield "outlook", marked, f"{block(who, (sent, when), reader, (cc, OTHERS), title)}\n\n\n{LETTER}"
    yield "outlook web", marked, f"{'_' * 32}\n{block(who, (sent, when), reader, title)}\n\n{LETTER}"
    yield "outlook mac", marked, f"{block(who, (date, when), reader, (cc, OTHERS), title)}\n{LETTER}"
    indented = "\n".join(f"    {line}".rstrip() for line in LETTER.split("\n"))
    yield "outlook 2019", marked, f"\ufeff{attribution}\n\n{indented}\n"
    stars = "\n".join(f"*{label}:* {value}" for label, value in (who, (sent, when), reader, title))
    yield "outlook bold", marked, f"{stars}\n\n{LETTER}"
    plain = block(("From", SENDER), ("Sent", long), ("To", READER), ("Subject", SUBJECT))
    yield "outlook plain", marked, f"-----Original Message-----\n{plain}\n\n{LETTER}"
    yield (
        "yahoo",
        fwd,
        f'   ----- {message} ----- {sender}{colon} {SENDER}{to}{colon} "{READER}" <{READER}>{cc}{colon} {OTHERS}'
        f"{sent}{colon} {long}:50 CET{subject}{colon} {SUBJECT}\n {LETTER}",
    )
    header = block(title, (date, MAIL_DATE), who, reader, ("CC", OTHERS), tab=" \t")
    yield "thunderbird", fwd, f"-------- {message} --------\n{header}\n\n\n\n{LETTER}"
    yield (
        "hubspot",
        fwd,
        f"---------- {message} ---------\n{block(who, (date, long + ' -0400'), title, reader)}\n\n{LETTER}",
    )
    yield (
        "missive",
        fwd,
        f"---------- {message} ----------\n{block(who, (date, long), reader, title)}\n\n{_marked(LETTER)}",
    )
    yield (
        "mailmate",
        fwd,
        f"{message}{colon}\n\n" + _marked(block(who, reader, title, (date, MAIL_DATE)) + f"\n\n{LETTER}"),
    )
    yield (
        "ionos",
        fwd,
        _marked(f"---------- Original Message ----------\n{block(who, reader, (date, long), title)}\n \n \n{LETTER}"),
    )
    rule = f"============ {message} ============"
    yield "zoho", fwd, f"{rule}\n{block(who, reader, (date, MAIL_DATE), title)}\n{rule}\n\n{LETTER}"
    yield (
        "proton",
        fwd,
        f"------- {message} -------\n{block(who, (date, long), title, reader)}\n\n{_marked(LETTER)}",
    )
    header = block(who, (date, "28/10/2021  23:46  (GMT+01:00)"), reader, title)
    yield "samsung", fwd, f"-------- {message} --------\n{header}\n\n{LETTER}"
    yield "gmx", fwd, f"\xa0\n{block((sent, when), who, reader, title)}\n\n{LETTER}"
    dated = f'28.10.2021, 23:46, "Ann Bell" <ann@bell.example>:\n\n{LETTER}'
    yield "yandex", fwd, f"-------- {message} --------\n{dated}\n\n-------- End of forwarded message --------"
    spaced = "\n\n".join(f"{label}{colon} {value}" for label, value in (who, (date, long), title, reader))
    yield "apart", fwd, f"---------- {message} ----------\n\n{spaced}\n\n{LETTER}"
