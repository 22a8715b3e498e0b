"""Tests of the templates, and a real deployment of the local stage."""
