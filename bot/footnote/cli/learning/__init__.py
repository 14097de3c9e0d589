"""`footnote learn`: questions without an answer, given by an author to the entries they belong to.

`decisions` reads what is typed, `session` carries it out and takes it back, `ignored` remembers what was
ignored, `asking` asks through a pipe or in a file of answers, `keys` on a terminal, `measuring` says what
changed, and `learning_run` is the command.
"""
