"""Reads what documents say: parties, agreements, statements, and the terms that they assert."""
