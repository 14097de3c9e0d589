"""The destinations: a module for each."""
