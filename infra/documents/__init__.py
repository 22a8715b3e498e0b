"""Renders the tables of docs/*.md from the measured figures in docs/figures/*.json."""
