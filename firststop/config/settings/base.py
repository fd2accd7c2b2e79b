"""What every installation shares. Safe by default: closed, strict, no outside host."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from firststop.config.clock import time_zone_of
from firststop.config.databases import database_from
from firststop.config.mail import mail_from
from firststop.config.sms import sms_adapter
from firststop.core.places_on_disk import var_folder

PACKAGE = Path(__file__).resolve().parent.parent.parent
VAR = var_folder()
# Compiled kernels are kept beside the data, not in the package, which may be read-only.
os.environ.setdefault("NUMBA_CACHE_DIR", str(VAR / "numba"))

COUNTRY = os.environ.get("FIRSTSTOP_COUNTRY", "kg")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
#: Where letters lead to: what the office says, else where this machine listens.
PUBLIC_URL = os.environ.get("FIRSTSTOP_URL") or os.environ.get("FIRSTSTOP_LISTENS", "http://127.0.0.1:8000")
ROOT_URLCONF = "firststop.config.urls"
WSGI_APPLICATION = "firststop.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: The packages of the house, from the ground up; a shorter list is a smaller service that still stands.
PACKAGES = [
    "firststop.core",
    "firststop.taxonomy",
    "firststop.accounts",
    "firststop.casework",
    "firststop.employers",
    "firststop.vacancies",
    "firststop.jobseekers",
    "firststop.matching",
    "firststop.placements",
    "firststop.site",
]

INSTALLED_APPS = [
    *PACKAGES,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "firststop.core.middleware.RequestIdentity",
    "firststop.core.middleware.SecurityHeaders",
    "firststop.core.middleware.LightPages",
    "django.middleware.security.SecurityMiddleware",
    "firststop.core.middleware.DatabaseGone",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "firststop.core.middleware.LengthFirst",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "firststop.accounts.middleware.SecondFactorFirst",
    "firststop.accounts.middleware.WrongFormsRefused",
    "firststop.core.middleware.ClosedByDefault",
    "firststop.accounts.middleware.ActorInHistory",
    "firststop.core.middleware.RefusalsAsAnswers",
    "firststop.accounts.middleware.OnlyOwnRows",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "firststop.core.templatetags.firststop"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "firststop.core.context.page",
            ],
        },
    },
]

#: Said by config/wsgi.py for the processes that answer readers; a job or a command may take its time.
WEB = os.environ.get("FIRSTSTOP_WEB") == "1"
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL"), web=WEB)}
# Rate limits and one-time tokens must be seen by every process: they live in PostgreSQL.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # Django's 300 would drop limits that still count
    },
}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "firststop.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "firststop.accounts.passwords.NotCommon"},
    {"NAME": "firststop.accounts.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "firststop.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
# The library's check wants an address of everybody; our form takes either, and accounts.stages proves what was given.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Six digits fit a text message and a tired eye; ten wrong tries a day are what guessing gets.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
# By address of the asker: an office with one address for all its desks must not lock itself out. What is guessed at
# one account is counted by accounts.services.tries.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/m/key,10/h/key",
    "verify_phone": "60/m/ip,1/30s/key,10/h/key",
    "confirm_email": "1/10s/key,10/h/key",
    "change_phone": "10/h/user",
    "manage_email": "20/h/user",
    "invite": "60/h/user",
}
MFA_ADAPTER = "firststop.accounts.authenticators.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Firststop"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Nobody gets in with an address that is not proven, so it blocks no rightful owner.
MFA_ALLOW_UNVERIFIED_EMAIL = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("ky", _("Kyrgyz"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
TIME_ZONE = time_zone_of(COUNTRY)
USE_TZ = True
FORMAT_MODULE_PATH = ["firststop.core.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "media", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}
SERVESTATIC_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# Notes on top of the next page travel in the session: no further cookie, and nothing of them on the reader's machine.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "firststop.core.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

globals().update(mail_from(os.environ.get("FIRSTSTOP_MAIL")))
DEFAULT_FROM_EMAIL = os.environ.get("FIRSTSTOP_MAIL_FROM", "firststop@localhost")
SMS_GATEWAY = os.environ.get("FIRSTSTOP_SMS", "")
SMS_SECRET = os.environ.get("FIRSTSTOP_SMS_SECRET", "")
SMS_ADAPTER = sms_adapter(SMS_GATEWAY, SMS_SECRET)
#: Dotted path of the adapter to the national enterprise register; None where there is none.
EMPLOYER_REGISTER = None

#: A page stands without a panel that is broken; in tests its error stops the page.
BROKEN_PANELS_STOP_PAGES = False

PGHISTORY_CREATED_AT_FUNCTION = "NOW()"
# Either a phone number or an e-mail is required, which the library cannot express; the sign-up form does.
SILENCED_SYSTEM_CHECKS = ["account.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "firststop": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        # Whoever sends too much reads a 413; it is no fault of ours with a traceback.
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
    },
}
