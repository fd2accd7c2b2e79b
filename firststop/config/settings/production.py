"""A country: an external database over TLS, https only, secrets from the environment."""

import os

from django.core.exceptions import ImproperlyConfigured

from firststop.config.settings.base import *
from firststop.config.settings.base import SMS_GATEWAY

if not os.environ.get("DATABASE_URL"):
    raise ImproperlyConfigured(
        "Production needs DATABASE_URL: the embedded database has no TLS and open local sign-in."
    )
SECRET_KEY = os.environ.get("FIRSTSTOP_SECRET_KEY", "")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("Production needs FIRSTSTOP_SECRET_KEY, 50 random characters or more.")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("FIRSTSTOP_HOSTS", "").split(",") if host.strip()]
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Production needs FIRSTSTOP_HOSTS, its names, such as work.example,www.work.example.")
# A log is no place for one-time codes: without a gateway or a mail server they are not printed, but refused in words.
if not SMS_GATEWAY:
    SMS_ADAPTER = "firststop.core.sms.NoSms"
if not os.environ.get("FIRSTSTOP_MAIL"):
    EMAIL_BACKEND = "firststop.core.mail.NoMail"
if "FIRSTSTOP_MAIL_FROM" not in os.environ:
    DEFAULT_FROM_EMAIL = f"no-reply@{ALLOWED_HOSTS[0].lstrip('.')}"
PUBLIC_URL = os.environ.get("FIRSTSTOP_URL") or f"https://{ALLOWED_HOSTS[0]}"
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^health$"]  # a balancer asks from inside, without TLS
# How many proxies of ours stand before the service: limits for an address count the visitor's, not the proxy's.
_proxies = os.environ.get("FIRSTSTOP_PROXIES", "1")
if not (_proxies.isascii() and _proxies.isdigit()):
    raise ImproperlyConfigured("FIRSTSTOP_PROXIES is the number of proxies before the service, such as 1; 0 for none.")
ALLAUTH_TRUSTED_PROXY_COUNT = int(_proxies)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
