"""HTML to readable plain text in one linear pass. Styles, scripts and hidden text are left out; nothing is fetched."""

import html
import re

from rejection_tui.domain.text import clean

MAX_CHARACTERS = 512_000  # characters of a page; the rest is ignored
_MAX_TAG = 20_000
_DROPPED_TAGS = {"script", "style", "head", "title", "template", "svg", "select", "object", "iframe", "math", "noembed"}
_VOID_TAGS = {"br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "source", "embed", "param"}
_PARAGRAPH_TAGS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "section",
    "article",
}
_LINE_TAGS = {"div", "tr", "dt", "dd", "header", "footer", "center", "address", "form", "fieldset", "main"}
_TAG_NAME = re.compile(r"/?\s*([a-z][a-z0-9:-]{0,30})")
_HIDDEN_STYLE = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|mso-hide\s{0,5}:\s{0,5}all|"
    r"font-size\s{0,5}:\s{0,5}[01](?:px|pt|em|%)?\s{0,5}(?:[;\"'!}]|$)|max-height\s{0,5}:\s{0,5}0|"
    r"opacity\s{0,5}:\s{0,5}0(?:\.0+)?\s{0,5}(?:[;\"'!}]|$)|\shidden(?:[\s=>/]|$)"
)
_CLASS_RULE = re.compile(r"\.([a-z_][\w-]{0,60})\s{0,20}\{([^{}]{0,2000})\}")
_CLASS_ATTRIBUTE = re.compile(r"class\s{0,5}=\s{0,5}[\"']?([^\"'>]{0,300})")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u034f\u200c\u200d]+")


def to_text(page: str) -> str:
    """Return the words a reader of `page` would see, as clean plain text with paragraphs, list marks and rows."""
    page = page[:MAX_CHARACTERS].replace("\u0130", "I\u0307")
    scanner = _Scanner(page, hide=True)
    text = scanner.run()
    if scanner.unclosed_hidden or (not text.strip() and page.strip()):
        text = _Scanner(page, hide=False).run()
    return text


class _Scanner:
    """One pass over a page. With `hide` False hidden elements are kept too, for pages that never close one."""

    def __init__(self, page: str, hide: bool) -> None:
        self.page = page
        self.lower = page.lower()
        self.hide = hide
        self.out: list[str] = []
        self.hidden_classes = self._hidden_classes() if hide else frozenset()
        self.hidden_name = ""
        self.hidden_depth = 0
        self.unclosed_hidden = False

    def run(self) -> str:
        """Return the text of the page, and note in `unclosed_hidden` whether a hidden element was never closed."""
        position, end = 0, len(self.page)
        while position < end:
            start = self.page.find("<", position)
            if start < 0:
                self._emit_text(self.page[position:])
                break
            self._emit_text(self.page[position:start])
            position = self._markup(start)
        self.unclosed_hidden = bool(self.hidden_name)
        return _tidy("".join(self.out))

    def _markup(self, start: int) -> int:
        """Handle the markup that begins with `<` at `start`; return the index to go on from."""
        if self.lower.startswith("<!--", start):
            if self.lower.startswith("<!--[if", start) or self.lower.startswith("<!--<!", start):
                return self._index_after(self.lower.find("-->", start), 3)
            return self._index_after(self.lower.find("-->", start + 2), 3)
        if self.lower.startswith(("<!", "<?"), start):
            return self._index_after(self.lower.find(">", start), 1)
        match = _TAG_NAME.match(self.lower, start + 1)
        if not match:
            self._emit_text("<")
            return start + 1
        stop = self._tag_end(start)
        if stop < 0:
            self._emit_text(self.page[start : start + 1])
            return start + 1 if self.page.find(">", start) >= 0 else self._emit_rest(start + 1)
        name, closing = match[1], self.lower[start + 1] == "/"
        if name in _DROPPED_TAGS and not closing:
            close = self.lower.find(f"</{name}", stop)
            return (
                self._index_after(self.lower.find(">", close), 1)
                if close >= 0
                else (stop if name == "head" else len(self.page))
            )
        self._tag(name, closing, self.lower[start:stop])
        return stop

    def _index_after(self, found: int, width: int) -> int:
        return found + width if found >= 0 else len(self.page)

    def _emit_rest(self, position: int) -> int:
        self._emit_text(self.page[position:])
        return len(self.page)

    def _tag_end(self, start: int) -> int:
        """Return the index after the tag's `>`, skipping up to three of them inside quotes; -1 if there is none."""
        stop = start
        for _ in range(4):
            stop = self.page.find(">", stop, start + _MAX_TAG) + 1
            if stop <= 0:
                return -1
            if self.page.count('"', start, stop) % 2 == 0:
                return stop
        return self.page.find(">", start) + 1

    def _tag(self, name: str, closing: bool, tag: str) -> None:
        if self.hidden_name:
            if name == self.hidden_name:
                self.hidden_depth += -1 if closing else 1
                if self.hidden_depth <= 0:
                    self.hidden_name = ""
            return
        if (
            not closing
            and self.hide
            and name not in _VOID_TAGS
            and name not in {"body", "html"}
            and self._is_hidden(tag)
        ):
            if not tag.endswith("/>"):
                self.hidden_name, self.hidden_depth = name, 1
            return
        if name == "br" or name == "hr":
            self.out.append("\n")
        elif name == "li":
            self.out.append("\n" if closing else "\n- ")
        elif name in _PARAGRAPH_TAGS:
            self.out.append("\n\n")
        elif name in _LINE_TAGS and not (name == "tr" and closing):
            self.out.append("\n")
        elif name in {"td", "th"} and closing:
            self.out.append("  ")

    def _is_hidden(self, tag: str) -> bool:
        tag = tag[:4000]
        if ("style" in tag or "hidden" in tag) and _HIDDEN_STYLE.search(tag):
            return True
        if self.hidden_classes and (match := _CLASS_ATTRIBUTE.search(tag)):
            return not self.hidden_classes.isdisjoint(match[1].split())
        return False

    def _hidden_classes(self) -> frozenset[str]:
        """Return the class names that a style sheet of the page hides, media queries left out."""
        found: set[str] = set()
        position = 0
        for _ in range(20):
            start = self.lower.find("<style", position)
            if start < 0:
                break
            position = self._index_after(self.lower.find("</style", start), 1)
            sheet = re.sub(
                r"@media[^{]{0,300}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,50}[^{}]{0,200}\}",
                "",
                self.lower[start:position][:60_000],
            )
            found |= {m[1] for m in _CLASS_RULE.finditer(sheet) if _HIDDEN_STYLE.search(m[2])}
        return frozenset(found)

    def _emit_text(self, text: str) -> None:
        if not text or self.hidden_name:
            return
        if "&" in text:
            text = html.unescape(_HUGE_REFERENCE.sub("\ufffd", text))
        self.out.append(_SPACES.sub(" ", text))


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t]{2,}", "  ", line).strip() for line in clean(text).split("\n"))
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    joined = re.sub(r"(?<=\n)- \n+(?=\S)", "- ", joined)
    return re.sub(r"(?<=\n)(- [^\n]*)\n\n(?=- )", r"\1\n", joined).strip()
