"""A choice of incidents that ends the process which first asks it: a task that dies half way."""

import os
from pathlib import Path

from attrs import frozen


@frozen
class DiesOnce:
    """Every incident, but whoever asks first is gone before it has an answer."""

    mark: str

    def __call__(self, _: str) -> bool:
        try:
            Path(self.mark).touch(exist_ok=False)
        except FileExistsError:
            return True
        os._exit(1)
