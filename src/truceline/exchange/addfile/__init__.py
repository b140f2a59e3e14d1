"""The add file (docs/spec/add-file.md): what enters a record and comes out of it, as text."""

from truceline.exchange.addfile.read import read_add_file

__all__ = ["read_add_file"]
