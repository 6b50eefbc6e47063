"""The machine around the program: clipboard, editor, mail program and child processes. No records, no Textual."""
