"""`python -m footnote` is the command `footnote`."""

import sys

from footnote.cli.main import main

sys.exit(main())
