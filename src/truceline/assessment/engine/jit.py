"""How kernels are compiled: without the interpreter's lock, and kept on disk.

numba keeps a compiled kernel for as long as the file it stands in is the same, though what it calls is
compiled into it. So what is kept is kept by the text of all kernels: after an upgrade, or an edit to one of
them, nothing compiled before is used again.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numba
from numba.misc.appdirs import AppDirs

_CONFIG: Any = numba.config
_FOLDERS: Any = AppDirs
_HERE = Path(__file__).parent
_NAME = "truceline-kernels"
_MOST = 3
"""Folders of other texts that are left: somebody may be at work with the one of before."""


def folder_of(sources: Iterable[Path], bases: Iterable[Path]) -> Path:
    """The folder for what is compiled of these sources, made in the first of the bases that can be written to."""
    text = hashlib.sha256()
    for source in sorted(sources):
        text.update(f"{source.name}\n".encode() + source.read_bytes())
    name = f"{_NAME}-{text.hexdigest()[:16]}"
    for base in bases:
        try:
            (base / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(base / name, os.W_OK):
            _leave_few(base, name)
            return base / name
    raise OSError(f"no folder for {name} can be written to")


def _leave_few(base: Path, name: str) -> None:
    """Remove what was compiled of older texts, all but the latest of them."""
    others = [one for one in base.glob(f"{_NAME}-*") if one.name != name]
    for old in sorted(others, key=lambda one: one.stat().st_mtime)[:-_MOST]:
        shutil.rmtree(old, ignore_errors=True)


def _bases() -> list[Path]:
    """Where numba keeps things: where it is told to, beside the kernels, or in the user's cache."""
    told = [Path(_CONFIG.CACHE_DIR)] if _CONFIG.CACHE_DIR else []
    return [*told, _HERE / "__pycache__", Path(_FOLDERS(appname="numba", appauthor=False).user_cache_dir)]


_FOLDER = str(folder_of([*_HERE.glob("*_kernels.py"), Path(__file__)], _bases()))


def _kept(**options: Any) -> Callable[[Any], Any]:
    compile_ = numba.njit(nogil=True, cache=True, **options)

    def decorate(kernel: Any) -> Any:
        before, _CONFIG.CACHE_DIR = _CONFIG.CACHE_DIR, _FOLDER
        try:
            return compile_(kernel)
        finally:
            _CONFIG.CACHE_DIR = before

    return decorate


_BARE: dict[str, Any] = {"_nrt": False, "no_cfunc_wrapper": True}
jit: Any = _kept()
"""For kernels that make arrays."""

bare: Any = _kept(**_BARE)
"""For kernels that make none, so that none needs to be counted: that alone makes them several times faster."""

inner: Any = _kept(**_BARE, no_cpython_wrapper=True)
"""For those that only kernels call: without an entrance from Python, which takes longer to compile than they do."""
