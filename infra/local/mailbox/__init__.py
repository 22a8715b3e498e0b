"""The mails that the local SES took, shown in a browser."""
