"""Access to the clipboard, the editor, the mail program and child processes. Knows neither records nor Textual."""
