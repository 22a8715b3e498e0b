"""Consents: what a user agreed to, when, and to which text. Nothing in the record is ever changed."""
