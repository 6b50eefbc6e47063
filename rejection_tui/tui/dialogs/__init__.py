"""Modal dialogs; each is dismissed with a value."""
