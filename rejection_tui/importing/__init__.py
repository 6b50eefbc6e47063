"""Reads vCards, LinkedIn's connections, CVs, cover letters, commented reports, practice sheets; matches people."""

from rejection_tui.importing.comments import OwnReport, ReportComment, ReportComments, read_comments
from rejection_tui.importing.connections import read_connections
from rejection_tui.importing.contact_file import ContactFromFile, ContactsRead
from rejection_tui.importing.cover_letter import read_cover_letter
from rejection_tui.importing.cv import CvLine, CvRead, Unread, paragraphs, read_cv, read_lines
from rejection_tui.importing.matching import FieldChange, Match, apply_match, apply_matches, match_contacts
from rejection_tui.importing.partner_sheet import PartnerSheet, is_partner_sheet, read_partner_sheet
from rejection_tui.importing.vcard import read_vcf

__all__ = [
    "ContactFromFile",
    "ContactsRead",
    "CvLine",
    "CvRead",
    "FieldChange",
    "Match",
    "OwnReport",
    "PartnerSheet",
    "ReportComment",
    "ReportComments",
    "Unread",
    "apply_match",
    "apply_matches",
    "is_partner_sheet",
    "match_contacts",
    "paragraphs",
    "read_comments",
    "read_connections",
    "read_cover_letter",
    "read_cv",
    "read_lines",
    "read_partner_sheet",
    "read_vcf",
]
