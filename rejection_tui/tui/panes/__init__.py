"""The widgets of the dashboard: the panes inbox, checklist, journal and contacts, the preview and the head lines."""
