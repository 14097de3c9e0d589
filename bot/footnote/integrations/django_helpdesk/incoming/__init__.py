"""What customers send: the mails that the desk receives, and the message in a follow-up."""
