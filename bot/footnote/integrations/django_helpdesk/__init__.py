"""Footnote in django-helpdesk: a Django app that answers tickets from a bank.

Put `footnote.integrations.django_helpdesk` above `helpdesk` in INSTALLED_APPS, name a bank for each queue in
the setting FOOTNOTE, and run `migrate`.

A customer's message is stored as a row (`Turn`) in the transaction of its ticket, and nothing else happens
while the customer waits. After the commit the row is processed: the reply becomes a public follow-up with
the answer and its citations, a private note for the team, or nothing where a person has the ticket.
"""
