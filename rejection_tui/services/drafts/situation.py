"""Gathers what a draft may speak of from the records: conditions, fields, language, form, and what was said before."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from rejection_tui.domain.draft import Draft, DraftKind, Ground, Source
from rejection_tui.domain.facts import FactType, Said, value
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.language import Form, Language, form_of, language_of
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.messages import LATE, win_for
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.drafting import Situation, skeletons
from rejection_tui.drafting.clauses import voice
from rejection_tui.drafting.foreign import core
from rejection_tui.drafting.names_said import said_role
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts import greetings
from rejection_tui.services.drafts.conditions import Conditions, of_answer, of_rejection
from rejection_tui.services.drafts.known import answer_of, company_said, fields_of, newest_win

_SHORT: Final = 45  # words of a letter that gets a short answer
_LONG: Final = 130  # words of a letter of which an answer takes up more
_LAST_DRAFTS: Final = 10
#: The answers to a question of theirs, in the order they are offered.
ANSWERS: Final = ("yes", "no", "time")


def own_language(context: AppContext) -> Language:
    """Return the user's own language, from the settings."""
    english = language_of(context.rules.english)
    return language_of(context.rules.language, english) if context.rules.language else english


def letter_of(records: Records, draft: Draft) -> Letter | None:
    """Return the letter a draft answers, None when none is filed."""
    rejection = records.rejections.get(draft.rejection)
    return records.letters.get(rejection.letter) if rejection and rejection.letter else None


def letter_language(context: AppContext, rejection: Rejection | None) -> Language:
    """Return the language a rejection was written in; the user's own where there is no letter."""
    own = own_language(context)
    if rejection is None or not (rejection.letter or rejection.language):
        return own
    if rejection.language:
        return language_of(rejection.language, own)
    letter = context.records.letters.get(rejection.letter)
    return greetings.language_in(letter, own) if letter else own


def situation_for(context: AppContext, draft: Draft, answer: str = "") -> Situation:
    """Return what a draft may speak of, in the language it names; `answer`: yes, no or time for their question."""
    records = context.records
    rejection = records.rejections.get(draft.rejection)
    letter = letter_of(records, draft)
    language = language_of(draft.language, letter_language(context, rejection))
    form = _form(rejection, greetings.reader(records, draft))
    if form is Form.VOCE and language is Language.PT_PT:
        form = Form.FORMAL  # in Portugal a letter to "você" is answered as to a stranger
    if form is Form.VOS and language is Language.ES_ES:
        language = Language.ES_419  # nobody in Spain says "vos"
    greeting = greetings.greeting_for(context, draft, language, form)
    if form is not Form.FORMAL and greetings.is_formal(greeting, language):
        form = Form.FORMAL  # "Bonjour Monsieur Petit" is not followed by tu
    if form is not Form.FORMAL and f" {voice(language).setting('names', 'and', language, 'and')} " in greeting:
        form = Form.TEAM  # two who signed
    conditions = _conditions(context, draft, rejection, letter, answer)
    earlier = _earlier(records, rejection) if rejection else None
    if earlier is not None:
        conditions["before"] = (Ground(Source.FILE, f"you applied to {earlier.company} before"),)
    fields = fields_of(context, draft, language, conditions, earlier)
    conditions |= {name: (fields[name].ground,) for name in ("topic", "people") if name in fields}
    for name, condition in (("reapply_date", "reapply.date"), ("next_date", "running.date")):
        if name in fields:
            conditions[condition] = (fields[name].ground,)
    return Situation(
        kind=draft.kind,
        language=language,
        form=form,
        greeting=greeting,
        me=_signature(records.me.name, rejection, form),
        conditions=conditions,
        fields=fields,
        their_subject=clean_line(letter.subject) if letter else "",
        said=_said_before(context, draft),
        by_user=frozenset(one.condition for one in rejection.said if one.by_user) if rejection else frozenset(),
    )


def _form(rejection: Rejection | None, reader: str) -> Form:
    tone = value(rejection.facts, FactType.TONE) if rejection is not None else ""
    form = form_of(tone) if tone else Form.FORMAL
    return Form.TEAM if form is not Form.FORMAL and not reader else form


def _conditions(
    context: AppContext, draft: Draft, rejection: Rejection | None, letter: Letter | None, answer: str
) -> Conditions:
    records, now = context.records, context.now()
    found: Conditions = of_case(records, rejection, letter) if rejection is not None else {}
    words = len(letter.body.split()) if letter is not None else _SHORT
    if words < _SHORT:
        found["short"] = (Ground(Source.LETTER, "their letter is short"),)
    if words > _LONG:
        found["long"] = (Ground(Source.LETTER, "their letter is long"),)
    if rejection is not None and (draft.kind is DraftKind.LATE or now - rejection.received > LATE):
        found["late"] = (Ground(Source.FILE, "the date of their letter"),)
    if draft.kind is DraftKind.THANKS:
        found |= of_answer(answer_of(records, draft))
    if draft.kind is DraftKind.ANSWER:
        # Whether to take another job, or when to talk, wants thinking about; what else is asked is agreed to, or not.
        at_once = {"asks.come_back", "asks.other"} & found.keys() and not {"asks.job", "asks.call"} & found.keys()
        chosen = answer or ("yes" if at_once else "time")
        found[f"answer.{chosen}"] = (Ground(Source.USER, f"{YOUR_ANSWER}{chosen}"),)
    if (win := win_for(records, draft)) and win.kind in ("certificate", "project", "article", "figure"):
        found[f"win.{win.kind}"] = (Ground(Source.USER, "the win you noted"),)
    if newest_win(records, rejection):
        found["changed"] = (Ground(Source.USER, "the win you noted"),)
    return found


def of_case(records: Records, rejection: Rejection, letter: Letter | None) -> Conditions:
    """Return the conditions of a rejection and its letter; of one that decides nothing, no reasons for a decision."""
    said = said_in(rejection, letter)
    found = of_rejection(rejection, said, sure_of_stage=letter is None)
    by_user = any(one.condition == "running" and one.by_user for one in said)
    if "closed.frozen" in found and not by_user:
        found.pop("running", None)  # the job stands still: what may come of it later is no decision that is due
    if "running" in found:
        gone = ("closed.",) if "closed.frozen" not in found else ()
        found = {name: why for name, why in found.items() if not name.startswith(gone)}
        found["on_hold"] = found["running"]
    elif not _put_off(records, rejection):
        return found
    elif not any(one.share >= _DECIDED for one in said if one.condition.startswith(("closed.", "second"))):
        found = {name: why for name, why in found.items() if not name.startswith(("reason.", "second", "closed."))}
        found["on_hold"] = (Ground(Source.FILE, "you filed it as on hold"),)
    elif "closed.any" in found and not _GONE & found.keys():
        found.setdefault("closed.frozen", found["closed.any"])  # gone, but only for now
    return found


def said_in(rejection: Rejection, letter: Letter | None) -> tuple[Said, ...]:
    """Return what a letter says; read again for a rejection filed before this was kept."""
    if rejection.said or letter is None:
        return rejection.said
    from rejection_tui import reading

    return reading.read_letter(letter, whole=True).said


def _put_off(records: Records, rejection: Rejection) -> bool:
    """Return whether the letter was filed as on hold."""
    event = records.events.get(derived_uid(rejection.uid, "filed"))
    return event is not None and event.value == Outcome.ON_HOLD


#: The share from which a letter filed as on hold may yet speak of a decision: a place on a list, a job that is gone.
_DECIDED: Final = 0.4
_GONE: Final = frozenset({"closed.cancelled", "closed.filled", "closed.filled_internal"})
YOUR_ANSWER: Final = "your answer: "


def _earlier(records: Records, rejection: Rejection) -> Rejection | None:
    """Return the latest earlier rejection of the same firm, or with the same contact."""
    firm = fold(core(rejection.company))
    mine = (
        r
        for r in records.rejections.values()
        if r.uid != rejection.uid
        and r.received < rejection.received - timedelta(days=1)
        and (fold(core(r.company)) == firm or (rejection.contact and r.contact == rejection.contact))
    )
    return max(mine, key=lambda r: (r.received, r.uid), default=None)


def _signature(me: str, rejection: Rejection | None, form: Form) -> str:
    """Return the name under a draft: to who writes by first name, the name they used, when it is part of the user's."""
    name = clean_line(me, 120)
    if not name:
        return NAME_PLACEHOLDER
    used = value(rejection.facts, FactType.READER) if rejection and form is not Form.FORMAL else ""
    return used if len(used.split()) == 1 and used in name.split() else name


#: What a draft holds in place of the user's name while that is unknown.
NAME_PLACEHOLDER: Final = "[your name]"


def _said_before(context: AppContext, draft: Draft) -> frozenset[str]:
    """Return the sentences not to be said again: of the last ten messages, and of all to the same person or firm."""
    records = context.records
    latest: dict[tuple[str, str, str], Draft] = {}
    for kept in sorted(records.drafts.values(), key=lambda d: (d.created, d.uid)):
        key = (kept.kind.value, kept.rejection, kept.contact)
        if key != (draft.kind.value, draft.rejection, draft.contact) or kept.sent:
            latest.pop(key, None)
            latest[key] = kept
    messages = list(latest.values())
    near = [d for d in messages[:-_LAST_DRAFTS] if _same_reader(records, d, draft)]
    found: set[str] = set()
    for message in [*messages[-_LAST_DRAFTS:], *near]:
        found |= skeletons(message.body, _names_in(context, message))
    return frozenset(found)


def _same_reader(records: Records, one: Draft, other: Draft) -> bool:
    person, same = records.recipient_of(one), records.recipient_of(other)
    if person and person == same:
        return True
    first, second = records.rejections.get(one.rejection), records.rejections.get(other.rejection)
    return bool(first and second) and fold(core(_firm(first))) == fold(core(_firm(second)))


def _firm(rejection: Rejection | None) -> str:
    return rejection.company if rejection else ""


def _names_in(context: AppContext, draft: Draft) -> Iterable[str]:
    """Return the names in a draft that changed with its rejection; see `Situation.names`."""
    records = context.records
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(records.recipient_of(draft))
    yield company_said(draft, rejection, contact)
    if rejection is not None:
        yield said_role(rejection.role)
        yield core(rejection.agency)
