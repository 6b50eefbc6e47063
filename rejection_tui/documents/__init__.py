"""The text of PDF, Word and OpenDocument files, which letters and CVs come as. Hostile files end in a sentence."""

from rejection_tui.documents.limits import BROKEN
from rejection_tui.documents.open_document import open_document_text
from rejection_tui.documents.pdf import pdf_pages
from rejection_tui.documents.word import docx_text

__all__ = ["BROKEN", "docx_text", "open_document_text", "pdf_pages"]
