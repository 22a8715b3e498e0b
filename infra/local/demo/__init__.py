"""The demo account of a local platform and what is in it."""
