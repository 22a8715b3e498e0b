"""What goes into the assets of the stages: layers for Lambda's own Python, and the functions' code."""
