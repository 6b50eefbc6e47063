"""Drafts from records: language, greeting, what the letter calls for, and nothing twice."""

from dataclasses import replace as replace_entry
from datetime import timedelta

import pytest

from rejection_tui.domain.draft import DraftKind, Source
from rejection_tui.domain.facts import Fact, FactType, Said
from rejection_tui.domain.language import Language
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import drafts, letters, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.conditions import of_letter
from tests.world.clock import Clock

GERMAN = (
    "Sehr geehrte Frau Akdeniz,\n\nvielen Dank, dass Sie am 17. November zum Vorstellungsgespräch bei uns waren. "
    "Wir haben uns für eine andere Bewerberin entschieden. Gern gebe ich Ihnen telefonisch eine Rückmeldung.\n\n"
    "Mit freundlichen Grüßen\nDr. Sabine Ruckgaber\nPersonalabteilung\nKlinikum Oberrhein gGmbH\n"
)


def _filed(context: AppContext, text: str) -> Rejection:
    profile.confirm_name(context, "Leyla Akdeniz")
    return letters.file(context, [letters.entry_of(letters.read_text(text), context.now())])[0]


def _with(context: AppContext, rejection: Rejection, *said: str, **changes: object) -> Rejection:
    """Return the rejection as if its letter said these things, surely."""
    new = replace(rejection, said=tuple(Said(name, 0.99, f"their words on {name}") for name in said), **changes)
    with context.store.transaction("Set", context.now()) as transaction:
        transaction.put(new)
    return new


def test_a_letter_is_answered_in_its_language_and_form(context: AppContext) -> None:
    rejection = _filed(context, GERMAN)
    draft = drafts.compose(context, DraftKind.REPLY, rejection.uid)
    assert draft.language == rejection.language == "de-DE"
    assert draft.body.startswith("Sehr geehrte Frau Dr. Ruckgaber,\n\n") and draft.body.endswith("Leyla Akdeniz")
    assert all(sentence.grounds for sentence in draft.sentences)
    assert drafts.languages(context, draft) == (Language.DE_DE, Language.EN_GB)
    english = drafts.in_language(context, draft, Language.EN_GB)
    assert english.language == "en-GB" and english.body.startswith("Dear Dr Ruckgaber,")


def test_who_signed_by_first_name_is_greeted_in_every_language(context: AppContext) -> None:
    text = (
        "Liebe Leyla,\n\ndanke, dass du gestern zum Probearbeiten da warst. Wir haben uns leider für jemanden "
        "entschieden, der schon Brot backt.\n\nLiebe Grüße\nNele aus der Backstube\n"
    )
    profile.confirm_name(context, "Leyla Akdeniz")
    entry = letters.entry_of(letters.read_text(text), context.now())
    rejection = letters.file(context, [replace_entry(entry, company="Morgenrot", recruiter_name="")])[0]
    draft = drafts.compose(context, DraftKind.REPLY, rejection.uid)
    assert draft.body.startswith("Liebe Nele,")
    assert drafts.in_language(context, draft, Language.EN_GB).body.startswith("Hi Nele,")
    assert "Nele" in drafts.compose(context, DraftKind.LINKEDIN, rejection.uid).body


def test_the_next_form_of_greeting_comes_round(context: AppContext) -> None:
    draft = drafts.compose(context, DraftKind.REPLY, _filed(context, GERMAN).uid)
    seen = [drafts.greeting(context, draft)]
    for _ in range(6):
        draft = drafts.next_greeting(context, draft)
        seen.append(drafts.greeting(context, draft))
    assert seen[0] in seen[1:] and len(set(seen)) >= 3
    assert "\n\n" in draft.body and draft.body.endswith("Leyla Akdeniz")


def test_the_words_follow_the_form_of_the_greeting(context: AppContext) -> None:
    rejection = _filed(context, GERMAN)
    draft = drafts.compose(context, DraftKind.REPLY, rejection.uid)
    bodies = {}
    for _ in range(4):
        draft = drafts.next_greeting(context, draft)
        bodies[drafts.greeting(context, draft)] = draft.body
    familiar = next(body for greeting, body in bodies.items() if greeting.startswith("Hallo"))
    assert not {"Sie", "Ihnen", "Ihre", "Ihrer"} & set(familiar.replace(",", " ").split())
    formal = next(body for greeting, body in bodies.items() if "Frau" in greeting)
    assert not {"du", "dir", "dich", "euch"} & set(formal.replace(",", " ").split())
    edited = replace(draft, body=draft.body + "\n\nPS")
    assert drafts.next_greeting(context, edited).body.endswith("PS")


def test_each_sentence_says_what_of_the_letter_it_stands_on(context: AppContext, acme: Rejection) -> None:
    _with(context, acme, "feedback.call", "praise")
    draft = drafts.compose(context, DraftKind.REPLY, acme.uid)
    quotes = {ground.quote for s in draft.sentences for ground in s.grounds if ground.source is Source.LETTER}
    assert {"their words on feedback.call", "their words on praise"} <= quotes


def test_only_what_is_sure_is_taken_up() -> None:
    assert not of_letter([Said("met.interview", 0.7), Said("asks.come_back", 0.3), Said("unknown", 1.0)])
    found = of_letter([Said("met.trial", 0.95, "the trial day"), Said("closed.frozen", 0.9)])
    assert set(found) == {"met.trial", "met.any", "closed.frozen", "closed.any"}
    assert found["met.any"][0].quote == "the trial day"


def test_an_answer_says_yes_no_or_asks_for_time(context: AppContext, acme: Rejection) -> None:
    _with(context, acme, "asks.come_back")
    draft = drafts.compose(context, DraftKind.ANSWER, acme.uid)
    bodies = [draft.body]
    for _ in range(2):
        draft = drafts.next_answer(context, draft)
        bodies.append(draft.body)
    assert len(set(bodies)) == 3 and drafts.next_answer(context, draft).body == bodies[0]


def test_what_was_said_is_not_said_again(context: AppContext, clock: Clock) -> None:
    said: set[str] = set()
    for number in range(10):
        clock.moment += timedelta(minutes=5)
        mine = rejections.add(context, letters.Entry(f"Firm {number}", "Analyst", context.now()))
        kept = drafts.keep(context, drafts.compose(context, DraftKind.REPLY, mine.uid))
        new = {s.text.replace(f"Firm {number}", "F") for s in kept.sentences if len(s.text.split()) > 6}
        assert not new & said
        said |= new


def test_a_place_for_the_users_own_words_blocks_copying_until_it_is_filled(
    context: AppContext, acme: Rejection
) -> None:
    _with(context, acme, "reason.skill", "reason.told")
    profile.confirm_name(context, "Alex Morgan")
    draft = drafts.compose(context, DraftKind.REPLY, acme.uid)
    assert drafts.can_copy(drafts.check(context, draft))
    offered = drafts.places(context, draft)
    assert "experience" in [place.id for place in offered]
    added = drafts.with_place(context, draft, "experience")
    assert not drafts.can_copy(drafts.check(context, added)) and drafts.open_place(added.body)
    assert "experience" not in [place.id for place in drafts.places(context, added)]
    filled = replace(added, body=added.body.replace("[in a few words]", "side projects"))
    assert drafts.can_copy(drafts.check(context, filled))
    assert drafts.with_place(context, draft, "nonsense") == draft


def test_printing_keeps_a_version_and_ticks_nothing(context: AppContext, acme: Rejection) -> None:
    before = context.records.actions_of(acme.uid)
    kept = drafts.keep(context, drafts.compose(context, DraftKind.REPLY, acme.uid))
    assert context.records.actions_of(acme.uid) == before
    assert drafts.open(context, DraftKind.REPLY, acme.uid).uid == kept.uid
    context.store.undo(context.now())
    assert kept.uid not in context.records.drafts


@pytest.mark.parametrize(("via_sure", "named"), [(0.99, True), (0.4, False)])
def test_an_agency_is_spoken_of_only_when_it_is_certain(
    context: AppContext, acme: Rejection, via_sure: float, named: bool
) -> None:
    from rejection_tui.domain.facts import Via

    facts = (Fact(FactType.VIA, "agency", "Hays", sure=via_sure),)
    with context.store.transaction("Set", context.now()) as transaction:
        transaction.put(
            replace(acme, via=Via.AGENCY, agency="Hays", facts=facts, letter="gone", recruiter_email="jo@hays.example")
        )
    body = drafts.compose(context, DraftKind.REPLY, acme.uid).body
    assert ("client" in body) is named


def test_the_greeting_of_a_note_is_found_in_its_line(context: AppContext, acme: Rejection) -> None:
    note = drafts.compose(context, DraftKind.LINKEDIN, acme.uid)
    assert drafts.greeting(context, note) and note.body.startswith(drafts.greeting(context, note))
    other = drafts.next_greeting(context, note)
    assert drafts.greeting(context, other) != drafts.greeting(context, note)
    rest = note.body.removeprefix(drafts.greeting(context, note))
    assert other.body.endswith(rest) and drafts.greeting(context, replace(note, body="Thank you. Hello, all.")) == ""


@pytest.mark.parametrize(
    ("quote", "named"),
    [
        ("come back in March", True),
        ("come back in spring", False),
        ("We march on", False),
        ("March on and apply again", False),
    ],
)
def test_a_month_to_apply_again_is_repeated_when_it_stands_there_by_name(
    context: AppContext, acme: Rejection, quote: str, named: bool
) -> None:
    fact = Fact(FactType.REAPPLY, "2027-03", quote, sure=0.5)
    _with(context, acme, "reapply", facts=(fact,))
    assert ("March" in drafts.compose(context, DraftKind.REPLY, acme.uid).body) is named


@pytest.mark.parametrize(("quote", "named"), [("we decide in March", True), ("we decide in spring", False)])
def test_one_who_is_told_to_wait_says_when_they_will_hear(
    context: AppContext, acme: Rejection, quote: str, named: bool
) -> None:
    """A letter that decides nothing is no refusal: nothing is asked, nobody else was chosen."""
    fact = Fact(FactType.RUNNING, "2027-03", quote, sure=0.9)
    _with(context, acme, "running", "closed.filled", "closed.any", facts=(fact,))
    draft = drafts.compose(context, DraftKind.REPLY, acme.uid)
    assert ("March" in draft.body) is named
    assert "their words on running" in {ground.quote for s in draft.sentences for ground in s.grounds}
    assert not {"their words on closed.filled", "their words on closed.any"} & {
        ground.quote for s in draft.sentences for ground in s.grounds
    }


@pytest.mark.parametrize("said", ["help", "apology", "connect"])
def test_what_they_offer_beyond_the_letter_is_taken_up(context: AppContext, acme: Rejection, said: str) -> None:
    _with(context, acme, said)
    draft = drafts.compose(context, DraftKind.REPLY, acme.uid)
    assert f"their words on {said}" in {ground.quote for s in draft.sentences for ground in s.grounds}


def test_a_long_letter_gets_a_longer_answer(context: AppContext) -> None:
    said = ("praise", "reapply", "on_file", "help", "apology", "met.interview", "met.any", "reason.told", "second")
    rejection = _with(context, _filed(context, GERMAN), *said)
    short = drafts.compose(context, DraftKind.REPLY, rejection.uid)
    letter = context.records.letters[rejection.letter]
    with context.store.transaction("Set", context.now()) as transaction:
        transaction.put(replace(letter, body=letter.body.replace("Gern", "Der Garten ist schön. " * 40 + "Gern")))
    long = drafts.compose(context, DraftKind.REPLY, rejection.uid)
    assert len(long.body.split()) > len(short.body.split()) + 5


def test_a_job_on_hold_is_answered_as_one_also_where_they_may_come_back(context: AppContext, acme: Rejection) -> None:
    _with(context, acme, "running", "closed.frozen", "closed.any")
    draft = drafts.compose(context, DraftKind.REPLY, acme.uid)
    what = {ground.quote for s in draft.sentences for ground in s.grounds}
    assert "their words on closed.frozen" in what and "their words on running" not in what
    said = (Said("running", 0.8, "we decide later"), Said("closed.frozen", 0.65, "on hold"))
    assert "closed.frozen" in of_letter(said) and "closed.frozen" not in of_letter(said[1:])
