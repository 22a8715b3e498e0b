"""Shows the mails that were sent through the local SES."""
