"""A served instance as an office has it, with sessions that the tests may make."""

from firststop.config.settings.development import *
from firststop.config.settings.development import STORAGES

SECRET_KEY = "only-for-tests-nothing-real-is-signed-with-it"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SERVESTATIC_USE_FINDERS = True
