"""Floor 5: in and out, one thin adapter per format."""
