"""Keys of data, testing and developer services with a fixed shape."""

from app.redaction.rules.token import Token

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
#: Behind a short prefix the run must show a capital, a small letter and a digit.
_MIXED = r"(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*\d)"

DEVELOPER = (
    Token(
        "data-platform-key",
        "data platform key",
        ("dbtc_", "dbtu_", "cflt", "CCDB1_", "sgp_", "apify_api_", "db-"),
        r"dbt[cu]_[A-Za-z0-9_-]{36,60}|cflt[A-Za-z0-9+/]{60}|CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}|sgp_[A-Za-z0-9]{60,70}"
        rf"|apify_api_[A-Za-z0-9]{{30,46}}|db-{_MIXED}[A-Za-z0-9]{{29}}(?![A-Za-z0-9-])",
        "https://docs.getdbt.com/docs/dbt-cloud-apis/service-tokens, https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html, https://www.cockroachlabs.com/docs/cockroachcloud/managing-access, https://docs.apify.com/platform/integrations/api",
    ),
    Token(
        "developer-service-key",
        "service key",
        (
            "aio_",
            "ion_",
            "odt_",
            "csk-",
            "waka_",
            "ser.",
            "os_v2_",
            "rootly_",
            "xaat-",
            "xapt-",
            "vercel_blob_rw_",
            "shltm_",
        ),
        r"aio_[A-Za-z0-9]{28}|ion_[A-Za-z0-9]{42}|odt_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}|csk-[a-z0-9]{48}"
        rf"|waka_{_UUID}|ser\.{_MIXED}[A-Za-z0-9]{{22}}(?![A-Za-z0-9])|os_v2_(?:app|org)_[a-z0-9]{{80,120}}|rootly_[a-f0-9]{{64}}"
        rf"|xa[ap]t-{_UUID}|vercel_blob_rw_[A-Za-z0-9]{{16}}_[A-Za-z0-9]{{28,40}}|shltm_[A-Za-z0-9]{{36,44}}",
        "https://io.adafruit.com/api/docs/, https://docs.dependencytrack.org/integrations/rest-api/, https://inference-docs.cerebras.ai/quickstart, https://axiom.co/docs/reference/tokens, https://documentation.onesignal.com/docs/en/keys-and-ids, https://docs.rootly.com/api-reference/overview, https://vercel.com/docs/vercel-blob",
    ),
    Token(
        "access-service-key",
        "service key",
        ("secret-live-", "secret-test-", "pk_prod_", "pk_test_", "ak_live_", "ak_test_"),
        r"secret-(?:live|test)-[A-Za-z0-9_=-]{34,60}|pk_(?:prod|test)_[A-Z0-9]{28}(?![A-Za-z0-9])|ak_(?:live|test)_[A-Za-z0-9]{30}(?![A-Za-z0-9])",
        "https://stytch.com/docs/api/authentication, https://www.courier.com/docs/reference/authentication, https://docs.pagar.me/docs/chaves-de-acesso",
    ),
    Token(
        "infisical-token",
        "service key",
        ("st.",),
        r"st\.[a-f0-9]{24}\.[a-f0-9]{32}\.[a-f0-9]{32}",
        "https://infisical.com/docs/documentation/platform/token",
    ),
    Token(
        "mercado-pago-token",
        "mercado pago token",
        ("APP_USR-", "TEST-"),
        r"(?:APP_USR|TEST)-\d{13,18}-\d{6}-[a-f0-9]{32}-\d{6,12}",
        "https://www.mercadopago.com/developers/en/docs/your-integrations/credentials",
    ),
    Token(
        "resend-key",
        "resend key",
        ("re_",),
        rf"re_{_MIXED}[A-Za-z0-9]{{8}}_[A-Za-z0-9]{{24}}(?![A-Za-z0-9_])|re_[A-Za-z0-9]{{8}}_{_MIXED}[A-Za-z0-9]{{24}}(?![A-Za-z0-9_])",
        "https://resend.com/docs/api-reference/introduction",
    ),
    Token(
        "asana-personal-token",
        "asana token",
        ("1/1", "2/1"),
        r"[12]/1\d{12,18}(?:/1\d{12,18})?:[a-f0-9]{32}",
        "https://developers.asana.com/docs/personal-access-token",
    ),
    Token(
        "fcm-server-key",
        "firebase server key",
        (":APA91b",),
        r"AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{120,150}",
        "https://firebase.google.com/docs/cloud-messaging/auth-server",
        lead=11,
    ),
    Token(
        "modal-token",
        "modal token",
        ("ak-", "as-"),
        rf"a[ks]-{_MIXED}[A-Za-z0-9]{{22}}(?![A-Za-z0-9-])",
        "https://modal.com/docs/reference/modal.config",
    ),
)
