"""Notifies users of events, in the app and by e-mail."""
