"""Measures what has a budget, as ratios within one run: a table, and bench.json."""
