"""A choice of incidents that ends the process which first asks it: a task that dies half way."""

import os
from pathlib import Path

from attrs import frozen


@frozen
class DiesOnce:
    """Every incident, but the first process to ask, other than the one spared, is gone before it has an answer."""

    mark: str
    spared: int

    def __call__(self, _: str) -> bool:
        if os.getpid() == self.spared:
            return True
        try:
            Path(self.mark).touch(exist_ok=False)
        except FileExistsError:
            return True
        os._exit(1)
