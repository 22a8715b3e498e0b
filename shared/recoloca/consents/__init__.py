"""Consents: the purposes to which a user agreed, the time, and the version of the text.

The record is append-only.
"""
