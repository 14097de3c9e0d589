"""How a line is typed: prompt_toolkit on a terminal that can draw, Python's `input` on others."""
