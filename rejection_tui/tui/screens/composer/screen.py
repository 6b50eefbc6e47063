"""The composer's screen, put together of what can be done with a draft."""

from typing import ClassVar

from textual.binding import BindingType

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.screens.composer.accounts import AccountPage
from rejection_tui.tui.screens.composer.keys import KEY_COMMANDS
from rejection_tui.tui.screens.composer.piping import PipingPage
from rejection_tui.tui.screens.composer.rewording import RewordingPage


class Composer(AccountPage, RewordingPage, PipingPage):
    """Opens with a composed draft, for reading; the program itself never sends anything."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = KEY_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "composer.tcss"
    KEEPS_ITSELF: ClassVar[bool] = True  # what is being typed is saved by the screen when it is closed
