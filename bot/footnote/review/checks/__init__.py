"""The checks themselves: each function takes a `Review` and gives what it found."""
