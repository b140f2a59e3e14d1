"""Maps of one's own under the record: read from files, checked, and served from this machine."""
