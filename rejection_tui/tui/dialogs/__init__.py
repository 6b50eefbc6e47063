"""Modal questions: each is dismissed with a value."""
