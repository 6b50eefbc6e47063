"""What the four-pane dashboard is made of: inbox, checklist, journal, contacts, and the line of today."""
