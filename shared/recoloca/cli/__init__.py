"""The command line `recoloca`: each command in a module of its own, imported when it is used."""
