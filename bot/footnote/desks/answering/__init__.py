"""The bot in a help desk: it answers there, leaves drafts to workers, and is silent where a person is.

`AnsweringDesk` is what a desk can do, with a module for each in `kinds/`. What happens in the desk is stored
(`TicketStore`) before the desk gets its response, and `Answerer` works through it afterwards. What is common
to all desks, django-helpdesk too, are `asking`, `drafts`, `formatting` and `modes`.
"""
