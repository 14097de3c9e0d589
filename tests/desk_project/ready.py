"""Django, set up for the tests of the desk, with its database in memory.

Imported before anything of Django's. Tests that do so skip where the extra is not installed, and fail in CI.
"""

from __future__ import annotations

import os
import warnings
from importlib.util import find_spec

import pytest

if find_spec("django") is None:
    WHY = "django-helpdesk is not installed: pip install 'footnote-bot[django-helpdesk]'"
    if os.environ.get("CI") == "true":
        pytest.fail(WHY, pytrace=False)
    pytest.skip(WHY, allow_module_level=True)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk_project.settings")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the desk's own packages say of each other as they are imported
    import django

    django.setup()
