"""A report in the format and language asked for, as the bytes of a file."""

from enum import Enum

from truceline.workbench.reports.daily_page import daily_page
from truceline.workbench.reports.docx import docx_of
from truceline.workbench.reports.html import html_of
from truceline.workbench.reports.lines import Page
from truceline.workbench.reports.pdf import pdf_of
from truceline.workbench.reports.shapes import csv_of, json_of
from truceline.workbench.reports.tongue import tongue
from truceline.workbench.reports.values import Daily, Report
from truceline.workbench.reports.violation_page import violation_page


class Form(Enum):
    """The formats of a report."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"
    CSV = "csv"


def page_of(report: Report, language: str) -> Page:
    """The report laid out in a language, before any format."""
    spoken = tongue(language)
    return daily_page(report, spoken) if isinstance(report, Daily) else violation_page(report, spoken)


def rendered(report: Report, form: Form, language: str) -> bytes:
    """The bytes of the report; the same report, form and language always give the same.

    Raises:
        Problems: ``report.no_pdf`` when PDF is asked for and cannot be made here.
    """
    if form is Form.JSON:
        return json_of(report)
    if form is Form.CSV:
        return csv_of(report)
    page = page_of(report, language)
    if form is Form.HTML:
        return html_of(page).encode()
    return pdf_of(page) if form is Form.PDF else docx_of(page)
