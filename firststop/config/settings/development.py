"""One machine, loopback only, the embedded database: a small office or a developer's desk."""

import os

from firststop.config.secrets import kept_secret
from firststop.config.settings.base import *
from firststop.config.settings.base import VAR

DEBUG = os.environ.get("FIRSTSTOP_DEBUG") == "1"
SECRET_KEY = kept_secret(VAR / "secret-key")
#: Set by `firststop demo` for the processes that it starts; only with it, where nobody but this machine is listened to,
#: and with a demo's database, is anything shown.
FIRSTSTOP_DEMO = os.environ.get("FIRSTSTOP_DEMO") == "1" and os.environ.get("FIRSTSTOP_LISTENS", "").startswith(
    "http://127.0.0.1:"
)
if FIRSTSTOP_DEMO:
    SMS_ADAPTER = "firststop.site.demo.phone.PhonePage"
