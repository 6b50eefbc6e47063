"""The terminal: what is private in Textual, the paste filter, crashes and leaving in good order."""
