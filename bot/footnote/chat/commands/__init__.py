"""The chat's commands: a module for each group, and `table`, from which help, completion and README are made.

A command is a function of the session and the text after its name. It returns the message to show.
"""
