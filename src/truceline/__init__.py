"""Truceline keeps the record of a contested ceasefire and checks it."""
