"""One machine, loopback only, the embedded database: a small office or a developer's desk."""

import os

from firststop.config.secrets import kept_secret
from firststop.config.settings.base import *
from firststop.config.settings.base import VAR

DEBUG = os.environ.get("FIRSTSTOP_DEBUG") == "1"
SECRET_KEY = kept_secret(VAR / "secret-key")
