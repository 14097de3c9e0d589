"""What keeps one caller from using up what the others need: time, memory and connections."""
