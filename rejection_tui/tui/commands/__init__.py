"""The commands: each is declared once, and read by footer, palette, help and the user's key settings."""
