"""The record in a browser: server-rendered pages that work without scripts, and data for the rest."""
