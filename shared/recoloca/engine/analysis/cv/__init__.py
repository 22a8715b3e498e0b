"""The whole CV: sections that only their content tells, the profile, and all entries."""
