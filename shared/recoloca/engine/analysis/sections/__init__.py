"""Blocks of lines under the headings that words and looks tell."""
