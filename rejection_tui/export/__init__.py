"""Turns records into other programs' formats, as text or bytes. Nothing is written to disk; `now` is an argument."""

from rejection_tui.export.application_record import Layout, Record
from rejection_tui.export.application_record import languages as record_languages
from rejection_tui.export.application_record import to_csv as record_csv
from rejection_tui.export.application_record import to_markdown as record_markdown
from rejection_tui.export.application_record import to_text as record_text
from rejection_tui.export.application_record import words_of as record_words
from rejection_tui.export.calendar import CalendarItem, to_ics
from rejection_tui.export.cv import to_json_resume, to_markdown
from rejection_tui.export.lossless import from_json, is_json_export, to_json
from rejection_tui.export.markdown import report, titles
from rejection_tui.export.partner_sheet import partner_sheet
from rejection_tui.export.share import share_safe
from rejection_tui.export.tables import CsvStyle, contacts_csv, feedback_csv, rejections_csv, safe_cell
from rejection_tui.export.vcard import to_vcf

__all__ = [
    "CalendarItem",
    "CsvStyle",
    "Layout",
    "Record",
    "contacts_csv",
    "feedback_csv",
    "from_json",
    "is_json_export",
    "partner_sheet",
    "record_csv",
    "record_languages",
    "record_markdown",
    "record_text",
    "record_words",
    "rejections_csv",
    "report",
    "safe_cell",
    "share_safe",
    "titles",
    "to_ics",
    "to_json",
    "to_json_resume",
    "to_markdown",
    "to_vcf",
]
