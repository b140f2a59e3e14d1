"""Shipped data of the reader: lexicons, the tagger's weights and what they were made from."""
