"""The journal's upkeep from the command line: which one is meant, copies of it, and erasing of a person."""
