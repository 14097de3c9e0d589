"""Questions that a command asks on a terminal, one after the other, each with an answer to accept with
Enter.
"""

from .new_bank import ask_for_bank as ask_for_bank
