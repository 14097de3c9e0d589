"""Conversations that are mailed to the person who had them, if the address is theirs."""
