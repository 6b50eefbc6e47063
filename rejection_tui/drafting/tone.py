"""Says what a draft's sentences do, by the learned model: what is well, what to leave out, what is missing."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import DraftKind, DraftSpec, Finding, Severity
from rejection_tui.domain.language import Form
from rejection_tui.drafting.address_form import (
    form_in,
    language_in,
    leaves_form,
    leaves_language,
)
from rejection_tui.drafting.check_context import CheckContext
from rejection_tui.drafting.draft_concepts import languages
from rejection_tui.drafting.draft_judge import (
    CHECKED_CLAIMS,
    NEEDS,
    UNLIKELY,
    Facts,
    Judged,
    inputs,
    present,
    unsupported,
    verdict,
)
from rejection_tui.drafting.packaged import Packaged, packaged
from rejection_tui.drafting.pieces import Piece, pieces
from rejection_tui.drafting.sentence_scores import ACTS, ANY, FAULTS, DraftModel, draft_model
from rejection_tui.drafting.strange_names import strange_names

#: Log-odds from which a sentence is named once its text is judged to need a change.
_NAMED: Final = 0.0
#: What the log-odds of a sentence's fault must be for it to be named beside the worst place.
_SHARP: Final = -0.5
#: The same for a claim, and below what an act counts as missing.
_CLAIMED: Final = -0.5
_GONE: Final = -1.0
#: What is told whatever the text is like: what a rule of language or a fact of the case says, and how sure it must be.
_EXACT: Final = frozenset(
    ["form.other", "form.language", "feedback.refused", "feedback.many_questions", "foreign.unknown", "fact.untrue"]
)
_SURE: Final = 1.0
#: What a packaged sentence does by the part it fills.
_ACTS_OF_PARTS: Final = {
    "thanks": "thanks",
    "answer_thanks": "thanks",
    "decision": "accepts",
    "open": "accepts",
    "door": "door",
    "yes": "door",
    "reapply": "door",
    "ask": "asks_feedback",
}
#: By the condition of a packaged sentence: one of these meetings it claims.
_CLAIMS: Final[Mapping[str, frozenset[str]]] = {
    "met.talk": frozenset({"phone", "video", "coffee", "interview", "panel"}),
    "met.interview": frozenset({"interview", "panel", "video", "phone"}),
    "met.task": frozenset({"task", "presentation"}),
    "met.test": frozenset({"test", "assessment_day"}),
    "met.trial": frozenset({"trial"}),
    "met.visit": frozenset({"visit"}),
}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(content.read("phrases/draft_findings.toml"))
    return table


def language_of_draft(body: str, context: CheckContext) -> str:
    """Return the language a draft is written in, without its region."""
    return context.language.partition("-")[0] or language_in(body)


class ReadDraft:
    """A draft with the scores of its sentences and what the rules found in them."""

    def __init__(self, kind: DraftKind, body: str, context: CheckContext, model: DraftModel | None = None) -> None:
        self.kind = kind
        self.context = context
        self._known: dict[str, Packaged | None] = {}
        self.model = model or draft_model()
        self.language = language_of_draft(body, context)
        self.sentences = [Judged(piece, self._scores(piece)) for piece in pieces(body)]
        self.facts = Facts(
            met=context.met, feedback_given=context.feedback_given, feedback_refused=context.feedback_refused
        )
        form = context.form or form_in((piece.text for piece in self._pieces), self.language)
        self.other_form = [piece for piece in self._pieces if leaves_form(piece.text, self.language, _two(form))]
        inner = [piece for piece in self._pieces[:-1] if not _is_greeting(piece, self._pieces[0])]
        self.other_language = [piece for piece in inner if leaves_language(piece.text, self.language)]
        self.strange = list(strange_names(body, self.language, context))
        self.other_form = [piece for piece in self.other_form if not self._composed(piece)]
        self.other_language = [piece for piece in self.other_language if not self._composed(piece)]
        self.asked = [p for p in self._pieces if p.text.endswith("?") and not self._composed(p)]

    def _composed(self, piece: Piece) -> bool:
        """Return whether the program wrote a sentence, or one that holds it, and the user has not changed it."""
        if any(piece.text in " ".join(sentence.split()) for sentence in self.context.composed):
            return True
        return self._packaged(piece) is not None

    def _packaged(self, piece: Piece) -> Packaged | None:
        """Return the packaged sentence a piece is, None when it is none."""
        if piece.text not in self._known:
            self._known[piece.text] = packaged(piece.text, self.language)
        return self._known[piece.text]

    def _scores(self, piece: Piece) -> dict[str, float]:
        """Return the scores of a sentence; one that the program wrote has neither faults nor claims to be proved."""
        scores = self.model.read(piece.text, self.language)
        if self._composed(piece):
            scores |= dict.fromkeys((*FAULTS, ANY), UNLIKELY)
            ours = self._packaged(piece)
            if ours is None or all(self._is_borne_out(name) for name in ours.when):
                scores |= dict.fromkeys(CHECKED_CLAIMS, UNLIKELY)
            if ours is not None and (act := _ACTS_OF_PARTS.get(ours.part)):
                scores[act] = max(scores[act], _SURE)
        return scores

    def _is_borne_out(self, condition: str) -> bool:
        """Return whether the case has what a packaged sentence claims; what is not known is not held against it."""
        if condition == "feedback.given":
            return self.context.feedback_given is not False
        kinds = _CLAIMS.get(condition)
        return kinds is None or self.context.met is None or not kinds.isdisjoint(self.context.met)

    @property
    def _pieces(self) -> list[Piece]:
        return [judged.piece for judged in self.sentences]

    @property
    def asks(self) -> list[Judged]:
        """The sentences that ask for feedback, by their words."""
        return [judged for judged in self.sentences if judged.scores["asks_feedback"] > 0 or judged.scores["broad"] > 0]

    def known(self, found: Sequence[Finding] = ()) -> tuple[float, ...]:
        """Return the inputs of the judge; `found`: what the exact rules found."""
        blocked = {finding.rule for finding in found if finding.severity is Severity.BLOCK}
        refused = self.context.feedback_refused is True
        rules = {
            "another form": float(bool(self.other_form)),
            "another language": float(bool(self.other_language)),
            "questions": float(max(0, len(self.asked) - 1)),
            "refused": float(refused and bool(self.asks or self.asked)),
            "strange name": float(bool(self.strange)),
            "foreign": float(any(rule.startswith("foreign.") for rule in blocked)),
            "placeholder": float("field.placeholder" in blocked),
            "English": float(self.language == "en"),  # it has more writers to learn from, and surer scores
        }
        return inputs(self.kind, self.sentences, self.facts, rules)


def _is_greeting(piece: Piece, first: Piece) -> bool:
    return piece is first and piece.text.endswith((",", "!", ":"))


def _two(form: Form | None) -> Form | None:
    """Return the form whose opposite is looked for; "você" goes with both."""
    return None if form in (None, Form.VOCE, Form.TEAM) else Form.FORMAL if form is Form.FORMAL else Form.FAMILIAR


def tone(kind: DraftKind, body: str, context: CheckContext, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what the model and the rules of language find in a draft; `found`: what the exact rules found."""
    language = language_of_draft(body, context)
    if language not in languages():
        yield Finding("tone.no_checks", Severity.GOOD, f"There are no checks of tone for this language ({language}).")
        return
    read = ReadDraft(kind, body, context)
    yield from _good(read)
    ruled = [(_SURE, finding) for finding in _by_rule(read)]
    places = sorted([*_places(read), *ruled], key=lambda place: -place[0])
    if verdict(read.model, read.known(found)) <= 0:
        places = [place for place in places if place[0] >= _SURE and place[1].rule in _EXACT]
    certain = [place for place in places if place[0] > _NAMED]
    blocked = any(finding.severity is Severity.BLOCK for finding in found)
    yield from _once(finding for _, finding in (certain or ([] if blocked else places[:1])))


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield each rule once at a place, and what is missing once."""
    seen: set[tuple[str, int, int]] = set()
    for finding in findings:
        key = (finding.rule, finding.start, finding.end)
        if key not in seen:
            seen.add(key)
            yield finding


def _good(read: ReadDraft) -> Iterator[Finding]:
    """Yield each wanted act once, at the sentence that does it most surely."""
    for act in _acts(read.kind.spec, read.kind):
        best = max(read.sentences, key=lambda judged: judged.scores[act], default=None)
        if best is not None and best.scores[act] > 0:
            yield finding_of(act, best.piece, Severity.GOOD, "")


def _acts(spec: DraftSpec, kind: DraftKind) -> tuple[str, ...]:
    wanted = {act for group in NEEDS.get(kind, ()) for act in group} | ({"asks_feedback"} if spec.asks else set())
    return tuple(act for act in ACTS if act in wanted)


def _places(read: ReadDraft) -> Iterator[tuple[float, Finding]]:
    """Yield every place that may be why a text needs a change, with its log-odds."""
    language = read.language
    for judged in read.sentences:
        label = max(FAULTS, key=lambda fault: judged.scores[fault])
        yield judged.scores[ANY] - _SHARP, finding_of(label, judged.piece, Severity.WARN, language)
        for claim in CHECKED_CLAIMS:
            if unsupported(claim, read.facts):
                yield judged.scores[claim] - _CLAIMED, finding_of(claim, judged.piece, Severity.WARN, language)
    for group in NEEDS.get(read.kind, ()):
        words = _words()[group[0]]
        gap = Finding(words["rule"], Severity.WARN, words["missing"], instead=words.get(language, words["en"]))
        yield _GONE - present(group, read.sentences), gap


def _by_rule(read: ReadDraft) -> Iterator[Finding]:
    for piece in read.other_form:
        yield _at("form.other", piece, "This addresses the reader differently from the rest.", "Keep to one form.")
    for piece in read.other_language:
        yield _at("form.language", piece, "This is in a different language from the rest.", "Keep to one language.")
    for piece in read.asked[1:] if not read.kind.spec.asks else ():
        yield _at("feedback.many_questions", piece, "More than one question.", "Keep the one that matters most.")
    if read.context.feedback_refused:
        asking = [judged.piece for judged in read.asks] or read.asked
        for piece in asking:
            message = "They have said that they give no feedback; asking again puts them on the spot."
            yield _at("feedback.refused", piece, message, "Leave the question out.")
    yield from read.strange


def _at(rule: str, piece: Piece, message: str, instead: str) -> Finding:
    return Finding(rule, Severity.WARN, message, piece.text, piece.start, piece.end, instead)


def finding_of(label: str, piece: Piece, severity: Severity, language: str) -> Finding:
    words = _words()[label]
    instead = words.get(language, words.get("en", "Leave it out.")) if severity is Severity.WARN else ""
    return Finding(words["rule"], severity, words["message"], piece.text, piece.start, piece.end, instead)
