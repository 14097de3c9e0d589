"""Mail as help desks get it: what the sender wrote, and whether there is a sender at all."""

from .reading import Mail, html_text, is_forward, new_text, plain_subject, read_mail

__all__ = ["Mail", "html_text", "is_forward", "new_text", "plain_subject", "read_mail"]
