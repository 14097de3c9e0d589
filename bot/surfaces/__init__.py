"""Where people and programs meet the bot. Each surface shows replies; none decides about one."""
