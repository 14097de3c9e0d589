"""`manage.py` of the tests' desk."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "desk_project.settings"
    execute_from_command_line(sys.argv)
