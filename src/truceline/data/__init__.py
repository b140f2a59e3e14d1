"""Shipped data: problems, codebooks, views, and the bundled example."""
