"""A small help desk for the tests: django-helpdesk as its own documentation sets it up, and the bot."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

SECRET_KEY = "only for tests"  # noqa: S105
DEBUG = True
ALLOWED_HOSTS = ["*"]
USE_TZ = True
SITE_ID = 1
ROOT_URLCONF = "desk_project.urls"
STATIC_URL = "/static/"
MEDIA_ROOT = tempfile.mkdtemp(prefix="desk-media-")  # the desk keeps the HTML of mails as files
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.admin",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework.authtoken",
    "footnote.integrations.django_helpdesk",
    "helpdesk",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("DESK_DATABASE", ":memory:"),
        "ATOMIC_REQUESTS": bool(os.environ.get("DESK_ATOMIC")),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # Nothing here outlives the machine, and on a slow disk the migrations would take a minute.
            "init_command": "PRAGMA synchronous = OFF",
        },
    }
}
if "DESK_WITHOUT_MIGRATIONS" in os.environ:  # the tables as they are now: their history takes seconds
    MIGRATION_MODULES = dict.fromkeys(["footnote", *(app.rpartition(".")[2] for app in INSTALLED_APPS)])
if "DESK_POSTGRES" in os.environ:  # the folder of its socket
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "bot",
        "HOST": os.environ["DESK_POSTGRES"],
        "ATOMIC_REQUESTS": bool(os.environ.get("DESK_ATOMIC")),
    }
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ]
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for people who do not exist
EMAIL_BACKEND = os.environ.get("DESK_MAIL", "django.core.mail.backends.locmem.EmailBackend")
EMAIL_FILE_PATH = os.environ.get("DESK_MAIL_FOLDER")

HELPDESK_TEAMS_MODE_ENABLED = False

FOOTNOTE = {"queues": {"support": "micrometastases"}, "thread": bool(os.environ.get("DESK_THREAD"))}
