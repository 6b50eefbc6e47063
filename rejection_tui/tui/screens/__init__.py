"""Full screens: the dashboard, and what is reached from it by one key."""
