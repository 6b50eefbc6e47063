"""Where mail is read from: the path or account that is typed, a worker that reads, progress, and the way to stop it."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.widgets import Input, ProgressBar, Static
from textual.worker import get_current_worker

from rejection_tui.domain.correction import Memory
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.secret import Secret
from rejection_tui.domain.text import clean_line
from rejection_tui.services import accounts, letters, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import Batch, Progress
from rejection_tui.services.named_files import kind
from rejection_tui.tui.dialogs.password import PasswordDialog
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.page import Page, TitleLine
from rejection_tui.tui.widgets.path_input import PathInput
from rejection_tui.tui.widgets.reading_words import progress_words

if TYPE_CHECKING:
    from rejection_tui.services.accounts import AccountReading

_HINT = (
    "Name what you have and press enter: a mail file or a folder of them, an mbox, Google's Takeout .zip, the folder "
    "of Thunderbird or Apple Mail, an Outlook .msg, a letter saved as a page, PDF or Word file.\n\n"
    "Nothing is filed before you have seen it, and nothing leaves this machine.\n"
)
_ACCOUNT_HINT = "A mail account comes in the same way, and is only read: "


def hint(context: AppContext) -> str:
    """Return what can be read, and the accounts there are, or where one is described."""
    offers = accounts.offers(context)
    told = ", ".join(offers) if offers else "describe it as [accounts.work] in config.toml (rejtui config explains)"
    return f"{_HINT}\n{_ACCOUNT_HINT}{told}."


_REPORT_SECONDS = 0.1  # seconds between two reports of progress


class ReadingScreen(Page[int]):
    """A screen that reads mail; what is read goes to `_sort`."""

    class Read(Message):
        """The worker reports progress, the batch it read, or the sentence why it failed."""

        def __init__(
            self,
            progress: Progress | None = None,
            batch: Batch | None = None,
            sentence: str = "",
            asks: "AccountReading | None" = None,  # it needs its password
        ) -> None:
            super().__init__()
            self.asks = asks
            self.progress = progress
            self.batch = batch
            self.sentence = sentence

    def __init__(self, context: AppContext, path: Path | None = None) -> None:
        super().__init__()
        self.context = context
        self._path = path
        self._account: AccountReading | None = None  # what the letters come from, when it is an account
        self._stopping = Event()  # set when the user has had enough: what was read by then is shown

    def on_mount(self) -> None:
        """Start at the path given, else at the last folder."""
        field = self.query_one(PathInput)
        last = remembered.load(self.context).get("import", "")
        field.value = clean_line(str(self._path) if self._path else last, 4000)
        self._set_state("choose")
        self.set_focus(field)  # at once: a short file may have been read before a message is handled
        field.select_all()
        if self._path is not None:
            self._start(self._path)

    def _set_state(self, name: str) -> None:
        for one in ("choose", "reading", "sorted"):
            self.set_class(one == name, f"-{one}")
        self.query_one("#import-body").display = name == "sorted"
        self.refresh_bindings()

    @on(Input.Submitted, "#import-path")
    def _submitted(self) -> None:
        words, path = self.query_one(PathInput).value.strip(), self.query_one(PathInput).path
        if words.startswith(accounts.PREFIX):
            self._start_account(words)
        elif path is not None:
            self._start(path)

    @on(PathInput.LinesPasted)
    def _letter_pasted(self, event: PathInput.LinesPasted) -> None:
        self._show_message("Those lines name no file. To bring in one letter by its words: esc, and paste it there.")

    def _start(self, path: Path) -> None:
        if not kind(path):
            self._show_message(f"There is nothing at {path}. Nothing was read.")
            return
        folder = path if kind(path) == "folder" else path.parent
        remembered.save(self.context, **{"import": str(folder) + "/"})
        self._account = None
        self._begin(lambda report, memory: letters.read_paths([path], report, memory))

    def _start_account(self, name: str) -> None:
        try:
            account = accounts.find(self.context, name)
        except RejtuiError as error:
            self._show_message(error.sentence)
            return
        remembered.save(self.context, **{"import": f"{accounts.PREFIX}{account.name}"})
        self._read_account(accounts.open_reading(self.context, account))

    def _read_account(self, reading: "AccountReading", secret: Secret | None = None) -> None:
        self._account = reading
        self._begin(lambda report, memory: letters.read_items(accounts.unlock(reading, secret), report, memory))

    def _ask_password(self, reading: "AccountReading") -> None:
        def take(secret: Secret | None) -> None:
            if secret is None:
                self._show_message("Nothing was read.")
            else:
                self._read_account(reading, secret)

        self.app.push_screen(PasswordDialog(reading.account), take)

    def _begin(self, read: Callable[[Callable[[Progress], bool], Memory], Batch]) -> None:
        self.query_one(ProgressBar).update(total=None, progress=0)
        self._count("Looking …")
        self.query_one(TitleLine).show("Import letters", "")
        self._set_state("reading")
        self.set_focus(None)
        self._stopping.clear()
        self._read(read, self.context.records.memory)

    def _show_message(self, words: str) -> None:
        self.query_one("#import-hello", Static).update(shown(words))
        self._set_state("choose")
        self.set_focus(self.query_one(PathInput))

    def _count(self, words: str) -> None:
        self.query_one("#import-count", Static).update(shown(words))

    @work(thread=True, group="import", exclusive=True, exit_on_error=False)
    def _read(self, read: Callable[[Callable[[Progress], bool], Memory], Batch], memory: Memory) -> None:
        worker = get_current_worker()
        last = 0.0

        def report(progress: Progress) -> bool:
            nonlocal last
            if time.monotonic() - last >= _REPORT_SECONDS:
                last = time.monotonic()
                self.post_message(self.Read(progress=progress))
            return not (worker.is_cancelled or self._stopping.is_set())

        try:
            batch = read(report, memory)
        except accounts.PasswordNeeded:
            self.post_message(self.Read(asks=self._account))
            return
        except RejtuiError as error:
            self.post_message(self.Read(sentence=error.sentence))
            return
        if not worker.is_cancelled:
            self.post_message(self.Read(batch=batch))

    @on(Read)
    def _report_received(self, event: Read) -> None:
        if not self.has_class("-reading"):
            return
        if event.asks is not None:
            self._ask_password(event.asks)
        elif event.sentence:
            self._show_message(event.sentence)
        elif event.batch is not None:
            self._sort(event.batch)
        elif event.progress is not None:
            self._progress(event.progress)

    def _progress(self, progress: Progress) -> None:
        self.query_one(ProgressBar).update(total=progress.total or None, progress=progress.done)
        self._count(progress_words(progress))

    def stop(self) -> None:
        """Stop the reading and go on with what was read; a second time, give up at once: a server may take long."""
        if self._stopping.is_set():
            self.workers.cancel_group(self, "import")
            self._show_message("Stopped. Nothing was filed; enter reads it again.")
        self._stopping.set()
        self._count("Stopping …")

    def _sort(self, batch: Batch) -> None:
        """Show what was read."""
        raise NotImplementedError
