"""The same assessment over arrays: millions of incidents, ten thousand provisions, a new view at once."""
