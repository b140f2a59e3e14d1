"""The add file (docs/spec/add-file.md): what enters a record and comes out of it, as text."""

from truceline.exchange.addfile.read import read_add_file
from truceline.exchange.addfile.write import PUBLIC_ONLY, Written, write_add_file

__all__ = ["PUBLIC_ONLY", "Written", "read_add_file", "write_add_file"]
