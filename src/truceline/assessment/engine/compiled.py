"""The compiled kernels, imported at first need: numba is an extra and takes its time."""

from functools import cache
from importlib import import_module, util
from typing import Any

_HERE = "truceline.assessment.engine"


def is_installed() -> bool:
    """Whether the extra ``engine`` is there."""
    return util.find_spec("numba") is not None


@cache
def party_kernels() -> Any:
    return import_module(f"{_HERE}.party_kernels")


@cache
def scan_kernels() -> Any:
    return import_module(f"{_HERE}.scan_kernels")


@cache
def judge_kernels() -> Any:
    return import_module(f"{_HERE}.judge_kernels")


@cache
def resolve_kernels() -> Any:
    return import_module(f"{_HERE}.resolve_kernels")


@cache
def arrange_kernels() -> Any:
    return import_module(f"{_HERE}.arrange_kernels")


@cache
def code_kernels() -> Any:
    return import_module(f"{_HERE}.code_kernels")
