"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from firststop.core.warming import warm_up

os.environ["FIRSTSTOP_WEB"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firststop.config.settings.development")
application = get_wsgi_application()
warm_up()
