"""The desks that the bot works in: a module for each."""
