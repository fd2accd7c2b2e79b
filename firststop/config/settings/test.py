"""Tests: one throw-away server a session, no pool, no network, nothing kept."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("FIRSTSTOP_VAR", str(Path(tempfile.gettempdir()) / f"firststop-test-{os.getuid()}"))

from firststop.config.databases import database_from
from firststop.config.settings.base import *
from firststop.config.settings.base import STATIC_ROOT, STORAGES, TEMPLATES

SECRET_KEY = "only-for-tests-nothing-real-is-signed-with-it"
# The test bench names its own server before the first query (tests/conftest.py).
DATABASES = {"default": database_from("postgresql:///firststop?host=/nowhere", pool=False)}
PUBLIC_URL = "https://work.example"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# A variable that a template names and nobody gave is a defect.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦undefined: %s⟧"  # type: ignore[index]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
BROKEN_PANELS_STOP_PAGES = True
