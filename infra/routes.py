"""The table of functions: the function of each path and of each queue, and the permissions of each.

The CDK stacks, the local cloud, the OpenAPI document and the tests are all built from it. The slug names the
folder in `functions/`, the construct, the log group, the metric dimension and the sample events.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Grant(StrEnum):
    """A permission of a function's role. A role has only the grants of its row."""

    DATABASE = "database"
    DATABASE_OPERATOR = "database:operator"
    DATABASE_OWNER = "database:owner"
    CACHE = "cache"
    UPLOADS_PUT = "uploads:put"
    UPLOADS_GET = "uploads:get"
    UPLOADS_DELETE = "uploads:delete"
    UPLOADS_LIST = "uploads:list"
    UPLOADS_TAGS = "uploads:tags"
    CVS_PUT = "cvs:put"
    CVS_GET = "cvs:get"
    CVS_DELETE = "cvs:delete"
    EXPORTS_PUT = "exports:put"
    EXPORTS_GET = "exports:get"
    EXPORTS_DELETE = "exports:delete"
    ANALYSIS_SEND = "analysis:send"
    ANALYSIS_ASK = "analysis:ask"
    NOTIFICATION_SEND = "notification:send"
    PRIVACY_SEND = "privacy:send"
    MAIL_SEND = "mail:send"
    BILLING_SEND = "billing:send"
    BILLING_GATEWAY = "billing-gateway:invoke"
    STRIPE_KEY = "stripe-api-key:read"
    STRIPE_WEBHOOK = "stripe-webhook:read"
    SIGNING_KEY = "signing-key:read"
    LANGUAGE_MODEL = "language-model:ask"


class Layer(StrEnum):
    """A dependency set in `layers/<set>/requirements.txt`."""

    CORE = "core"
    DOCUMENTS = "documents"
    LANGUAGE_MODEL = "language_model"
    PAYMENTS = "payments"
    MIGRATIONS = "migrations"


@dataclass(frozen=True, slots=True)
class Route:
    """One function for one path, with all of that path's methods.

    `path` is API Gateway's form (`/cv/analysis/{id}`), without the `/api` that CloudFront strips. Memory is in
    MB and timeout in seconds. The HTTP API ends a request after 30 s.
    """

    slug: str
    methods: tuple[str, ...]
    path: str
    grants: frozenset[Grant] = frozenset()
    public: bool = False
    memory: int = 512
    timeout: int = 10
    layers: tuple[Layer, ...] = (Layer.CORE,)


@dataclass(frozen=True, slots=True)
class Worker:
    """One function behind one SQS queue, one message an invocation.

    `timeout` is in seconds and the queue's visibility timeout is six times it, so that a message never comes
    back while its function may still be at work. `max_receive_count` 4 is one try and the three retries of the
    performance guide.
    `storage` is the size of `/tmp` in MB, where Lambda's default of 512 is not enough.
    """

    slug: str
    queue: str
    grants: frozenset[Grant]
    memory: int
    timeout: int
    max_concurrency: int
    layers: tuple[Layer, ...] = (Layer.CORE,)
    max_receive_count: int = 4
    local_timeout: int | None = None
    storage: int | None = None

    def seconds(self, stage: str) -> int:
        return self.local_timeout if stage == "local" and self.local_timeout else self.timeout


@dataclass(frozen=True, slots=True)
class Task:
    """A function that is neither a route nor a worker: run at deploy, on a schedule or by another function.

    `reserved_concurrency` limits how many run at once, to protect the service that it calls. Lambda reserves as many.
    """

    slug: str
    grants: frozenset[Grant]
    memory: int = 512
    timeout: int = 60
    schedule: str | None = None
    layers: tuple[Layer, ...] = field(default=(Layer.CORE,))
    reserved_concurrency: int | None = None


DATA = frozenset({Grant.DATABASE, Grant.CACHE})
NOTIFY = DATA | {Grant.NOTIFICATION_SEND}
"""The grants of a function that notifies users."""

ROUTES: tuple[Route, ...] = (
    Route("health", ("GET", "HEAD"), "/health", public=True, memory=256),
    Route(
        "health_ready",
        ("GET", "HEAD"),
        "/health/ready",
        DATA | {Grant.ANALYSIS_ASK, Grant.UPLOADS_LIST},
        public=True,
    ),
    Route(
        "auth_register", ("POST",), "/auth/register", NOTIFY | {Grant.SIGNING_KEY}, public=True, memory=1024
    ),
    Route("auth_login", ("POST",), "/auth/login", DATA | {Grant.SIGNING_KEY}, public=True, memory=1024),
    Route("auth_refresh", ("POST",), "/auth/refresh", DATA | {Grant.SIGNING_KEY}, public=True),
    Route("auth_logout", ("POST",), "/auth/logout", DATA, public=True),
    Route("auth_logout_everywhere", ("POST",), "/auth/logout-everywhere", DATA),
    Route("auth_verify_email", ("POST",), "/auth/verify-email", DATA, public=True),
    Route("auth_resend_verification", ("POST",), "/auth/resend-verification", NOTIFY, public=True),
    Route("auth_forgot_password", ("POST",), "/auth/forgot-password", NOTIFY, public=True),
    Route(
        "auth_reset_password",
        ("POST",),
        "/auth/reset-password",
        NOTIFY | {Grant.SIGNING_KEY},
        public=True,
        memory=1024,
    ),
    Route("auth_change_password", ("POST",), "/auth/change-password", NOTIFY, memory=1024),
    Route("dashboard", ("GET",), "/dashboard", DATA),
    Route(
        "users_profile",
        ("GET", "PATCH", "DELETE"),
        "/users/profile",
        DATA | {Grant.PRIVACY_SEND, Grant.BILLING_SEND},
        memory=1024,
    ),
    Route("users_consents", ("GET", "PUT"), "/users/consents", DATA),
    Route("users_export", ("POST",), "/users/export", DATA | {Grant.PRIVACY_SEND}),
    Route("users_export_item", ("GET",), "/users/export/{id}", DATA | {Grant.EXPORTS_GET}),
    Route("notifications", ("GET",), "/notifications", DATA),
    Route("notifications_preferences", ("GET", "PUT"), "/notifications/preferences", DATA),
    Route("notifications_item", ("PATCH",), "/notifications/{id}", DATA),
    Route("telemetry_web_vitals", ("POST",), "/telemetry/web-vitals", frozenset({Grant.CACHE}), public=True),
    Route("cv_upload", ("POST",), "/cv/upload", DATA | {Grant.UPLOADS_PUT}, memory=1024, timeout=20),
    Route("cv_analysis", ("GET", "DELETE"), "/cv/analysis/{id}", DATA | {Grant.PRIVACY_SEND}),
    Route("cv_analysis_retry", ("POST",), "/cv/analysis/{id}/retry", DATA | {Grant.ANALYSIS_SEND}),
    Route("cv_analysis_review", ("GET", "POST"), "/cv/analysis/{id}/review", DATA),
    Route("cv_analysis_compare", ("GET",), "/cv/analysis/{id}/compare/{other}", DATA),
    Route("cv_analysis_match", ("POST",), "/cv/analysis/{id}/match", DATA, memory=1024),
    Route("cv_analyses", ("GET",), "/cv/analyses", DATA),
    Route("cv_statistics", ("GET",), "/cv/statistics", DATA),
    Route("ai_coach_session_start", ("POST",), "/ai-coach/session", DATA, memory=1024),
    Route("ai_coach_sessions", ("GET",), "/ai-coach/sessions", DATA),
    Route("ai_coach_session", ("GET",), "/ai-coach/session/{id}", DATA),
    Route("ai_coach_message", ("POST",), "/ai-coach/session/{id}/message", DATA, memory=1024),
    Route("payments_plans", ("GET",), "/payments/plans", public=True, memory=256),
    Route("payments_subscription", ("GET",), "/payments/subscription", DATA),
    # Two calls of the gateway, one after the other. The API ends the request a second later.
    Route("payments_checkout", ("POST",), "/payments/checkout", DATA | {Grant.BILLING_GATEWAY}, timeout=29),
    Route("payments_portal", ("POST",), "/payments/portal", DATA | {Grant.BILLING_GATEWAY}, timeout=25),
    Route("payments_invoices", ("GET",), "/payments/invoices", DATA),
    Route(
        "payments_webhook",
        ("POST",),
        "/payments/webhook",
        DATA | {Grant.BILLING_SEND, Grant.STRIPE_WEBHOOK},
        public=True,
    ),
    Route("documents", ("GET", "POST"), "/documents", DATA, memory=1024),
    Route("documents_import", ("POST",), "/documents/import", DATA, memory=1024),
    Route("documents_item", ("GET", "PUT", "PATCH", "DELETE"), "/documents/{id}", DATA, memory=1024),
    Route("documents_versions", ("GET",), "/documents/{id}/versions", DATA),
    Route("documents_version_restore", ("POST",), "/documents/{id}/versions/{number}/restore", DATA),
    Route("documents_restore", ("POST",), "/documents/{id}/restore", DATA),
    Route(
        "documents_review",
        ("POST",),
        "/documents/{id}/review",
        DATA,
        memory=2048,
        layers=(Layer.CORE, Layer.DOCUMENTS),
    ),
)

WORKERS: tuple[Worker, ...] = (
    Worker(
        "cv_analysis_worker",
        queue="analysis",
        grants=NOTIFY
        | {
            Grant.UPLOADS_GET,
            Grant.UPLOADS_LIST,
            Grant.UPLOADS_DELETE,
            Grant.UPLOADS_TAGS,
            Grant.CVS_PUT,
            Grant.ANALYSIS_SEND,
            Grant.LANGUAGE_MODEL,
        },
        memory=2048,
        timeout=60,
        local_timeout=10,
        max_concurrency=50,
        layers=(Layer.CORE, Layer.DOCUMENTS, Layer.LANGUAGE_MODEL),
    ),
    Worker(
        "notification_worker",
        queue="notification",
        grants=NOTIFY | {Grant.MAIL_SEND},
        memory=512,
        timeout=30,
        local_timeout=5,
        max_concurrency=5,
    ),
    Worker(
        "privacy_worker",
        queue="privacy",
        grants=NOTIFY
        | {
            Grant.UPLOADS_GET,
            Grant.UPLOADS_LIST,
            Grant.UPLOADS_DELETE,
            Grant.UPLOADS_TAGS,
            Grant.CVS_GET,
            Grant.CVS_DELETE,
            Grant.EXPORTS_PUT,
            Grant.EXPORTS_DELETE,
        },
        memory=1024,
        timeout=300,
        local_timeout=30,
        max_concurrency=5,
        storage=3072,  # room for every file of the largest plan; a test compares it with the quota
    ),
    Worker(
        "billing_worker",
        queue="billing",
        grants=NOTIFY | {Grant.BILLING_SEND, Grant.BILLING_GATEWAY},
        memory=512,
        timeout=60,
        local_timeout=30,
        max_concurrency=5,
    ),
)

MIGRATE = Task(
    "db_migrate",
    frozenset({Grant.DATABASE_OWNER}),
    timeout=600,
    layers=(Layer.CORE, Layer.MIGRATIONS),
    reserved_concurrency=2,  # one migrates, and another may wait for the lock
)
"""Run by each deployment before the code that needs the schema (`infra/stacks/migrations.py`)."""

TASKS: tuple[Task, ...] = (
    MIGRATE,
    Task(
        "outbox_relay",
        NOTIFY | {Grant.ANALYSIS_SEND, Grant.BILLING_SEND, Grant.PRIVACY_SEND},
        schedule="rate(1 minute)",
    ),
    Task(
        "cv_uploads_sweep",
        NOTIFY | {Grant.ANALYSIS_SEND, Grant.UPLOADS_GET, Grant.UPLOADS_LIST},
        schedule="rate(5 minutes)",
    ),
    Task(
        "cv_results_reread",
        DATA | {Grant.CVS_GET, Grant.UPLOADS_LIST},
        memory=2048,
        timeout=300,
        schedule="rate(5 minutes)",
        layers=(Layer.CORE, Layer.DOCUMENTS),
        reserved_concurrency=1,  # two would only share the work
    ),
    Task("privacy_retention", DATA | {Grant.EXPORTS_DELETE}, timeout=300, schedule="rate(1 hour)"),
    # Outside the VPC, because Stripe cannot be reached from inside. Stripe takes 25 requests a second at one endpoint
    # (docs.stripe.com/rate-limits). Requests over the limit of this function get an error, and the caller tries again.
    Task(
        "billing_gateway",
        frozenset({Grant.STRIPE_KEY}),
        timeout=20,
        layers=(Layer.CORE, Layer.PAYMENTS),
        reserved_concurrency=25,
    ),
    Task("billing_prepaid_end", NOTIFY, schedule="rate(5 minutes)"),
    # `recoloca db|cache|users` invokes this function. Outside of the VPC there is no other access to the database.
    Task(
        "operator",
        (NOTIFY - {Grant.DATABASE})
        | {Grant.DATABASE_OPERATOR, Grant.BILLING_SEND, Grant.PRIVACY_SEND, Grant.EXPORTS_GET},
    ),
)

FUNCTIONS: tuple[Route | Worker | Task, ...] = (*ROUTES, *WORKERS, *TASKS)
