"""The frames of panes and preview: a name at the left of the upper border, a note at its right, a line between them."""

from textual.content import Content

from rejection_tui.tui.widgets.display import shown


def frame_title(name: str, note: str, width: int, focused: bool) -> Content:
    """Return the title of a border that is `width` cells wide inside; the name of a pane with the focus is a block."""
    title = shown(f" {name} ", "bold reverse $primary" if focused else "bold $foreground 75%")
    room = width - 2 - title.cell_length - 4
    words = shown(note, "" if focused else "$foreground 66%")
    if words.cell_length > room:
        words = words.truncate(max(room, 0), ellipsis=True)
    if not words.plain or room <= 3:
        return title
    line = "─" * max(room - words.cell_length, 1)
    return Content.assemble(title, Content.styled(f" {line} ", "$primary" if focused else "$foreground 20%"), words)
