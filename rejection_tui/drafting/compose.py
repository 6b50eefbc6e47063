"""Composes a draft from clauses: the few that apply, in the letter's language, each sentence with what it stands on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import Final

from rejection_tui.domain.draft import Channel, Ground, Sentence, Source
from rejection_tui.domain.language import Form, Language
from rejection_tui.domain.subjects import bare_subject, reply_subject
from rejection_tui.domain.text import fold, utf16_length
from rejection_tui.drafting.clauses import Clause, Message, Voice, messages, voice
from rejection_tui.drafting.fields import Fields
from rejection_tui.drafting.own import own_draft
from rejection_tui.drafting.situation import Situation, is_fact
from rejection_tui.drafting.wording import fields_of, fill, may_repeat, skeleton

LINKEDIN_LIMIT: Final = 200
#: Paragraphs that together have at most this many words become one.
_ONE_PARAGRAPH: Final = 38
#: Their "[R-11827]" would look like a field that is still to be filled in.
_ROUND: Final = str.maketrans("[]{}<>", "()()()")
_COURTESY: Final = Ground(Source.COURTESY, "states nothing that could be untrue")
#: What a part stands on by its nature, besides its conditions and fields.
_BY_PART: Final = {
    "thanks": Ground(Source.LETTER, "they wrote to you"),
    "decision": Ground(Source.LETTER, "their decision"),
    "interest": Ground(Source.FILE, "you applied there"),
    "open": Ground(Source.LETTER, "their decision"),
    "late": Ground(Source.FILE, "the date of their letter"),
    "answer_thanks": Ground(Source.FILE, "the answer you recorded"),
    "nudge": Ground(Source.FILE, "you asked them before"),
    "silence": Ground(Source.FILE, "the application you sent"),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed draft. `missing` names fields of a user's own template left as placeholders, `template` its name."""

    subject: str
    body: str
    missing: tuple[str, ...] = ()
    template: str = ""
    sentences: tuple[Sentence, ...] = ()
    wordings: int = 1  # how many different drafts `turn` gives


def compose(
    situation: Situation,
    *,
    turn: int = 0,
    fields: Fields | None = None,
    user_folder: Path | None = None,
    linkedin_limit: int = LINKEDIN_LIMIT,
) -> Composed:
    """Return a draft for `situation`; `turn` counts through its wordings and wraps around.

    A template of the user's in `user_folder` wins, filled from `fields`; raise `ConfigError` for a broken one.
    """
    own = own_draft(situation.kind, fields, turn, user_folder, linkedin_limit) if fields is not None else None
    if own is not None:
        subject, body, missing, name, count = own
        return Composed(subject, body, missing, name, (), count)
    limit = linkedin_limit if situation.kind.spec.channel is Channel.LINKEDIN else None
    return _Composer(situation, voice(situation.language), messages()[situation.kind], turn, limit).draft()


@dataclass(slots=True)
class _Composer:
    """Chooses the clauses of one message: what must be said first, then what the letter calls for."""

    situation: Situation
    voice: Voice
    message: Message
    turn: int
    limit: int | None
    taken_up: set[str]
    chosen: dict[str, Sentence]
    most_wordings: int

    def __init__(self, situation: Situation, voice: Voice, message: Message, turn: int, limit: int | None) -> None:
        self.situation, self.voice, self.message, self.turn, self.limit = situation, voice, message, turn, limit
        self.taken_up, self.chosen, self.most_wordings = set(), {}, 1

    def draft(self) -> Composed:
        """Return the finished message."""
        for part in self.message.required:
            if part not in self.message.instead and not self._left_out(part):
                self._take(part)
        self._take_optional()
        for part, others in self.message.instead.items():
            if not any(other in self.chosen for other in others):
                self._take(part)
        subject = self._subject()
        paragraphs = self._paragraphs()
        body = _layout(self.situation, self.voice, paragraphs, self.turn)
        if self.limit is not None:
            body = self._within(body)
        used = tuple(sentence for paragraph in self._paragraphs() for sentence in paragraph)
        return Composed(subject, body, (), "", used, self.most_wordings)

    def _left_out(self, part: str) -> bool:
        return self.message.unless.get(part) in self.situation.conditions

    def _take_optional(self) -> None:
        message, conditions = self.message, self.situation.conditions
        short, long = "short" in conditions, "long" in conditions
        room = message.short_most if short else message.long_most if long else message.most
        words = message.long_words if long else message.words
        for part in self.message.first:  # what the user says of their letter is always taken up
            if part not in self.chosen:
                self._take(part, optional=True, about=self.situation.by_user)
        for part in self.message.first:
            if part in self.chosen:
                continue
            if room <= 0:
                break
            if part in self.message.one_of and self.message.one_of.intersection(self.chosen):
                continue
            if self._words() < words - 10 and self._take(part, optional=True):
                room -= 1

    def _words(self) -> int:
        return sum(len(sentence.text.split()) for sentence in self.chosen.values())

    def _take(self, part: str, optional: bool = False, about: frozenset[str] | None = None) -> bool:
        """Choose the words for a part, `about` one of these conditions when given; return whether there are any."""
        usable = [clause for clause in self.voice.of(part, self.situation.kind) if self._applies(clause)]
        if about is not None:
            usable = [clause for clause in usable if about.intersection(clause.when)]
        unsaid = [(clause, self._unsaid(clause)) for clause in usable]
        short = (clause for clause in usable if not optional)
        again = [(clause, [w for w in self._known(clause) if may_repeat(w)]) for clause in short]
        clause, words = next(((clause, words) for clause, words in (*unsaid, *again) if words), (None, []))
        if clause is None:
            spoken = [(c, w) for c in usable if (w := self._known(c))]
            if optional or not spoken:
                return False
            clause, words = spoken[0]  # all has been said before: better again than not at all
        self.most_wordings = max(self.most_wordings, len(words))
        wording = self._least_alike(words)
        facts = [name for name in clause.when if not name.startswith("!")]
        # To accept a decision because of a question of theirs is not yet to answer it.
        asked = ("asks.",) if part == "decision" else ()
        self.taken_up.update(name for name in facts if is_fact(name) and not name.startswith(asked))
        self.chosen[part] = Sentence(fill(wording, self.situation), tuple(self._grounds(part, facts, wording)))
        return True

    def _least_alike(self, words: list[str]) -> str:
        """Return the wording of this turn, or the next one that shares no three words in a row with the others."""
        count = len(words)
        order = [words[_place((self.turn + step) % count, count, len(self.chosen))] for step in range(count)]
        spoken = set().union(*(_threes(sentence.text) for sentence in self.chosen.values()))
        return next((one for one in order if not spoken & _threes(fill(one, self.situation))), order[0])

    def _applies(self, clause: Clause) -> bool:
        return self.situation.holds(clause.when) and (clause.again or not self.taken_up.intersection(clause.when))

    def _known(self, clause: Clause) -> list[str]:
        fields, wordings = self.situation.fields, self.voice.wordings(clause, self.situation.form)
        known = (words for words in wordings if all(name in fields for name in fields_of(words)))
        return [self.voice.regional(words, self.situation.language) for words in known]

    def _unsaid(self, clause: Clause) -> list[str]:
        names, said = self.situation.names, self.situation.said
        return [w for w in self._known(clause) if skeleton(fill(w, self.situation), names) not in said]

    def _grounds(self, part: str, facts: Iterable[str], wording: str) -> Iterator[Ground]:
        found = [ground for name in facts for ground in self.situation.conditions[name]]
        found += [self.situation.fields[name].ground for name in fields_of(wording)]
        if part in _BY_PART:
            found.append(_BY_PART[part])
        yield from dict.fromkeys(found or [_COURTESY])

    def _paragraphs(self) -> list[list[Sentence]]:
        planned = ([part.rstrip("?") for part in parts] for parts in self.message.paragraphs)
        found = [[self.chosen[part] for part in parts if part in self.chosen] for parts in planned]
        merged: list[list[Sentence]] = []
        for paragraph in filter(None, found):
            together = sum(len(s.text.split()) for s in (*paragraph, *(merged[-1] if merged else ())))
            if merged and together <= _ONE_PARAGRAPH and self.situation.kind.spec.channel is not Channel.PHONE:
                merged[-1] = [*merged[-1], *paragraph]
            else:
                merged.append(paragraph)
        return merged

    def _subject(self) -> str:
        if self.situation.kind.spec.channel is not Channel.EMAIL:
            return ""
        theirs = bare_subject(self.situation.their_subject)
        if theirs and self.situation.kind.spec.answers_letter:
            prefix = self.voice.setting("reply_prefix", "re", self.situation.language, "Re: ")
            return reply_subject(theirs, prefix, 150).translate(_ROUND)
        for clause in self.voice.of("subject", self.situation.kind):
            if self.situation.holds(clause.when) and (words := self._known(clause)):
                return fill(words[self.turn % len(words)], self.situation)
        return ""

    def _within(self, body: str) -> str:
        """Return a note within the limit: shorter wordings are tried until one fits; the last word is the shortest."""
        best = body
        for note in self._every("note"):
            for connect in self._every("connect"):
                self.chosen |= {"note": note, "connect": connect}
                best = _layout(self.situation, self.voice, self._paragraphs(), self.turn)
                if utf16_length(best) <= (self.limit or 0):
                    return best
        return best

    def _every(self, part: str) -> list[Sentence]:
        """Return the sentences that may fill a part: the one chosen first, then the others from long to short."""
        others = [
            Sentence(fill(words, self.situation), tuple(self._grounds(part, clause.when, words)))
            for clause in self.voice.of(part, self.situation.kind)
            if self.situation.holds(clause.when)
            for words in self._known(clause)
        ]
        others.sort(key=lambda s: -len(s.text))
        return [*([self.chosen[part]] if part in self.chosen else []), *others]


def _threes(text: str) -> set[tuple[str, ...]]:
    words = fold(text).split()
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def _place(turn: int, count: int, part: int) -> int:
    """Return which of `count` wordings is taken at a turn: each once in `count` turns, each part in its own order."""
    step = next(step for step in range(part + 1, part + 2 + count) if gcd(step, count) == 1)
    return turn * step % count


def _layout(situation: Situation, voice: Voice, paragraphs: list[list[Sentence]], turn: int) -> str:
    """Return the text of a message: greeting, paragraphs, closing and name as the channel asks."""
    channel = situation.kind.spec.channel
    texts = [" ".join(sentence.text for sentence in paragraph) for paragraph in paragraphs]
    if channel is Channel.PHONE:
        return _sheet(voice, situation.language, texts)
    mark = voice.setting("greeting", "end", situation.language, ",")
    if texts and situation.greeting:
        texts[0] = _after_greeting(texts[0], voice, situation.language)
    if channel is Channel.LINKEDIN:
        mark = mark or ","  # it stands in a line with the text
    greeting = f"{situation.greeting}{mark}" if situation.greeting else ""
    if channel is Channel.LINKEDIN:
        return " ".join(part for part in (greeting, *texts, situation.me) if part)
    closing = _closing(situation, voice, turn)
    return "\n\n".join(part for part in (greeting, *texts, closing) if part)


def _closing(situation: Situation, voice: Voice, turn: int) -> str:
    form = "formal" if situation.form is Form.FORMAL else "familiar"
    if situation.form is Form.TEAM:  # as its wordings: those for several people, else the formal ones
        form = "familiar" if voice.table.get("team", {}).get("singular") else "formal"
    words: list[str] = voice.setting("closing", form, situation.language, [""])
    comma = voice.setting("closing", "end", situation.language, ",")
    chosen = words[turn % len(words)] if words else ""
    return f"{chosen}{comma}\n{situation.me}" if chosen else situation.me


def _after_greeting(text: str, voice: Voice, language: Language) -> str:
    """Return `text` with a small first letter where the language goes on after the comma of the greeting."""
    first = text.split(maxsplit=1)[0].rstrip(",")
    small: list[str] = voice.setting("greeting", "small", language, [])
    return text[0].lower() + text[1:] if first in small else text


def _sheet(voice: Voice, language: Language, texts: list[str]) -> str:
    headings = [voice.setting("phone", name, language) for name in ("opening", "ask", "listen", "thanks")]
    blocks = []
    for heading, text in zip(headings, texts, strict=False):
        lines = text.replace(" - ", "\n- ").split("\n") if text.startswith("- ") else [text]
        blocks.append("\n".join([heading, *(f"  {line.strip()}" for line in lines)]))
    return "\n\n".join(blocks)
