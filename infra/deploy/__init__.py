"""What `make deploy` does around `cdk deploy`: layers, keys, the site's files, old versions."""
