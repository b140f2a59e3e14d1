"""From bytes as received to clean text that still knows where every word stood."""
