"""Floor 1: who, when, where, how sure. Nothing about war."""
