"""Floor 6: the doors. They parse, call, print, and decide nothing; only here is the clock read."""
