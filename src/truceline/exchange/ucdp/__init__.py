"""UCDP GED: its files read strictly, its rows coded into claims (docs/reference/ucdp.md)."""

from truceline.exchange.ucdp.coding import claims_of, incident_of
from truceline.exchange.ucdp.lookup import rows_by_incident
from truceline.exchange.ucdp.register import Register
from truceline.exchange.ucdp.rows import GedTable, read_ged
from truceline.exchange.ucdp.storing import NOT_STATED, Edition, import_ucdp, prepare

__all__ = [
    "NOT_STATED",
    "Edition",
    "GedTable",
    "Register",
    "claims_of",
    "import_ucdp",
    "incident_of",
    "prepare",
    "read_ged",
    "rows_by_incident",
]
