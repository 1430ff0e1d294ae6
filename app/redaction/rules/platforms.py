"""Keys of AI providers and of other platforms with a fixed shape."""

from app.redaction.rules.token import Token

_OPENAI = "https://platform.openai.com/docs/api-reference/authentication"

PLATFORM = (
    Token(
        "anthropic-key",
        "anthropic key",
        ("sk-ant-",),
        r"sk-ant-[a-z0-9]{3,12}-[A-Za-z0-9_-]{20,150}",
        "https://docs.anthropic.com/en/api/overview",
    ),
    Token(
        "openai-key",
        "openai key",
        ("sk-",),
        r"sk-(?:(?:proj|svcacct|admin|service|None)-)?(?=[A-Za-z0-9_-]{0,80}\d)[A-Za-z0-9_-]{20,220}",
        _OPENAI,
    ),
    Token(
        "huggingface-token",
        "hugging face token",
        ("hf_", "api_org_"),
        r"(?:hf|api_org)_[A-Za-z0-9]{34,40}",
        "https://huggingface.co/docs/hub/security-tokens",
        digits=False,
    ),
    Token(
        "ai-key",
        "ai provider key",
        (
            "gsk_",
            "xai-",
            "pplx-",
            "tgp_v1_",
            "llx-",
            "tvly-",
            "lsv2_",
            "pcsk_",
            "nvapi-",
            "r8_",
            "fw_",
            "pa-",
            "jina_",
            "fc-",
            "ctx7sk-",
            "e2b_",
        ),
        r"gsk_[A-Za-z0-9_-]{48,60}|xai-[A-Za-z0-9_-]{60,100}|pplx-[A-Za-z0-9]{40,64}|tgp_v1_[A-Za-z0-9_-]{40,50}"
        r"|llx-[A-Za-z0-9_-]{44,56}|tvly-[A-Za-z0-9_-]{28,50}|lsv2_[a-z]{2}_[a-f0-9]{32}_[a-f0-9]{10}"
        r"|pcsk_[A-Za-z0-9_]{40,90}|nvapi-[A-Za-z0-9_-]{50,80}|r8_[A-Za-z0-9]{37,40}|fw_[A-Za-z0-9]{22,30}"
        r"|pa-[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])|jina_[a-f0-9]{32}[A-Za-z0-9_-]{20,40}|fc-[a-f0-9]{32}(?![a-z0-9])"
        r"|e2b_[a-f0-9]{40}",
        "https://console.groq.com/docs/quickstart, https://docs.x.ai/docs/overview, https://docs.perplexity.ai/, https://docs.smith.langchain.com/, https://docs.pinecone.io/, https://replicate.com/docs/reference/http",
    ),
    Token(
        "dropbox-token",
        "dropbox token",
        ("sl.",),
        r"sl\.(?:u\.)?[A-Za-z0-9_=-]{77,1400}",
        "https://www.dropbox.com/developers/documentation/http/documentation",
    ),
    Token(
        "dropbox-legacy-token",
        "dropbox token",
        ("AAAAAAAAAA",),
        r"[A-Za-z0-9]{11}AAAAAAAAAA[A-Za-z0-9_=-]{43}",
        "https://www.dropbox.com/developers/documentation/http/documentation",
        lead=11,
    ),
    Token(
        "twitter-bearer",
        "twitter token",
        ("AAAAAAAAAAAAAAAAAAAAA",),
        r"A{21,22}[A-Za-z0-9%]{60,110}",
        "https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/application-only",
    ),
    Token(
        "facebook-token",
        "facebook token",
        ("EAA", "IGQV"),
        r"EAA[A-Za-z0-9]{80,800}|IGQV[A-Za-z0-9_=-]{80,800}",
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
    ),
    Token(
        "facebook-app-token",
        "facebook token",
        (),
        r"\d{15,16}(?:\||%7C)(?=[A-Za-z0-9_-]{0,27}[A-Za-z])[A-Za-z0-9_-]{26,40}(?![A-Za-z0-9_-])",
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
        needs=("|", "%7C"),
    ),
    Token(
        "hubspot-token",
        "hubspot token",
        ("pat-na", "pat-eu", "pat-ap"),
        r"pat-(?:na|eu|ap)\d{1,2}-[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}",
        "https://developers.hubspot.com/docs/guides/apps/private-apps/overview",
    ),
    Token(
        "intercom-token",
        "intercom token",
        ("dG9r",),
        r"dG9r[A-Za-z0-9+/]{50,80}={0,2}",
        "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
    ),
    Token(
        "content-token",
        "content platform token",
        (
            "CFPAT-",
            "tfp_",
            "p8e-",
            "s-s4t2ud-",
            "s-s4t2af-",
            "fio-u-",
            "3MVG",
            "sk.eyJ",
            "tk.eyJ",
            "mmk_",
            "_mmk",
        ),
        r"CFPAT-[A-Za-z0-9_-]{40,60}|tfp_[A-Za-z0-9_.=-]{40,64}|p8e-[A-Za-z0-9]{32}|s-s4t2(?:ud|af)-[a-f0-9]{64}"
        r"|fio-u-[A-Za-z0-9_=-]{60,70}|3MVG[A-Za-z0-9_.]{60,100}|[st]k\.eyJ[A-Za-z0-9_-]{30,100}\.[A-Za-z0-9_-]{22}",
        "https://www.contentful.com/developers/docs/references/authentication/, https://www.typeform.com/developers/get-started/personal-access-token/, https://docs.mapbox.com/api/accounts/tokens/",
    ),
    Token(
        "mapbox-public-token",
        "mapbox token",
        ("pk.eyJ",),
        r"pk\.eyJ[A-Za-z0-9_-]{50,100}\.[A-Za-z0-9_-]{22}",
        "https://docs.mapbox.com/api/accounts/tokens/",
    ),
    Token(
        "maxmind-key",
        "maxmind key",
        ("_mmk",),
        r"[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk",
        "https://dev.maxmind.com/license-key-specification",
        lead=36,
    ),
    Token(
        "authress-key",
        "authress key",
        ("sc_", "ext_", "scauth_", "authress_"),
        r"(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.acc[_-][A-Za-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}",
        "https://authress.io/knowledge-base/docs/authorization/service-clients",
    ),
)
