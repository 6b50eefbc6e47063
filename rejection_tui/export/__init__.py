"""Other programs' formats, out and in: records to text or bytes and back. No disk; `now` is an argument."""

from rejection_tui.export.calendar import CalendarItem, to_ics
from rejection_tui.export.lossless import from_json, is_json_export, to_json
from rejection_tui.export.markdown import partner_sheet, report
from rejection_tui.export.share import share_safe
from rejection_tui.export.tables import contacts_csv, feedback_csv, rejections_csv, safe_cell
from rejection_tui.export.vcard import to_vcf
from rejection_tui.importing.connections import read_connections
from rejection_tui.importing.contact_file import ContactFromFile, ContactsRead
from rejection_tui.importing.matching import FieldChange, Match, apply_match, apply_matches, match_contacts
from rejection_tui.importing.vcard import read_vcf

__all__ = [
    "CalendarItem",
    "ContactFromFile",
    "ContactsRead",
    "FieldChange",
    "Match",
    "apply_match",
    "apply_matches",
    "contacts_csv",
    "feedback_csv",
    "from_json",
    "is_json_export",
    "match_contacts",
    "partner_sheet",
    "read_connections",
    "read_vcf",
    "rejections_csv",
    "report",
    "safe_cell",
    "share_safe",
    "to_ics",
    "to_json",
    "to_vcf",
]
