"""The bank's own questions as the chat offers them: while a line is typed, and after an answer."""
