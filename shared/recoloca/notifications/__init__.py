"""Telling users what happened: in the app and by mail."""
