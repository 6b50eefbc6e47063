"""The letters of a PDF page with their places: a walk over what the page draws, its forms too."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

from rejection_tui.documents.limits import BROKEN

_MAX_DEPTH: Final = 12  # of forms within forms
_MAX_FORMS: Final = 200  # of a page
_MAX_GLYPHS: Final = 100_000  # of a page
_LOOK_UP: Final = 500  # letters after which the time is looked at
_MAX_SAVED: Final = 500  # graphics states
Matrix = tuple[float, float, float, float, float, float]
_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: Which way a page's text runs, by the turn in the page's dictionary, as a matrix onto an upright page.
_TURNS: Final[dict[int, Matrix]] = {
    0: _SAME,
    90: (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
    180: (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
    270: (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """Letters drawn as one; left edge, right edge and baseline in points, y growing upwards.

    `known` is False where the font does not say which letter it is.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    known: bool = True


@dataclass(slots=True)
class PageGlyphs:
    """What a page draws: its letters in the order of drawing, how many run across it, and whether it has pictures."""

    glyphs: list[Glyph] = field(default_factory=list)
    turned: int = 0
    pictures: int = 0
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix
    font: Any = None
    unit: float = 0.001  # of the font's widths
    size: float = 12.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


def page_glyphs(page: Any, reader: Any, watch: Callable[[], None]) -> PageGlyphs:
    """Return the letters of a page of pypdf's; call within `opened_pdf`, whose `watch` bounds the time."""
    found = PageGlyphs()
    content = page.get("/Contents")
    content = content.get_object() if content is not None else None
    if content is None:
        return found
    turn = _TURNS.get(int(page.rotation) % 360, _SAME)
    walk = _Walk(reader, watch, found, _State(turn))
    walk.run(content, _resources(page), 0)
    return found


def _resources(page: Any) -> Any:
    """Return the resources of a page, which a node above it may hold."""
    for _ in range(_MAX_DEPTH):
        if page.get("/Resources") is not None or page.get("/Parent") is None:
            break
        page = page["/Parent"].get_object()
    return page.get("/Resources")


class _Walk:
    """Follows the operators of a page; fonts that were read are kept by the identity of their dictionary."""

    def __init__(self, reader: Any, watch: Callable[[], None], found: PageGlyphs, state: _State) -> None:
        self.reader = reader
        self.watch = watch
        self.found = found
        self.state = state
        self.saved: list[_State] = []
        self.text: Matrix = _SAME
        self.line: Matrix = _SAME
        self.fonts: dict[int, tuple[Any, float]] = {}
        self.forms = 0

    def run(self, content: Any, resources: Any, depth: int) -> None:
        """Follow one stream of operators."""
        from pypdf.errors import PyPdfError
        from pypdf.generic import ContentStream

        resources = resources.get_object() if resources is not None else {}
        for operands, operator in ContentStream(content, self.reader, "bytes").operations:
            self.watch()
            try:
                self._draw(operator, operands, resources, depth)
            except MemoryError:
                raise
            except (PyPdfError, *BROKEN):
                self.found.broken = True  # an operator without its operands; what follows may be fine

    def _draw(self, operator: bytes, operands: Any, resources: Any, depth: int) -> None:
        if operator == b"Do":
            self._form(operands[0], resources, depth)
        elif operator == b"Tf":
            size = float(operands[1])
            font, unit = self._font(operands[0], resources)
            self.state = replace(self.state, font=font, unit=unit, size=size)
        elif operator in _SHOWS:
            self._show(operator, operands)
        elif operator == b"INLINE IMAGE":
            self.found.pictures += 1
        elif operator in _PLACES:
            self._place(operator, operands)
        elif operator in _PARAMETERS:
            name, scale = _PARAMETERS[operator]
            change: dict[str, Any] = {name: float(operands[0]) * scale}
            self.state = replace(self.state, **change)
        elif operator == b"q":
            if len(self.saved) < _MAX_SAVED:
                self.saved.append(self.state)
        elif operator == b"Q":
            if self.saved:
                self.state = self.saved.pop()
        elif operator == b"cm":
            self.state = replace(self.state, matrix=_times(_matrix(operands), self.state.matrix))

    def _place(self, operator: bytes, operands: Any) -> None:
        if operator == b"BT":
            self.text = self.line = _SAME
        elif operator == b"Tm":
            self.text = self.line = _matrix(operands)
        elif operator == b"T*":
            self._next_line()
        else:
            across, up = float(operands[0]), float(operands[1])
            if operator == b"TD":
                self.state = replace(self.state, leading=-up)
            self.text = self.line = _times((1.0, 0.0, 0.0, 1.0, across, up), self.line)

    def _next_line(self) -> None:
        self.text = self.line = _times((1.0, 0.0, 0.0, 1.0, 0.0, -self.state.leading), self.line)

    def _show(self, operator: bytes, operands: Any) -> None:
        if operator == b'"':
            self.state = replace(self.state, word_spacing=float(operands[0]), spacing=float(operands[1]))
        if operator in (b"'", b'"'):
            self._next_line()
        shown = operands[0] if operator == b"TJ" else [operands[-1]]
        for piece in shown:
            if isinstance(piece, (bytes, str)):
                self._string(piece)
            else:
                back = float(piece) / 1000 * self.state.size * self.state.stretch
                self.text = _times((1.0, 0.0, 0.0, 1.0, -back, 0.0), self.text)

    def _string(self, piece: bytes | str) -> None:
        state, font = self.state, self.state.font
        for code, text, known in _letters(piece, font):
            if len(self.found.glyphs) >= _MAX_GLYPHS:
                self.found.broken = True
                return
            if not len(self.found.glyphs) % _LOOK_UP:
                self.watch()
            width = _width(font, code) * state.unit * state.size
            gap = state.spacing + (state.word_spacing if code == " " else 0.0)
            here = _times((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), _times(self.text, state.matrix))
            after = _times((1.0, 0.0, 0.0, 1.0, width * state.stretch, 0.0), _times(self.text, state.matrix))
            size = abs(state.size) * (here[2] ** 2 + here[3] ** 2) ** 0.5
            if abs(here[1]) > abs(here[0]) or here[0] < 0:
                self.found.turned += 1
            elif text and size > 0.5:
                name = font.name if font is not None else ""
                self.found.glyphs.append(Glyph(text, here[4], after[4], here[5], size, name, known))
            self.text = _times((1.0, 0.0, 0.0, 1.0, (width + gap) * state.stretch, 0.0), self.text)

    def _font(self, name: Any, resources: Any) -> tuple[Any, float]:
        from pypdf.generic import DictionaryObject
        from pypdf.generic._font import Font

        fonts = resources.get("/Font", {}).get_object()
        entry = fonts.get(name)
        entry = entry.get_object() if entry is not None else None
        if not isinstance(entry, DictionaryObject):
            return None, 0.001
        if id(entry) not in self.fonts:
            drawn = entry.get("/FontMatrix") if entry.get("/Subtype") == "/Type3" else None
            unit = abs(float(drawn.get_object()[0])) if drawn is not None else 0.001
            self.fonts[id(entry)] = (Font.from_font_resource(entry), unit)
        return self.fonts[id(entry)]

    def _form(self, name: Any, resources: Any, depth: int) -> None:
        form = resources["/XObject"].get_object()[name].get_object()
        if form.get("/Subtype") == "/Image":
            self.found.pictures += 1
            return
        self.forms += 1
        if depth >= _MAX_DEPTH or self.forms > _MAX_FORMS:
            self.found.broken = True
            return
        before, text, line, saved = self.state, self.text, self.line, self.saved
        own = form.get("/Matrix")
        matrix = _times(_matrix(own.get_object()), before.matrix) if own is not None else before.matrix
        self.state, self.saved = replace(before, matrix=matrix), []
        self.run(form, form.get("/Resources", resources), depth + 1)
        self.state, self.text, self.line, self.saved = before, text, line, saved


_SHOWS: Final = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PLACES: Final = frozenset((b"BT", b"Td", b"TD", b"Tm", b"T*"))
_PARAMETERS: Final[dict[bytes, tuple[str, float]]] = {
    b"Tc": ("spacing", 1.0),
    b"Tw": ("word_spacing", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


def _letters(piece: bytes | str, font: Any) -> Iterator[tuple[str, str, bool]]:
    """Yield each code of a shown string as the font counts it, the text it stands for, and whether that is known."""
    if font is None:
        text = piece if isinstance(piece, str) else piece.decode("cp1252", "replace")
        yield from ((one, one, True) for one in text)
        return
    data = piece.encode("latin-1", "replace") if isinstance(piece, str) else piece
    if isinstance(font.encoding, str):
        codes = data.decode(font.encoding, "surrogatepass" if len(data) % 2 == 0 else "replace")
        told = {one: one for one in codes}
    else:
        codes = "".join(map(chr, data))
        told = {one: font.encoding.get(ord(one), one) for one in codes}
    for one in codes:
        text = font.character_map.get(told[one], font.character_map.get(one, told[one]))
        known = font.interpretable and "\ufffd" not in text and not (len(text) > 2 and text[0] == "/")
        yield one, text, known


def _width(font: Any, code: str) -> float:
    if font is None:
        return 500.0
    return float(font.space_width if code == font.space_char else font.get_text_width(code))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in islice(operands, 6))
    return a, b, c, d, e, f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that does `one` and then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
