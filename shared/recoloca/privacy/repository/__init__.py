"""The SQL of privacy, by what it is about."""
