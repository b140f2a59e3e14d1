"""Floor 3: what we know and since when, unalterably."""
