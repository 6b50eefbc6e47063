"""What keys do: every command once, read by footer, palette, help and the user's own key settings."""
