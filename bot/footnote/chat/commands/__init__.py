"""The chat's commands: one module a family, and `table`, from which help, completion and the README are made.

A command is a function of the session and the text after its name. It returns the message to show.
"""
