"""The composer: one draft beside the letter it answers, read, checked, changed, copied and recorded as sent."""

from rejection_tui.tui.screens.composer.screen import Composer

__all__ = ["Composer"]
