"""What a deployment uploads: layers for Lambda's own Python, the functions' code, and the built frontend."""
