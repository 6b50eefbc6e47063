"""The dashboard: the only room that knows Textual. Importing this package alone loads none of it."""
