"""Floor 2: what was said. Documents, statements, claims, and the register of who speaks of whom."""
