"""The themes, and the contrast of their colours."""
