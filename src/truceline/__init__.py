"""Truceline keeps the record of a contested ceasefire and checks it.

From Python, a record is opened and asked; every answer is a ``pyarrow.Table``::

    import truceline

    with truceline.open("syria.truceline") as record:
        table = record.ledger(views=["every-source", "corroborated"], by="week")

The names below are the public ones, in the order of the flow. Each is imported when it is
first used: starting Truceline stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from truceline.agreement.parse import read_agreement
    from truceline.assessment.view_file import read_view
    from truceline.exchange.addfile import read_add_file
    from truceline.values.problems import Problem, Problems
    from truceline.workbench.library import Asking, OpenRecord
    from truceline.workbench.library import open_record as open  # noqa: A004 - as in gzip.open

_PUBLIC = {
    "read_add_file": ("truceline.exchange.addfile", "read_add_file"),
    "read_agreement": ("truceline.agreement.parse", "read_agreement"),
    "read_view": ("truceline.assessment.view_file", "read_view"),
    "open": ("truceline.workbench.library", "open_record"),
    "OpenRecord": ("truceline.workbench.library", "OpenRecord"),
    "Asking": ("truceline.workbench.library", "Asking"),
    "Problem": ("truceline.values.problems", "Problem"),
    "Problems": ("truceline.values.problems", "Problems"),
}

__all__ = [
    "Asking",
    "OpenRecord",
    "Problem",
    "Problems",
    "open",
    "read_add_file",
    "read_agreement",
    "read_view",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'truceline' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
