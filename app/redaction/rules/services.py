"""Keys of further services with a fixed shape."""

from app.redaction.rules.token import Token

SERVICES = (
    Token(
        "atlas-secret",
        "mongodb atlas secret",
        ("mdb_sa_sk_",),
        r"mdb_sa_sk_[A-Za-z0-9_-]{38,44}",
        "https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/",
    ),
    Token(
        "zoho-token",
        "zoho token",
        ("1000.",),
        r"1000\.[a-f0-9]{32}\.[a-f0-9]{32}(?![a-f0-9])",
        "https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html",
    ),
    Token(
        "clickup-token",
        "clickup token",
        ("pk_",),
        r"pk_\d{5,12}_[A-Z0-9]{32}(?![A-Za-z0-9])",
        "https://developer.clickup.com/docs/authentication",
    ),
    Token(
        "elevenlabs-key",
        "elevenlabs key",
        ("sk_",),
        r"sk_[a-f0-9]{48}(?![A-Za-z0-9])",
        "https://elevenlabs.io/docs/api-reference/authentication",
    ),
    Token(
        "kerberos-hash",
        "kerberos hash",
        ("$krb5asrep$", "$krb5tgs$", "$krb5pa$"),
        r"\$krb5(?:asrep|tgs|pa)\$\d{1,2}\$[^\s\"']{60,4000}",
        "https://hashcat.net/wiki/doku.php?id=example_hashes",
    ),
    Token(
        "cisco-hash",
        "cisco password hash",
        ("$8$", "$9$"),
        r"\$[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}",
        "https://hashcat.net/wiki/doku.php?id=example_hashes",
    ),
    Token(
        "service-key",
        "service key",
        ("aio_", "odt_", "BBFF-", "VF.DM.", "VF.WS.", "tkn.v1_", "shltm_", "flb_live_"),
        r"aio_[A-Za-z]{4}\d{2}[A-Za-z0-9]{22}|odt_[A-Za-z0-9]{32}(?![A-Za-z0-9])"
        r"|BBFF-[A-Za-z0-9]{30}|VF\.(?:DM|WS)\.[a-f0-9]{24}\.[A-Za-z0-9]{16}|tkn\.v1_[A-Za-z0-9+/]{60,90}={0,2}"
        r"|shltm_[A-Za-z0-9_-]{40}|flb_live_[A-Za-z0-9]{20}",
        "https://io.adafruit.com/api/docs/, https://docs.dependencytrack.org/integrations/rest-api/, https://docs.ubidots.com/, https://docs.voiceflow.com/, https://apidocs.teamwork.com/, https://docs.fleetbase.io/",
    ),
)
