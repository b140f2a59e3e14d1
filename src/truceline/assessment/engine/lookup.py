"""Where names stand in a long column: looked up by their last letters, sorted once."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from attrs import frozen
from numpy.typing import NDArray

_WIDE = 8


@frozen(eq=False)
class Places:
    """The rows of a column of names, sorted by a print of each name; names of one print are compared."""

    names: pa.StringArray
    prints: NDArray[np.uint64]
    rows: NDArray[np.int32]

    def of(self, wanted: Iterable[str]) -> dict[str, int]:
        """The row of each of these names that is in the column."""
        asked = list(dict.fromkeys(wanted))
        prints = _prints(pa.array(asked, pa.string()))
        first = np.searchsorted(self.prints, prints, side="left").tolist()
        last = np.searchsorted(self.prints, prints, side="right").tolist()
        found = {}
        for name, begin, end in zip(asked, first, last, strict=True):
            rows = self.rows[begin:end]
            here = self.names.take(pa.array(rows)).to_pylist() if end > begin else []
            if name in here:
                found[name] = int(rows[here.index(name)])
        return found


def places_in(names: pa.StringArray) -> Places:
    """Prepare a column to be looked up in."""
    prints = _prints(names)
    rows = np.argsort(prints, kind="stable")
    return Places(names, prints[rows], rows.astype(np.int32))


def _prints(names: pa.StringArray) -> NDArray[np.uint64]:
    """The last eight bytes of each name and how many it has, as one number."""
    if not len(names):
        return np.zeros(0, np.uint64)
    _, offsets, text = names.buffers()
    bounds = np.frombuffer(offsets, np.int32)[names.offset : names.offset + len(names) + 1]
    letters = np.concatenate([np.zeros(_WIDE, np.uint8), np.frombuffer(text or b"", np.uint8)])
    windows = np.ndarray((len(letters) - _WIDE + 1,), "<u8", letters.tobytes(), strides=(1,))
    length = np.diff(bounds)
    last = windows[bounds[1:]] >> (8 * np.clip(_WIDE - length, 0, _WIDE - 1)).astype(np.uint64)
    last[length == 0] = 0
    mixed: NDArray[np.uint64] = last ^ (length.astype(np.uint64) << np.uint64(56))
    return mixed
