"""The mails of an application: who writes to whom, in which thread, with what quoted below."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parseaddr

from tests.world.mailbox.post import ME, MY_ADDRESS, Mail, paragraphs, short
from tests.world.mailbox.quoting import PREFIXES, below, forwarded
from tests.world.mailbox.story import Application, What, Written, templates

#: Systems that send for firms: the address, and the Message-ID they give ("" where none, "*" where each its own).
SYSTEMS = {
    "hirewell": ("no-reply@hirewell.example", "<notification@mail.hirewell.example>"),
    "applyport": ("noreply@applyport.example", ""),
    "jobcask": ("notifications@jobcask.example", "*"),
    "stellwerk": ("bewerbung@stellwerk-hr.example", "*"),
    "talenteo": ("ne-pas-repondre@talenteo.example", "*"),
}
_COPIED_EVERY = 4  # of the refusals; such a one lies in a second folder as well


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail of an application together with what was written down about it."""

    mail: Mail
    written: Written
    application: Application


def posted(application: Application, number: int) -> Iterator[Posted]:
    """Yield the mails of an application in their order; `number` is its place among all."""
    before: list[Posted] = []
    for at, written in enumerate(application.mail):
        mail = _mail(application, written, f"{application.id}/{at}", before)
        if written.what is What.REJECTION and number % _COPIED_EVERY == 0:
            mail = replace(mail, folders=(*mail.folders, "Jobs"))
        before.append(Posted(mail, written, application))
        yield before[-1]


def _mail(application: Application, written: Written, key: str, before: list[Posted]) -> Mail:
    answered = _last(before, written.re) if written.re else None
    program = "gmail" if written.hers else application.program
    language = "en" if written.hers else application.language
    system = bool(application.ats) and not written.hers and not written.sender
    quoted, page_quoted = below(answered.mail, program, language) if answered and not system else ("", "")
    subject, text = _words(application, written, answered, program)
    if written.inline and answered:
        text, quoted, page_quoted = _inline(text, written.inline, answered.mail), "", ""
    if written.forward:
        passed_on = _last(before, written.forward).mail
        subject, (quoted, page_quoted) = f"Fwd: {passed_on.subject}", forwarded(passed_on)
    trail = answered if answered else _answered_by_machine(written, before)
    return Mail(
        key=key,
        at=written.at.replace(tzinfo=UTC),
        sender=_sender(application, written),
        to=_to(application, written, answered),
        subject=subject,
        text=text,
        message_id=_message_id(application, written, key),
        quoted=quoted,
        page_quoted=page_quoted,
        references=_references(trail.mail) if trail and not system else (),
        folders=("Sent", "Inbox") if written.forward else ("Sent",) if written.hers else ("Inbox",),
        form="both" if written.hers or system or program in {"gmail", "apple"} else "plain",
        automatic=_automatic(written, system),
        attachment=_attachment(written),
        delivered_to=_delivered_to(application, written),
    )


def _words(application: Application, written: Written, answered: Posted | None, program: str) -> tuple[str, str]:
    """Return the subject and the text of a mail."""
    subject, text = written.subject, written.text
    if not text:
        template = templates()[written.what][application.language]
        subject, text = subject or template.subject, template.text
    if answered and not written.subject:
        subject = answered.mail.subject
        prefix = PREFIXES.get(program, {}).get(application.language, "Re")
        if not subject.upper().startswith(("RE:", "AW:")):
            subject = f"{prefix}: {subject}"
    names = {"{role}": application.role, "{firm}": application.firm}
    for mark, value in names.items():
        subject, text = subject.replace(mark, value), text.replace(mark, value)
    return subject, paragraphs(text)


def _inline(text: str, beginnings: tuple[str, ...], answered: Mail) -> str:
    """Return a text that answers below the lines it repeats."""
    lines = answered.text.split("\n")
    for at, beginning in enumerate(beginnings):
        line = next(line for line in lines if line.startswith(beginning))
        text = text.replace(f"{{quote{at}}}", f"> {line}")
    return text


def _last(before: list[Posted], what: What) -> Posted:
    return next(one for one in reversed(before) if one.written.what is what)


def _answered_by_machine(written: Written, before: list[Posted]) -> Posted | None:
    """Return the mail that an automatic reply goes with: the last one Mara sent."""
    if written.sort != "autoreply":
        return None
    return next(one for one in reversed(before) if one.written.hers)


def _sender(application: Application, written: Written) -> str:
    if written.hers:
        return ME
    if written.sender:
        return written.sender
    if application.ats:
        return f"{application.firm} <{SYSTEMS[application.ats][0]}>"
    return application.contact


def _to(application: Application, written: Written, answered: Posted | None) -> str:
    if not written.hers:
        return f"Mara Lindqvist <{application.alias}>" if application.alias else ME
    if written.to:
        return written.to
    if answered:
        return answered.mail.to if answered.written.hers else answered.mail.sender
    return application.contact


def _delivered_to(application: Application, written: Written) -> str:
    if written.hers:
        return MY_ADDRESS
    return application.alias or (MY_ADDRESS.replace("@", "+jobs@") if application.ats else MY_ADDRESS)


def _message_id(application: Application, written: Written, key: str) -> str:
    if written.hers:
        return f"<CAF{short(key)}@mail.gmail.example>"
    if application.ats and not written.sender:
        fixed = SYSTEMS[application.ats][1]
        return f"<{short(key)}@{application.ats}.example>" if fixed == "*" else fixed
    domain = parseaddr(_sender(application, written))[1].rpartition("@")[2]
    return f"<{short(key)}@{domain}>"


def _references(answered: Mail) -> tuple[str, ...]:
    return (*answered.references, answered.message_id) if answered.message_id else answered.references


def _automatic(written: Written, system: bool) -> str:
    if written.sort == "autoreply":
        return "auto-replied"
    return "auto-generated" if system or written.automatic else ""


def _attachment(written: Written) -> str:
    return written.attachment or ("Lindqvist_CV.pdf" if written.what is What.APPLICATION else "")
