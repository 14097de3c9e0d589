"""`python -m bot` is the command `footnote`."""

import sys

from .surfaces.cli import main

sys.exit(main())
