"""The only address that browsers use: the site, the HTTP API, uploads to S3 and the API's documentation."""
