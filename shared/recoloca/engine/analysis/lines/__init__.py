"""From rows to lines in reading order."""
