"""Reports as a table: a row for each time somebody tells of an incident (docs/spec/reports.md)."""

from truceline.exchange.reports.reading import Told, read_reports_table

__all__ = ["Told", "read_reports_table"]
