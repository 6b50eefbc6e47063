"""The values a draft is filled with and checked against: fields of its rejection, contact, answer and win."""

import re
from datetime import datetime
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.facts import SURE, FactType
from rejection_tui.domain.language import Form, form_of, language_of
from rejection_tui.domain.messages import linkedin_notes_this_month, win_for
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import fold
from rejection_tui.drafting import CheckContext, Fields, titled
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.conditions import LEAST
from rejection_tui.services.drafts.greetings import is_formal
from rejection_tui.services.drafts.own_plan import own_plan


def fields_for(context: AppContext, draft: Draft) -> Fields:
    """Return the values the templates may use for this draft."""
    records, now = context.records, context.now()
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(records.recipient_of(draft))
    feedback = records.feedback.get(draft.feedback) or next(iter(records.feedback_of(draft.rejection)[::-1]), None)
    win = win_for(records, draft)
    name = contact.name if contact else rejection.recruiter_name if rejection else ""
    letter = records.letters.get(rejection.letter) if rejection else None
    email = contact.email if contact else ""
    if not email and rejection and not rejection.no_reply and not is_to_another(rejection, draft):
        email = rejection.recruiter_email
    met = rejection.received if rejection else records.touched(contact.uid) if contact else None
    return Fields(
        company=_company(draft, rejection, contact),
        role=rejection.role if rejection else "",
        stage=rejection.stage if rejection else Stage.APPLICATION,
        role_closed=rejection is not None and rejection.kind is RejectionKind.ROLE_CLOSED,
        recruiter_name=titled(name, letter.body) if letter else name,
        recruiter_email=email,
        my_name=records.me.name,
        month=_month(met, now) if met else "",
        quote=feedback.main.quote if feedback else "",
        gap=feedback.main.gap.label if feedback else "",
        plan=own_plan(feedback),
        win_title=win.title if win else "",
        win_kind=win.kind if win else "",
        win_link=win.link if win else "",
        what_changed=_what_changed(records, rejection) if draft.kind.spec.tells_change else "",
    )


def is_to_another(rejection: Rejection, draft: Draft) -> bool:
    """Return whether a draft goes to somebody else than the one its rejection is answered to."""
    return bool(draft.contact) and draft.contact != rejection.contact


def _company(draft: Draft, rejection: Rejection | None, contact: Contact | None) -> str:
    """Return the company to name in the message: for a value update the contact's own, which may be an agency."""
    if contact and contact.company and (draft.kind.spec.about_contact or rejection is None):
        return contact.company
    return rejection.company if rejection else ""


def _what_changed(records: Records, rejection: Rejection | None) -> str:
    """Return the newest win since the rejection, which a re-application names."""
    fresh = [w for w in records.wins.values() if rejection and w.at > rejection.received]
    return max(fresh, key=lambda w: (w.at, w.uid)).title if fresh else ""


def _month(moment: datetime, now: datetime) -> str:
    name = f"{moment.astimezone(now.tzinfo):%B}"
    return name if (now - moment).days < 330 else f"{name} {moment.year}"


def context_for(context: AppContext, draft: Draft) -> CheckContext:
    """Return what the checks compare the text with: this rejection's names, everyone else's, and the limits."""
    records, now = context.records, context.now()
    fields = fields_for(context, draft)
    rejection = records.rejections.get(draft.rejection)
    ask = records.action(draft.rejection, ActionKey.FEEDBACK_ASK) if rejection else None
    companies, people, roles = _others(records, draft)
    return CheckContext(
        company=fields.company,
        role=fields.role,
        recruiter_name=fields.recruiter_name,
        my_name=fields.my_name,
        other_companies=companies,
        other_people=people,
        other_roles=roles,
        allowed=tuple(t for t in (fields.win_title, fields.quote, fields.plan, fields.what_changed) if t),
        linkedin_limit=context.rules.linkedin_limit,
        linkedin_notes_this_month=linkedin_notes_this_month(records, now),
        linkedin_notes_limit=context.rules.linkedin_notes_per_month,
        has_win=bool(fields.win_title),
        days_since_no=(now - rejection.received).days if rejection else None,
        feedback_warn_days=context.rules.feedback_warn_days,
        already_asked=ask is not None and ask.state is ActionState.DONE,
        language=draft.language,
        composed=frozenset(sentence.text for sentence in draft.sentences),
        form=_form(rejection, draft),
        greeting=rejection.salutation if rejection and not is_to_another(rejection, draft) else "",
        known_names=_named(records, rejection) if rejection else None,
        met=_met(rejection),
        feedback_given=True if records.feedback_of(draft.rejection) else None,
        feedback_refused=_refused(rejection) if rejection else None,
    )


#: Words that may be names, and how much of a letter is looked through for them.
_CAPITAL: Final = re.compile(r"\b[A-ZÀ-ÞŞİĞ][\w'’-]+")
_LOOK: Final = 20_000
#: What reaching a stage means to have happened.
_REACHED: Final = {
    Stage.APPLICATION: frozenset[str](),
    Stage.SCREENING: frozenset({"phone", "test"}),
    Stage.INTERVIEW: frozenset({"interview"}),
    Stage.FINAL: frozenset({"interview"}),
}


def _met(rejection: Rejection | None) -> frozenset[str] | None:
    """Return what has happened, by the letter's facts and the stage reached; None without a rejection."""
    if rejection is None:
        return None
    return _REACHED[rejection.stage] | {fact.value for fact in rejection.facts if fact.type is FactType.MET}


def _form(rejection: Rejection | None, draft: Draft) -> Form | None:
    """Return the form the letter asks for; None when nothing tells, or its greeting and its words are of two forms."""
    tone = _fact(rejection, FactType.TONE)
    if rejection is None or not tone:
        return None
    form = form_of(tone)
    mixed = form is not Form.FORMAL and is_formal(rejection.salutation, language_of(draft.language))
    return None if mixed else form


def _named(records: Records, rejection: Rejection) -> frozenset[str]:
    """Return the names a draft may use: those of the file and every word with a capital in the letter."""
    letter = records.letters.get(rejection.letter) if rejection.letter else None
    words = _CAPITAL.findall(f"{letter.subject} {letter.sender_name} {letter.body[:_LOOK]}") if letter else []
    return frozenset(filter(None, (rejection.company_full, rejection.agency, rejection.salutation, *words)))


def _refused(rejection: Rejection) -> bool:
    """Return whether the letter says for sure that no individual feedback is given."""
    said = next((one for one in rejection.said if one.condition == "feedback.refused"), None)
    if said is not None and (said.by_user or said.share >= LEAST[said.condition]):
        return said.share > 0
    sure = (fact.sure >= SURE for fact in rejection.facts if fact.type is FactType.FEEDBACK_REFUSED)
    return any(sure)


def _fact(rejection: Rejection | None, kind: FactType) -> str:
    return next((fact.value or fact.quote for fact in rejection.facts if fact.type is kind), "") if rejection else ""


def _others(records: Records, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the companies, people and roles that do not belong to this draft."""
    mine = records.rejections.get(draft.rejection)
    contact = records.contacts.get(records.recipient_of(draft))
    company = mine.company if mine else contact.company if contact else ""
    others = [r for r in records.rejections.values() if r.uid != draft.rejection]
    own = {fold(n) for n in (company, mine.role if mine else "", contact.name if contact else "", records.me.name)}
    own |= {fold(mine.recruiter_name)} if mine else set()
    own |= {fold(contact.company)} if contact else set()

    def foreign(names: list[str]) -> tuple[str, ...]:
        return tuple(sorted({n for n in names if fold(n) and fold(n) not in own}))

    people = [r.recruiter_name for r in others if fold(r.company) != fold(company)]
    people += [c.name for c in records.contacts.values() if fold(c.company) != fold(company)]
    companies = [r.company for r in others] + [c.company for c in records.contacts.values()]
    return foreign(companies), foreign(people), foreign([r.role for r in others])
