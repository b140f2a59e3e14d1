"""Reports as PDF: tagged (PDF/UA), from the same HTML. WeasyPrint is an extra."""

import logging
from importlib import import_module

from truceline.values.problems import Problem, Problems
from truceline.values.seal import file_hash
from truceline.workbench.reports.html import html_of
from truceline.workbench.reports.lettering import with_laid_letters
from truceline.workbench.reports.lines import Page

_QUIET = ("weasyprint", "fontTools", "fontTools.subset", "fontTools.ttLib")


def pdf_of(page: Page) -> bytes:
    """The page as a tagged PDF; the same page gives the same bytes.

    Raises:
        Problems: ``report.no_pdf`` when WeasyPrint, or what it draws text with, is not installed.
    """
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise Problems([Problem("report.no_pdf", str(error))]) from error
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    text = html_of(with_laid_letters(page))
    document = weasyprint.HTML(string=text, base_url=None, url_fetcher=_fetch_nothing)
    written: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=file_hash(text.encode()).encode()[:32]
    )
    return written


def _fetch_nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    """A report asks nothing of the network or the disk."""
    raise ValueError(url)
