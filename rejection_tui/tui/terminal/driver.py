"""Reads the terminal: keys and pastes apart, and the program told when the terminal is gone."""

import os
import selectors
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import Final

from textual.message import Message

from rejection_tui.tui.terminal.paste_filter import PlainPasteParser
from rejection_tui.tui.terminal.textual_private import SignalSafeDriver

READ_SIZE: Final = 4096
#: Seconds the program may take to end once its terminal is gone; then the kernel ends it.
LAST_SECONDS: Final = 8


class TerminalDriver(SignalSafeDriver):
    """Textual's driver for terminals, with this program's parser.

    Textual's own reads on for ever, at full load, from a terminal that was closed (Textualize/textual#6690).
    """

    def run_input_thread(self) -> None:
        """Read until the program ends or the terminal is gone."""
        parser = PlainPasteParser()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            decode = getincrementaldecoder("utf-8")("replace").decode
            while not self.exit_event.is_set():
                if selector.select(parser.patience):
                    data = self._read()
                    if not data:
                        signal.alarm(LAST_SECONDS)  # what is still to be written to the terminal may wait for ever
                        self.tell(lambda app: app.terminal_gone())
                        break
                    self._pass_on(parser.feed(text) if (text := decode(data)) else ())
                self._pass_on(parser.tick())
        self._pass_on(parser.feed(""))

    def _read(self) -> bytes:
        """Return what was typed; nothing when the terminal is gone."""
        try:
            return os.read(self.fileno, READ_SIZE)
        except InterruptedError:
            return self._read()
        except OSError:
            return b""

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
