"""What commands print: the text of `check`, `gaps`, `score` and `why`, and the pages of `gaps` and `score`.

Each module turns a record into lines or into a page, and is imported by the command that needs it.
"""
