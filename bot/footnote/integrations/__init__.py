"""Help desks that the bot answers in: for each a package, with an extra of its own."""
