"""Help desks that the bot works in: for each an app of the desk's own kind, behind an extra of its own."""
