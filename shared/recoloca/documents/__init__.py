"""Documents: the CVs that their owners edit here."""
