"""The compiled kernels, imported at first need: numba is an extra and takes its time."""

from functools import cache
from importlib import import_module, util
from typing import Any

_HERE = "truceline.assessment.engine"


def is_installed() -> bool:
    """Whether the extra ``engine`` is there."""
    return util.find_spec("numba") is not None


@cache
def alike_kernels() -> Any:
    """Incidents that are told alike."""
    return import_module(f"{_HERE}.alike_kernels")


@cache
def party_kernels() -> Any:
    """Who is bound, protected or excluded as of a time."""
    return import_module(f"{_HERE}.party_kernels")


@cache
def area_kernels() -> Any:
    """What lies in the areas of clauses."""
    return import_module(f"{_HERE}.area_kernels")


@cache
def clause_kernels() -> Any:
    """The clauses of a framing."""
    return import_module(f"{_HERE}.clause_kernels")


@cache
def scan_kernels() -> Any:
    """Which incidents may be in place and time of which clauses."""
    return import_module(f"{_HERE}.scan_kernels")


@cache
def judge_kernels() -> Any:
    """From what stands to findings."""
    return import_module(f"{_HERE}.judge_kernels")


@cache
def plain_kernels() -> Any:
    """The same for plain incidents."""
    return import_module(f"{_HERE}.plain_kernels")


@cache
def resolve_kernels() -> Any:
    """What a view holds of each incident."""
    return import_module(f"{_HERE}.resolve_kernels")


@cache
def arrange_kernels() -> Any:
    """Candidates by incident."""
    return import_module(f"{_HERE}.arrange_kernels")


@cache
def code_kernels() -> Any:
    """Numbers for findings that are alike."""
    return import_module(f"{_HERE}.code_kernels")


@cache
def tally_kernels() -> Any:
    """The figures of ledgers."""
    return import_module(f"{_HERE}.tally_kernels")


@cache
def world_kernels() -> Any:
    """Who may have done it to whom."""
    return import_module(f"{_HERE}.world_kernels")
