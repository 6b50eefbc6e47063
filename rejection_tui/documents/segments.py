"""Letters to pieces of lines: what is drawn side by side is one piece, a bullet mark belongs to what follows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rejection_tui.documents.dates import is_dates
from rejection_tui.documents.glyphs import Glyph
from rejection_tui.documents.hyphens import without_ligatures

#: Marks that begin an item of a list where a gap follows. The last ones are what symbol fonts draw for a code.
MARKS: Final = "-*+•‣◦▪▫●○■□◆◇◊❖►▶▸➢➤➔→⇒»›✓✔✦★☆–—−·∙⋅⁃⦁⬤∗■"
_SYMBOL_FONT: Final = re.compile(r"wing|symbol|dingbat|bullet|cmsy|msam|marvosym|courier", re.I)
#: Fonts of pictures beside an address or a date, which mark no item.
_ICON_FONT: Final = re.compile(r"awesome|\bfa[a-z]{0,8}\d|icon|material|academicons|fontello", re.I)
#: Those of them that people put before items: a circle, a square, an arrow, a tick.
_ICON_MARK: Final = re.compile(
    r"/(?:.*circle|.*square|chevron|angle|caret|arrow|check|star|dot|long-arrow|hand-point|minus|plus).*"
    r"|[\uf111\uf192\uf10c\uf0c8\uf096\uf054\uf105\uf0da\uf061\uf138\uf0a9\uf00c\uf058\uf101\uf14a\uf005\uf35a]"
)
_NUMBER: Final = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]$")
_BOLD: Final = re.compile(r"bold|black|heavy|semibold|demi|medi|\bb\b|cmbx|-bd|bd-", re.I)
_COLUMN: Final = 0.7  # of the height: a gap behind dates from which on they stand in a column of their own
_SAME_LINE: Final = 0.3  # of the letters' height: how far baselines of one line lie apart
_SPACE: Final = 0.13  # of the height: a gap from which on a space is meant
_DRAWN_ON: Final = 1.3  # of the height: gaps within what is drawn in one go, as in justified lines
_BESIDE: Final = 0.6  # of the height: gaps between what is drawn apart
_LOOK_BACK: Final = 150  # letters among which the same ones may be drawn again
_FEW_SPACES: Final = 2
_SPACED: Final = 2.5  # of the height: gaps in which a space was drawn
_SPREAD: Final = 5.0  # of the height: gaps in a line of few words that fills its column
_SPREAD_GAPS: Final = 3
_ALIKE: Final = 1.15
_WIDER: Final = 1.6  # than the gaps between letters set apart: those between words
_AFTER_MARK: Final = 5.0  # of the height: how far the words may stand from their mark


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line: words side by side, with edges and baseline in points; `text_x` is where its words begin.

    `mark` is True when it begins with the mark of an item, which `text` leaves out.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    mark: bool = False
    text_x: float = 0.0
    page: int = 0
    unknown: int = 0  # letters of which the font does not say what they are
    label: bool = False  # it stands beside what it names, as a date beside a job


@dataclass(slots=True)
class _Run:
    order: int
    glyphs: list[Glyph]
    space: bool = False  # a space was drawn behind it
    apart: bool = False  # it follows dates that stand beside it

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return max(one.x1 for one in self.glyphs[-3:])

    @property
    def y(self) -> float:
        return self.glyphs[0].y

    @property
    def size(self) -> float:
        return max(one.size for one in self.glyphs)


def segments(glyphs: Sequence[Glyph], page: int) -> list[Segment]:
    """Return the pieces of the lines of a page, from top to bottom and left to right."""
    found: list[Segment] = []
    for row in _rows(_runs(glyphs)):
        found += [made for run in _joined(row) if (made := _segment(run, page)) is not None]
    return found


def _runs(glyphs: Sequence[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    spaces, end = 0, 0.0
    for one in glyphs:
        run = runs[-1] if runs else None
        if not one.text.strip() and one.known:
            spaces += 1
            if run is not None:
                run.space = True
                # A space that was drawn is part of the line; a row of them sets a column apart.
                end = one.x1 if spaces <= _FEW_SPACES and _is_near(run.glyphs[-1], one, end) else end
            continue
        near = run is not None and _is_near(run.glyphs[-1], one, end, 0 < spaces <= _FEW_SPACES)
        if run is None or not near or _is_behind_dates(run, one, end):
            runs.append(_Run(len(runs), [one], apart=near))
        else:
            last = run.glyphs[-1]
            if spaces or one.x0 - end > _SPACE * max(last.size, one.size):
                run.glyphs.append(Glyph(" ", last.x1, one.x0, last.y, last.size, last.font))
            run.glyphs.append(one)
            run.space = False
        spaces, end = 0, one.x1
    return runs


def _is_near(last: Glyph, one: Glyph, end: float, spaced: bool = False) -> bool:
    height = max(last.size, one.size)
    most = _SPACED if spaced else _DRAWN_ON
    return abs(last.y - one.y) <= 0.45 * height and -0.6 * height <= one.x0 - end <= most * height


def _is_behind_dates(run: _Run, one: Glyph, end: float) -> bool:
    wide = one.x0 - end > _COLUMN * max(run.glyphs[-1].size, one.size)
    return wide and is_dates("".join(part.text for part in run.glyphs[:41]))


def _rows(runs: list[_Run]) -> list[list[_Run]]:
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda one: -one.y):
        height = min(run.size, rows[-1][0].size) if rows else 0.0
        if rows and abs(rows[-1][0].y - run.y) <= _SAME_LINE * height:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda one: one.x0) for row in rows]


def _joined(row: list[_Run]) -> list[_Run]:
    """Return the runs of a row with those joined that are one piece; what is drawn twice at one place counts once."""
    found: list[_Run] = []
    spread = _is_spread(row)
    for run in row:
        last = found[-1] if found else None
        if last is None:
            found.append(run)
            continue
        height = min(last.size, run.size)
        gap = run.x0 - last.x1
        if _drawn_again(last, run):
            continue
        alone = _is_mark(last.glyphs)
        near = _SPREAD if spread else _DRAWN_ON if run.order == last.order + 1 else _BESIDE
        if not run.apart and gap <= (_AFTER_MARK if alone else near) * height and (gap > -0.6 * height or alone):
            if last.space or gap > _SPACE * height or alone:
                last.glyphs.append(Glyph(" ", last.x1, run.x0, run.y, run.size, run.glyphs[0].font))
            last.glyphs.extend(run.glyphs)
            last.order, last.space = run.order, run.space
        else:
            found.append(run)
    return found


def _is_spread(row: list[_Run]) -> bool:
    """True for a line whose words were moved apart to fill it: at least three, drawn in order, all gaps alike."""
    gaps = [two.x0 - one.x1 for one, two in pairwise(row)]
    if len(gaps) < _SPREAD_GAPS or any(two.order != one.order + 1 for one, two in pairwise(row)):
        return False
    inner = gaps[1:]  # the first one may be that of a mark
    return min(inner) > 0 and max(inner) <= _ALIKE * min(inner) and max(gaps) <= _SPREAD * row[0].size


def _drawn_again(last: _Run, run: _Run) -> bool:
    """True when letters stand where the same ones stand already, as where a bold face is drawn twice."""
    near = 0.3 * run.size
    there = [(one.text, one.x0) for one in last.glyphs[-_LOOK_BACK:] if run.x0 - near <= one.x0 <= run.x1 + near]
    words = [one for one in run.glyphs if one.text != " "]
    return bool(there) and all(
        any(text == one.text and abs(x - one.x0) <= near for text, x in there) for one in words[:40]
    )


def _is_mark(glyphs: Sequence[Glyph]) -> bool:
    text = "".join(one.text for one in glyphs).strip()
    return _mark_letter(glyphs[0], text) if len(text) <= 1 or len(glyphs) == 1 else bool(_NUMBER.match(text))


def _mark_letter(one: Glyph, text: str) -> bool:
    if _is_icon(one):
        return bool(_ICON_MARK.fullmatch(text)) or text in MARKS
    if text and text in MARKS:
        return True
    odd = not text or not text.isprintable() or "\ue000" <= text[:1] <= "\uf8ff" or not one.known
    return odd or (bool(_SYMBOL_FONT.search(one.font)) and text in "o§lnuvwqØüà¾Ÿ")


def _closed_up(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return letters that were set apart as the words they are: the wider gaps are those between words."""
    gaps = [one.x1 - one.x0 for one in glyphs[1::2] if one.text == " "]
    if len(gaps) < _SPREAD_GAPS or len(gaps) != len(glyphs) // 2 or any(one.text == " " for one in glyphs[::2]):
        return glyphs
    usual = sorted(gaps)[len(gaps) // 2]
    return [one for one in glyphs if one.text != " " or one.x1 - one.x0 > _WIDER * usual]


def _is_icon(one: Glyph) -> bool:
    return bool(_ICON_FONT.search(one.font))


def _segment(run: _Run, page: int) -> Segment | None:
    glyphs = run.glyphs
    mark, text_x = False, run.x0
    first = next((at for at, one in enumerate(glyphs) if one.text == " "), len(glyphs))
    head = glyphs[:first]
    attached = head[0].text in "•●▪■◦‣" and first > 1  # a typed mark without a space
    if attached or (first < len(glyphs) and _is_mark(head)):
        glyphs = glyphs[1:] if attached else glyphs[first + 1 :]
        mark, text_x = True, glyphs[0].x0
    glyphs = [one for one in glyphs if not _is_icon(one)]
    glyphs = list(_closed_up(glyphs))
    text = without_ligatures("".join(one.text for one in glyphs if one.known)).strip()
    words = [one for one in glyphs if one.text != " "]
    if not text.strip(f"{MARKS} "):
        text = ""  # the dots of a rating, a line drawn with letters
    elif mark and text[0] in MARKS and text[1:2] == " ":
        mark, text = False, text.strip(f"{MARKS} ")
    unknown = sum(not one.known for one in words)
    if not words or not (text or unknown):
        return None
    size = sorted(one.size for one in words)[len(words) // 2]
    bold = sum(bool(_BOLD.search(one.font)) for one in words) * 2 > len(words)
    return Segment(text, run.x0, run.x1, run.y, size, bold, mark, text_x, page, unknown)
