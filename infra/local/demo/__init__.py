"""The demo account of a local platform, and its content."""
