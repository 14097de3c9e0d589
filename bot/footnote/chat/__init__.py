"""The parts of the terminal chat. `repl` puts them together; `talk` is what they are all about."""
