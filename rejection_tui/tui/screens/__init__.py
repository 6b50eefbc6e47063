"""Full screens: the dashboard, and the screens opened from it."""
