"""Files written whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(path: Path, content: bytes, *, once_safe: Callable[[], None] | None = None) -> None:
    """Write a file under a passing name beside it, then give it its own: nobody sees half of it.

    ``once_safe`` is done when the content is on the disk and before the file has its name; when
    that fails there is no file.

    Raises:
        OSError: what the machine refuses; then nothing is left behind and what was there stays.
    """
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        passing = Path(draft.name)
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            # A temporary file is its maker's alone; a report is as open as other files of theirs.
            os.fchmod(draft.fileno(), 0o666 & ~_umask())
            if once_safe is not None:
                once_safe()
            passing.replace(path)
        except BaseException:
            passing.unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
