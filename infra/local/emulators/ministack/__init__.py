"""ministack in a virtual environment of its own."""
