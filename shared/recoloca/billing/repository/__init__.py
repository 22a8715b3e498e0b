"""The SQL of billing, by what it is about."""
