"""All settings. Every option is an environment variable OPENNTM_…; with none set, `openntm serve` works on SQLite."""

from datetime import timedelta
from os import cpu_count
from pathlib import Path

from csp.constants import NONE, SELF

from openntm.office.channels import NEEDS, known_channels
from openntm.participation.residency import HOUSEHOLD_LIST, known_residencies
from openntm.portal import options
from openntm.portal.document_kinds import KINDS
from openntm.portal.public import PUBLIC
from openntm.portal.secret import secret_key
from openntm.portal.worker import let_worker

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE.parent.parent / "locale"
HOME = options.folder("HOME", Path.cwd() / "var")
DEMONSTRATION = options.flag("DEMONSTRATION")

DEBUG = False
SECRET_KEY = secret_key(HOME, demonstration=DEMONSTRATION)
ALLOWED_HOSTS = options.names("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = options.origins("ORIGINS")
# Where printed codes lead; without the option, the first origin from which forms may come.
ADDRESS = options.origin("ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000").rstrip("/")
FORMER_ADDRESSES = [one.rstrip("/") for one in options.origins("FORMER_ADDRESSES")]  # that it had before
BEHIND_TLS = options.flag("BEHIND_TLS")
OFFICE_NAME = options.text("OFFICE_NAME")
FIRST_PLACE = options.text("FIRST_PLACE")  # the code of the place on the first page
FIRST_DAY = options.day("FIRST_DAY")  # and its day

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "openntm.places",
    "openntm.office",
    "allauth",  # after the office: its own templates come first
    "allauth.account",
    "allauth.mfa",
    "axes",
    "openntm.steering",
    "openntm.codes",
    "openntm.visits",
    "openntm.produce",
    "openntm.works",
    "openntm.services",
    "openntm.heritage",
    "openntm.support",
    "openntm.participation",
    "openntm.assessment",
    "openntm.recognition",
    "openntm.reports",
    "openntm.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "openntm.portal.plain_text.PlainText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "openntm.portal.language.ChosenLanguage",
    "openntm.portal.verifying.Paced",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "openntm.office.access.Closed",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "openntm.places.middleware.PlaceNotFoundPage",
]

ROOT_URLCONF = "openntm.portal.urls"
WSGI_APPLICATION = "openntm.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openntm.portal.context.frame",
            ],
        },
    }
]

DATABASES = {"default": options.database(options.text("DATABASE_URL"), HOME / "openntm.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.Person"
PUBLIC_PAGES = PUBLIC
DOCUMENT_KINDS = KINDS
CODE_KINDS = "openntm.portal.code_kinds.KINDS"
LOGIN_URL = "account_login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "openntm.office.sign_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation." + name}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

EMAIL_HOST = options.text("EMAIL_HOST")
EMAIL_PORT = options.number("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = options.text("EMAIL_USER"), options.text("EMAIL_PASSWORD")
EMAIL_USE_SSL, EMAIL_USE_TLS = EMAIL_PORT == 465, EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = options.text("EMAIL_FROM", "openntm@localhost")
EMAIL_TIMEOUT = 20
# The installation's own gateways to telephones; what they get says docs/messages.md.
SMS_GATEWAY_URL = options.address("SMS_GATEWAY_URL", "https://sms.example.vn/messages")
SMS_GATEWAY_SECRET = options.secret("SMS_GATEWAY_SECRET")
ZALO_GATEWAY_URL = options.address("ZALO_GATEWAY_URL", "https://zalo.example.vn/messages")
ZALO_GATEWAY_SECRET = options.secret("ZALO_GATEWAY_SECRET")
GATEWAY_SECONDS = options.number("GATEWAY_SECONDS", 10, least=1, most=60)
CHANNELS = options.chosen("CHANNELS", known_channels(), "email" if EMAIL_HOST else "", NEEDS)

LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER, MFA_ADAPTER = "openntm.office.sign_in.Accounts", "openntm.office.sign_in.SecondFactor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "OpenNTM: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}  # axes counts failures, for all processes together
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OpenNTM"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "office/locked.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = sorted(path for path in LOCALE.iterdir() if path.is_dir()) if LOCALE.is_dir() else []
FORMAT_MODULE_PATH = "openntm.portal.formats"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_ADD_HEADERS_FUNCTION = let_worker
MEDIA_ROOT = HOME / "files"
FILE_LIMIT_MB = options.number("FILE_LIMIT_MB", 25, least=1, most=1000)
WORKERS = options.number("WORKERS", min(2, cpu_count() or 1), least=1, most=64)
RUN_DUE_MINUTES = options.number("RUN_DUE_MINUTES", 15, most=1440)
ANCHOR = options.text("ANCHOR")

# Scanned codes: the port of the small application (empty: the one after the pages'; 0: none), and what it counts.
SCAN_PORT = options.number("SCAN_PORT", 0, most=65535) if options.text("SCAN_PORT") else None
SCAN_WORKERS = options.number("SCAN_WORKERS", 1, least=1, most=64)
SCAN_RETENTION_DAYS = options.number("SCAN_RETENTION_DAYS", 30, least=1, most=3650)
SCAN_CLIENT_HEADER = options.text("SCAN_CLIENT_HEADER", "X-Forwarded-For" if BEHIND_TLS else "").lower()
SCAN_PLACE_HEADER = options.text("SCAN_PLACE_HEADER").lower()
SCAN_PER_CLIENT = options.number("SCAN_PER_CLIENT", 60, least=1)  # answers a minute
SCAN_PER_NETWORK = options.number("SCAN_PER_NETWORK", 3000, least=1)
SCAN_PER_CODE = options.number("SCAN_PER_CODE", 600, least=1)
OC4IDS_PREFIX = options.matching("OC4IDS_PREFIX", r"oc4ids-[a-z0-9]{6}", "oc4ids-xxxxxx")  # x: not registered
CHECK_LINKS = options.flag("CHECK_LINKS")  # whether the nightly check of guides may ask other hosts
RESIDENCY = options.one_of("RESIDENCY", known_residencies(), HOUSEHOLD_LIST)  # nobody votes unchecked
REPORTS_PER_HOUR = options.number("REPORTS_PER_HOUR", 10, least=1)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "openntm.portal.static_files.Storage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

# What breaks a page is written where the server writes; without it the traceback would be lost.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SILENCED_SYSTEM_CHECKS: list[str] = []
