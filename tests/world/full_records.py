"""Records with a record in every table: one rejection taken through all four steps, by invented people."""

from datetime import date, timedelta
from typing import Any

from rejection_tui.domain.checkpoint import Checkpoint
from rejection_tui.domain.contact import Contact, Touch
from rejection_tui.domain.correction import Correction, CorrectionField
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.facts import Fact, FactType, Said, Via
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.records import Profile, Records
from rejection_tui.domain.refine import Bullet, BulletState, Question, Rating, Rehearsal
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import plan
from tests.world.clock import NOW

LETTER = """Dear Olu,

Thank you for meeting Tamsin and me at Quillfeather. We have chosen somebody else for the Data Engineer role.
You can reach me on +44 20 7946 0123 or at tamsin.okafor@quillfeather.example, and our other openings are at
https://careers.quillfeather.example/jobs?id=7 and quillfeather.example.

Kind regards,
Tamsin Okafor
Quillfeather Analytics Ltd."""


FACTS = (
    Fact(FactType.REASON, "none", "We have chosen somebody else for the Data Engineer role."),
    Fact(FactType.PERSON, "Ines Calloway, head of data", "meeting Tamsin and me"),
    Fact(FactType.FEEDBACK_OFFERED, "mail", "You can reach me at tamsin.okafor@quillfeather.example"),
    Fact(FactType.SIGNOFF, "Dear Tamsin", "Kind regards, Tamsin Okafor"),
    Fact(FactType.READER, "Olu", "Dear Olu"),
)


def contact(uid: str = "c1", name: str = "Tamsin Okafor", **more: Any) -> Contact:
    """Return a contact; any field may be given."""
    return Contact(uid=uid, name=name, created=NOW - timedelta(days=200), **more)


def records() -> Records:
    """Return records with one rejection taken through all four steps."""
    no = Rejection(
        "r1", "Quillfeather Analytics Ltd.", "Data Engineer", NOW - timedelta(days=9), NOW - timedelta(days=9),
        stage=Stage.FINAL, applied=date(2026, 10, 1), letter="l1", contact="c1", recruiter_name="Tamsin Okafor",
        recruiter_email="tamsin.okafor@quillfeather.example", link="https://careers.quillfeather.example/jobs?id=7",
        notes="Tamsin liked the portfolio; Quillfeather's office is in Leeds.",
        company_full="Quillfeather Analytics Limited", recruiter_title="Talent Lead", salutation="Dear Tamsin",
        via=Via.AGENCY, agency="Marrowby Search", facts=FACTS,
        said=(Said("reason.told", 0.97, FACTS[0].quote),), language="en-GB",
    )  # fmt: skip
    letter = Letter(
        "l1", LETTER, "Your application at Quillfeather", "Tamsin Okafor (Quillfeather)",
        "tamsin.okafor@quillfeather.example", to_name="Olu Brandt", to_email="olu@brandt.example",
        message_id="<77@quillfeather.example>", source="tamsin.eml", digest="<77@quillfeather.example>",
    )  # fmt: skip
    person = contact(
        role="Talent Lead", company="Quillfeather Analytics", email="tamsin.okafor@quillfeather.example",
        phone="+44 20 7946 0123", linkedin="https://www.linkedin.com/in/tamsin-okafor", tags=("data", "leeds"),
        how_we_met="Final round at Quillfeather",
    )  # fmt: skip
    answer = Feedback(
        "f1", "r1", "Hi Olu,\nthe other person had more streaming experience (Kafka).\n\nTamsin", NOW, NOW,
        Gap.SKILL, ("streaming",), "more streaming experience", "Build a small Kafka project",
    )  # fmt: skip
    draft = Draft(
        "d1", DraftKind.FEEDBACK, "One question", "Dear Tamsin,\n\nwhich skill should I build?\n\nOlu", NOW,
        to="Tamsin Okafor <tamsin.okafor@quillfeather.example>", rejection="r1", sent=NOW - timedelta(days=3),
    )  # fmt: skip
    bullet = Bullet("b1", "Handled data", NOW, "Moved 14 feeds to streaming", BulletState.DONE, "Brandt & Sons")
    question = Question("q1", "Tell me about a late project.", "behavioural", NOW, queued=True)
    return Records(
        rejections={"r1": no},
        letters={"l1": letter},
        actions={a.uid: a for a in plan(no, NOW, Rules())},
        contacts={"c1": person},
        feedback={"f1": answer},
        drafts={"d1": draft},
        bullets={"b1": bullet},
        questions={"q1": question},
        rehearsals={"h1": Rehearsal("h1", "q1", NOW, Rating.SMOOTH, 95)},
        touches={"t1": Touch("t1", "c1", NOW - timedelta(days=190), "linkedin", "Met Tamsin at a meetup")},
        corrections={
            "x1": Correction(
                "x1",
                NOW,
                CorrectionField.COMPANY,
                "tamsin.okafor@quillfeather.example",
                "<77@quillfeather.example>",
                "Okafor Talent Pool",
                "Quillfeather Analytics Ltd.",
            ),
            "x2": Correction(
                "x2",
                NOW,
                CorrectionField.VERDICT,
                "tamsin.okafor@quillfeather.example",
                "<77@quillfeather.example>",
                "unsure",
                "rejection",
                (17, 4711),
            ),
        },
        checkpoints={
            "i1": Checkpoint("i1", NOW, "olu@brandt.example imap.brandt.example", "Brandt", (7, 4711), (4242,)),
        },
        profiles={"me": Profile(name="Olu Brandt", email="olu@brandt.example", confirmed=True)},
    )
