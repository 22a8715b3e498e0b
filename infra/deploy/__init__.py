"""What `make deploy` does around `cdk deploy`: keys, roles of the database, migrations, the site's files."""
