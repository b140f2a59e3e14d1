"""Floor 6: the doors. Parse, call, print; no decisions."""
