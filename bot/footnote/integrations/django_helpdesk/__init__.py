"""Footnote in django-helpdesk: an app that answers tickets from a bank, and leaves the rest to people.

Add `footnote.integrations.django_helpdesk` to INSTALLED_APPS above `helpdesk`, name a bank for each
queue in the setting FOOTNOTE, and run `migrate`.

A message of a customer becomes a row (`Turn`) in the same transaction as the ticket, and nothing else
happens while the customer waits. After the commit the row is settled: an answer and its citations as a
public follow-up, or a private note for the worker, or silence where a person has the ticket.
"""
