"""The pure engine: no database, no network, no web framework, no clock of its own."""
