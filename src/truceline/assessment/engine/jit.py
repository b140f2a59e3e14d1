"""How kernels are compiled: without the interpreter's lock, and kept on disk."""

from typing import Any

from numba import njit

_KEPT: dict[str, Any] = {"nogil": True, "cache": True}
_BARE: dict[str, Any] = {**_KEPT, "_nrt": False, "no_cfunc_wrapper": True}
_INNER: dict[str, Any] = {**_BARE, "no_cpython_wrapper": True}
jit: Any = njit(**_KEPT)
"""For kernels that make arrays."""

bare: Any = njit(**_BARE)
"""For kernels that make none, so that none needs to be counted: that alone makes them several times faster."""

inner: Any = njit(**_INNER)
"""For those that only kernels call: without an entrance from Python, which takes longer to compile than they do."""
