"""Settings of the office. Everything an operator may change comes from the environment (docs/operator.md)."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from payung.errors import UnusableInput
from payung.language import Text

HERE = Path(__file__).parent
STATE = Path(os.environ.get("PAYUNG_STATE", "var")).resolve()
DEBUG = os.environ.get("PAYUNG_DEBUG", "") == "1"


def _kept_secret(name: str) -> str:
    """A secret from the environment, else one made at first start and kept in the state folder, for its owner only."""
    if value := os.environ.get(f"PAYUNG_{name}"):
        return value
    STATE.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = STATE / f"{name.lower()}.secret"
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    value = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as stream:
        stream.write(value)
    return value


def _key(name: str) -> bytes:
    return hashlib.sha256(_kept_secret(name).encode()).digest()


SECRET_KEY = base64.urlsafe_b64encode(_key("SECRET_KEY")).decode()
# Personal data is sealed with DATA_KEY and found again through a blind index made with INDEX_KEY. Losing
# either loses the data: the operator's guide says how to back them up apart from the database.
DATA_KEY = _key("DATA_KEY")
INDEX_KEY = _key("INDEX_KEY")
# Signs archives for auditors. Losing it loses nothing but the next archives' kinship with the earlier ones.
SIGNING_KEY = _key("SIGNING_KEY")

ALLOWED_HOSTS = os.environ.get("PAYUNG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("PAYUNG_ORIGINS", "").split(",") if origin]
HTTPS = os.environ.get("PAYUNG_HTTPS", "") == "1"

APPS = [
    "accounts",
    "journal",
    "areas",
    "people",
    "programmes",
    "workdays",
    "references",
    "proposals",
    "funding",
    "decisions",
    "summaries",
    "cover",
    "billing",
    "treasury",
    "continuity",
    "reconciliation",
    "sweeps",
    "overpayments",
    "claims",
    "unclaimed",
    "followup",
    "complaints",
    "plans",
    "budgets",
    "outreach",
    "aid",
    "insight",
    "award",
    "audit",
    "reports",
    "rules",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "payung.office.core",
    *[f"payung.office.{name}" for name in APPS],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "payung.office.accounts.middleware.LanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "payung.office.accounts.middleware.PasswordChangeMiddleware",
    "payung.office.accounts.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
    "payung.office.core.uploads.UploadLimitMiddleware",
]

ROOT_URLCONF = "payung.office.urls"
WSGI_APPLICATION = "payung.office.wsgi.application"
FORM_RENDERER = "payung.office.core.rendering.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "payung.office.core.context.office",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "payung.office.core.templatetags.payung",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{STATE / 'payung.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    STATE.mkdir(parents=True, exist_ok=True, mode=0o700)
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a writer waits its turn at the start of its act, and never fails half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A page asks what is answered in milliseconds: compiling the question would take a hundred times longer.
    asked = DATABASES["default"].setdefault("OPTIONS", {})
    # Twenty thousand people of a million are looked up, and the million not read: what is asked for often lies in
    # memory, and the rest on disks without a moving head.
    asked["options"] = f"-c jit=off -c random_page_cost=1.1 {asked.get('options', '')}".strip()
else:
    raise UnusableInput(
        Text("DATABASE_URL bukan SQLite atau PostgreSQL", "DATABASE_URL is neither SQLite nor PostgreSQL"),
        Text("Tulis postgresql://pengguna@host/nama", "Write postgresql://user@host/name"),
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS: list[str] = []

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# Memory-hard, and quick enough for a small machine; older hashes still open and are renewed.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "payung.office.accounts.adapter.OfficeAdapter"
ACCOUNT_FORMS = {
    "login": "payung.office.accounts.forms.OfficeLoginForm",
    "reauthenticate": "payung.office.accounts.forms.OfficeReauthenticateForm",
    "change_password": "payung.office.accounts.forms.OfficeChangePasswordForm",
}
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted in the database (axes, below), which all processes share. These limits stand behind
# it, and guard the six digits of the second step; a whole office may come in through one address at eight o'clock.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "120/m/ip,12/5m/key"}
MFA_ADAPTER = "payung.office.accounts.adapter.OfficeMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = os.environ.get("PAYUNG_TIME_ZONE", "Asia/Jakarta")
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STATE / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or os.environ.get("PAYUNG_PLAIN_STATIC") == "1":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
# Uploads stream to disk, up to UPLOAD_LIMIT.
FILE_UPLOAD_HANDLERS = ["payung.office.core.uploads.LimitedUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_LIMIT = 200 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}, "django_tasks": {"level": "WARNING"}},
}
