"""The steps of `make deploy` around `cdk deploy`: layers, keys, the site's files, old versions."""
