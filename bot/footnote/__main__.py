"""`python -m footnote` is the command `footnote`."""

import sys

from .cli.main import main

sys.exit(main())
