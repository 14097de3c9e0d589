"""Keeping banks true from the command line: new texts of their sources, compared and written."""
