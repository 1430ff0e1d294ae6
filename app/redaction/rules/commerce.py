"""Keys of payment, commerce, mail and telephony providers."""

from app.redaction.rules.token import Token

_STRIPE = "https://docs.stripe.com/keys"
_SHOPIFY = "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens"
_SQUARE = "https://developer.squareup.com/docs/build-basics/access-tokens"
_TWILIO = "https://www.twilio.com/docs/glossary/what-is-a-sid"

COMMERCE = (
    Token(
        "stripe-key",
        "stripe key",
        ("sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_", "sk_org_"),
        r"[rs]k_(?:live|test|prod|org)_[A-Za-z0-9_]{10,250}",
        _STRIPE,
    ),
    Token(
        "stripe-webhook",
        "stripe webhook secret",
        ("whsec_",),
        r"whsec_[A-Za-z0-9+/=]{24,120}",
        _STRIPE,
    ),
    Token(
        "square-token",
        "square token",
        ("sq0atp-", "sq0csp-", "sq0rtp-", "EAAA"),
        r"sq0[acr][a-z]{2}-[A-Za-z0-9_-]{22,60}|EAAA(?=[A-Za-z0-9_-]{0,59}\d)[A-Za-z0-9_=-]{40,62}(?![A-Za-z0-9])",
        _SQUARE,
    ),
    Token(
        "paypal-token",
        "paypal token",
        ("access_token$production$", "access_token$sandbox$", "A21AA"),
        r"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}|A21AA[A-Za-z0-9_-]{80,120}",
        "https://developer.paypal.com/braintree/docs/guides/credentials",
    ),
    Token(
        "plaid-token",
        "plaid token",
        ("access-sandbox-", "access-development-", "access-production-"),
        r"access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f-]{27}",
        "https://plaid.com/docs/api/tokens/",
    ),
    Token(
        "shopify-token",
        "shopify token",
        ("shpat_", "shpca_", "shppa_", "shpss_", "shptka_", "shpua_", "shprt_"),
        r"shp(?:at|ca|pa|ss|tka|ua|rt)_[a-fA-F0-9]{32,40}",
        _SHOPIFY,
    ),
    Token(
        "payment-key",
        "payment key",
        (
            "FLWSECK-",
            "FLWSECK_TEST-",
            "FLWPUBK_TEST-",
            "EZAK",
            "EZTK",
            "shippo_live_",
            "shippo_test_",
            "duffel_live_",
            "duffel_test_",
            "rzp_live_",
            "rzp_test_",
            "sb-",
            "pmpk_",
        ),
        r"FLW(?:SECK|PUBK)(?:_TEST)?-[A-Za-z0-9]{12,45}(?:-X)?|EZ[AT]K[A-Za-z0-9]{54}"
        r"|shippo_(?:live|test)_[a-fA-F0-9]{40}|duffel_(?:live|test)_[A-Za-z0-9_=-]{43}"
        r"|rzp_(?:live|test)_[A-Za-z0-9]{14,24}",
        "https://developer.flutterwave.com/docs/authentication, https://docs.easypost.com/docs/authentication, https://docs.goshippo.com/docs/guides_general/authentication/, https://duffel.com/docs/api/overview/authentication, https://razorpay.com/docs/api/authentication/",
    ),
    Token(
        "payment-key-live",
        "payment key",
        ("live_", "test_"),
        r"(?:live|test)_(?=[A-Za-z0-9_=-]{0,34}\d)(?=[A-Za-z0-9_=-]{0,34}[a-zA-Z])(?:pub_)?[A-Za-z0-9]{30,60}(?![A-Za-z0-9_])",
        "https://docs.lob.com/#tag/Authentication, https://developer.gocardless.com/, https://docs.mollie.com/reference/authentication",
    ),
    Token(
        "sendgrid-key",
        "sendgrid key",
        ("SG.",),
        r"SG\.[A-Za-z0-9_=-]{16,32}\.[A-Za-z0-9_=-]{16,64}",
        "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
    ),
    Token(
        "mailgun-key",
        "mailgun key",
        ("key-", "pubkey-"),
        r"(?:pub)?key-[0-9a-f]{32}(?![0-9a-zA-Z])|key-(?=[0-9a-z]{0,31}\d)[0-9a-z]{32}(?![0-9a-zA-Z])",
        "https://documentation.mailgun.com/docs/mailgun/api-reference/authentication/",
    ),
    Token(
        "mailgun-signing-key",
        "mailgun key",
        (),
        r"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![0-9a-f-])",
        "https://documentation.mailgun.com/docs/mailgun/api-reference/authentication/",
        needs=("-",),
    ),
    Token(
        "mailchimp-key",
        "mailchimp key",
        ("-us",),
        r"[0-9a-f]{32}-us\d{1,2}(?!\d)",
        "https://mailchimp.com/developer/marketing/guides/quick-start/",
        lead=32,
    ),
    Token(
        "mandrill-key",
        "mandrill key",
        ("md-",),
        r"md-[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])",
        "https://mailchimp.com/developer/transactional/guides/quick-start/",
    ),
    Token(
        "brevo-key",
        "brevo key",
        ("xkeysib-", "xsmtpsib-"),
        r"x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}",
        "https://developers.brevo.com/docs/getting-started",
    ),
    Token(
        "twilio-key",
        "twilio key",
        (),
        r"SK[0-9a-f]{32}(?![0-9a-zA-Z])",
        _TWILIO,
        needs=("SK",),
    ),
)
