"""Floor 3: from a document to who said what. Pure functions; no record, no network."""
