"""All settings, read from the environment (README, "Settings")."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from sitrack import environment
from sitrack.core import second_factor, sign_ins
from sitrack.core.logs.lines import configuration

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("SITRACK_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# A demonstration lists its people on the sign-in page and says so on every page.
DEMONSTRATION = environment.flag("SITRACK_DEMONSTRATION")
DEBUG = environment.flag("SITRACK_DEBUG")
LOCAL = DEMONSTRATION or DEBUG or environment.flag("SITRACK_LOCAL")
SECRET_KEY = environment.secret(
    "SITRACK_SECRET_KEY",
    fallback="only-for-a-demonstration-on-this-machine-never-for-real-work",
    required=not LOCAL,
)
# Secrets that were in use before still open what they sealed, and sign nothing new.
SECRET_KEY_FALLBACKS = environment.words("SITRACK_OLD_SECRET_KEYS")
# They vouch for the log of events; the first one marks, those used before still hold.
AUDIT_KEYS = [
    environment.text("SITRACK_AUDIT_KEY") or f"events of {SECRET_KEY}",
    *environment.words("SITRACK_OLD_AUDIT_KEYS"),
]
# They seal what the second step of signing in rests on; the first one seals, those
# used before still open.
FACTOR_KEYS = [
    environment.secret(
        "SITRACK_FACTOR_KEY",
        fallback="only-for-a-machine-of-ones-own",
        required=not LOCAL,
    ),
    *environment.words("SITRACK_OLD_FACTOR_KEYS"),
]
# Whether everybody who signs in needs a second step (docs/adr/0045).
SECOND_FACTOR_REQUIRED = environment.required(
    "SITRACK_SECOND_FACTOR", default=not LOCAL
)
# Who signs people in elsewhere, and is believed (docs/adr/0052).
SINGLE_SIGN_ON = environment.providers("SITRACK_SINGLE_SIGN_ON", local=LOCAL)
# How far the log has gone, written down where its database cannot take it back.
AUDIT_HEADS = environment.text("SITRACK_AUDIT_HEADS", str(VAR_DIR / "event-heads"))
ALLOWED_HOSTS = environment.words("SITRACK_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("SITRACK_ORIGINS")
SITE_URL = environment.text("SITRACK_URL", "http://127.0.0.1:8000")
ORGANISATION = environment.text("SITRACK_ORGANISATION", "Suffolk County Council")
DEFAULT_FRAMEWORK = "suffolk"
FRAMEWORK = environment.text("SITRACK_FRAMEWORK", DEFAULT_FRAMEWORK)
STRAPLINE = environment.text("SITRACK_STRAPLINE")
# An authority's own Word templates, which come before ours.
WORD_TEMPLATES = environment.folder("SITRACK_WORD_TEMPLATES")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "crispy_forms",
    "crispy_forms_gds",
    "django_htmx",
    "django_filters",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "sitrack.core",
    "glossary",
    "schools",
    "engagement",
    "visits",
    "plans",
    "reports",
    "disclosure",
    "protection",
]

MIDDLEWARE = [
    "sitrack.core.logs.middleware.NoteRequests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sitrack.core.middleware.OnlyKnownMethods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sitrack.core.kept.middleware.SignInFirst",
    "sitrack.core.sign_ins.middleware.NoteUse",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "sitrack.core.read_only.middleware.WriteNothing",
    "sitrack.core.middleware.PrivatePages",
    "sitrack.core.second_factor.middleware.SecondFactorFirst",
    "sitrack.core.kept.middleware.ShowKept",
]

ROOT_URLCONF = "sitrack.urls"
WSGI_APPLICATION = "sitrack.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sitrack.core.context.site",
                "sitrack.core.context.sign_in",
                "reports.context.navigation",
                "reports.demo.sign_in.demo_people",
            ],
        },
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", folder=VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in limits live in the cache, so it is shared and survives a restart. It is never
# full: what is thrown out of a full one would be counts of guesses.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "sitrack.core.passwords.GoodPassword"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "sitrack.core.accounts.AccountAdapter"
ACCOUNT_FORMS = sign_ins.FORMS
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Where a guess came from: the last address that so many proxies in front have noted.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("SITRACK_PROXIES", 0 if LOCAL else 1)
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
# Seconds for which a password just given need not be given again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
PASSWORD_RESET_TIMEOUT = 60 * 60  # Seconds for which a mailed link works.
MFA_ADAPTER = "sitrack.core.second_factor.adapter.Adapter"
MFA_FORMS = second_factor.FORMS
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey asks for a finger, a face or a PIN, and so is two factors in one.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
# A clock may be half a minute wrong. No code is taken twice all the same: see forms.
MFA_TOTP_TOLERANCE = 1
SESSION_ENGINE = "sitrack.core.sign_ins.store"
# A sign-in ends when nobody has used it for so long, and so long after it began.
MINUTE = timedelta(minutes=1)
SIGN_IN_IDLE = environment.number("SITRACK_IDLE_MINUTES", 60, least=10) * MINUTE
SIGN_IN_LASTS = environment.number("SITRACK_SIGN_IN_HOURS", 12, least=1) * 60 * MINUTE
SESSION_COOKIE_AGE = int(SIGN_IN_LASTS.total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_NAME = "sessionid" if LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if LOCAL else "__Host-csrftoken"
# Every page has its token in its forms; no script has to read the cookie.
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "sitrack.core.passing_messages.PassingMessages"
CSRF_FAILURE_VIEW = "sitrack.core.pages.csrf_failure"
SECURE_SSL_REDIRECT = not LOCAL and environment.flag("SITRACK_TLS", default=True)
# A container asks its own process, and there is no TLS between the two.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
# Trusted only where a proxy in front sets it.
SECURE_PROXY_SSL_HEADER = None if LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Above the longest form when every box is full; files are not counted.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["sitrack.core.files.uploads.BoundedUpload"]
# Where a ClamAV daemon listens; files go unscanned, and say so, where none is named.
CLAMD = environment.socket_address("SITRACK_CLAMD")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# While this file is there nothing is saved (manage.py read_only).
READ_ONLY = str(VAR_DIR / "read-only")
# Where backups are written, unless the command names another folder.
BACKUPS = environment.text("SITRACK_BACKUPS", str(VAR_DIR / "backups"))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(VAR_DIR / "files"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if LOCAL
            else "sitrack.core.staticfiles.HashedFiles"
        )
    },
}
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = DEBUG

CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"
MESSAGE_TAGS = {message_levels.ERROR: "important"}

# One mail out of the box: to the console and a folder; SMTP where one is named.
DEFAULT_FROM_EMAIL = environment.text("SITRACK_FROM", "sitrack@suffolk-demo.example")
EMAIL_HOST = environment.text("SITRACK_SMTP_HOST")
EMAIL_PORT = environment.number("SITRACK_SMTP_PORT", 587)
EMAIL_HOST_USER = environment.text("SITRACK_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("SITRACK_SMTP_PASSWORD")
EMAIL_USE_TLS = environment.flag("SITRACK_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)

# Whom the finder of a hole should tell; stands in /.well-known/security.txt.
SECURITY_CONTACT = environment.contact("SITRACK_SECURITY_CONTACT")
# Whoever shows it may read the figures of /metrics; nobody where none is named.
METRICS_TOKEN = environment.token("SITRACK_METRICS_TOKEN")
REDIS_URL = environment.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "health_check_interval": 10,
}

LOGGING = configuration(as_json=not LOCAL)
