"""The records and the rules of the method: frozen structs and pure functions. No clock, files or user interface."""
