"""Everything a user can do, for the CLI and the dashboard: one function is one transaction, one write and one undo."""
