"""What the name on the left of an assignment promises about the value."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from app.redaction.rules.generic import API_KEY, PASSWORD, SECRET, TOKEN, Described
from app.redaction.wordlist import words


class Promise(Enum):
    """How surely a name announces a secret; it decides what its value must look like."""

    #: A password: whatever a person typed.
    PASSWORD = PASSWORD
    #: A secret, made by a person or a program.
    SECRET = SECRET
    #: An API key or a key that opens something, made by a program.
    KEY = API_KEY
    #: A token, made by a program.
    TOKEN = TOKEN
    #: A name that sometimes holds a secret: a bare key, a cookie, a signature.
    WEAK = Described("opaque-value", SECRET.label, SECRET.source)
    #: What is done with a password, or a form's title: "verifyPassword".
    MENTION = Described("password-mentioned", PASSWORD.label, PASSWORD.source)
    #: A short number that opens something: PIN, one-time code.
    PIN = Described("pin", PASSWORD.label, PASSWORD.source)


#: Finds what may be such a name; `promise_of` decides.
KEYWORD = re.compile(
    r"pass(?!ag|en|iv|ion|iong|e[ds]\b|ing\b)|p[as]{1,3}w|pwd|secret|token|key|cred|auth|cookie|sess|signature|salt|nonce"
    r"|kennwort|wachtwoord|senha|contrase|mot[ _]?de[ _]?passe|haslo|parola|(?<![a-z])(?:pw|p/w|pin|otp|sid|psk|mdp|sig|code)(?![a-z])"
    r"|пароль|密码|密碼|口令|パスワード|トークン|シークレット|비밀번호|비번|패스워드|암호|토큰|시크릿"
)
#: One of these occurs wherever `KEYWORD` matches.
HINTS = (
    *(
        "pass",
        "psw",
        "pssw",
        "pasw",
        "paasw",
        "paw",
        "pwd",
        "pw",
        "p/w",
        "secret",
        "token",
        "key",
        "cred",
        "auth",
        "cookie",
        "sess",
        "signature",
        "salt",
        "nonce",
    ),
    *(
        "kennwort",
        "wachtwoord",
        "senha",
        "contrase",
        "mot",
        "haslo",
        "parola",
        "pin",
        "otp",
        "sid",
        "psk",
        "mdp",
        "sig",
        "code",
    ),
    *(
        "пароль",
        "密码",
        "密碼",
        "口令",
        "パスワード",
        "トークン",
        "シークレット",
        "비밀번호",
        "비번",
        "패스워드",
        "암호",
        "토큰",
        "시크릿",
    ),
)
_FOREIGN = {
    "пароль": Promise.PASSWORD,
    "密码": Promise.PASSWORD,
    "密碼": Promise.PASSWORD,
    "口令": Promise.PASSWORD,
    "パスワード": Promise.PASSWORD,
    "비밀번호": Promise.PASSWORD,
    "비번": Promise.PASSWORD,
    "패스워드": Promise.PASSWORD,
    "암호": Promise.PASSWORD,
    "トークン": Promise.TOKEN,
    "토큰": Promise.TOKEN,
    "シークレット": Promise.SECRET,
    "시크릿": Promise.SECRET,
}
_PASSWORDS = words(
    """
    password passwords passwd passwds pass pwd pwds pw pswd passphrase passcode passwort kennwort
    wachtwoord senha contrasena contraseña motdepasse mdp haslo hasło parola passe psk passw passwrd pasword passwrod paasword pssword paswd pswrd
    """
)
_PASSWORD_TAILS = ("password", "passwd", "passphrase", "pass", "pwd", "passwort")
_NOT_PASS = words(
    """
    bypass compass trespass encompass overpass surpass underpass impass getpass nopasswd
    """
)
_PINS = words(
    """
    pin pincode otp totp mfa passcode
    """
)
_SECRETS = words(
    """
    secret secrets secretkey clientsecret appsecret
    """
)
_TOKENS = words(
    """
    token authtoken accesstoken apitoken refreshtoken bearer tokens
    """
)
_KEYS = words(
    """
    apikey apikeys accesskey secretkey privatekey authkey appkey
    """
)
_OPENING = words(
    """
    api access secret private auth account master encryption encrypt decrypt signing sign service
    client admin license licence storage ssh rsa app application subscription deploy integration
    webhook consumer shared root hmac aes cipher crypto jwt session server developer dev enc write
    ingest ingestion insert functions function host master cookie deployment security
    authentication authorization license activation user personal rest management connection
    """
)
_WEAK = words(
    """
    key keys auth authorization authentication oauth credential credentials creds cred cookie
    cookies session sessionid sessid sid sig salt nonce sessiontoken phpsessid jsessionid connect
    """
)
#: A name that ends so tells something about the secret, and does not hold it.
_ABOUT = words(
    """
    id ids name names url urls uri uris file files filename path paths dir directory folder type
    types length len size count counts num number numbers ttl expiry expires expiration expire
    expired expiring timeout lifetime age policy policies field fields label labels title hint
    prompt placeholder message messages msg error errors exception pattern regex regexp format
    version algorithm alg algo enabled disabled disable enable required optional reset resets
    updated created changed change rotation rotate rotated at date time timestamp limit limits
    usage used per min max prefix suffix header headers param params parameter parameters arg args
    arn ref refs reference class provider providers store stores storage manager managers endpoint
    endpoints scope scopes audience issuer status state states valid invalid validation validator
    strength check checker checks source sources column columns table index event events handler
    callback function method request requests response flow grant exchange budget bucket buckets
    rate cost mode group groups role roles interval map mapping list set cache owner alias aliases
    location region server port user username users var variable page form view screen button link
    mail template selector ring board word words stone frame press pressed down up binding
    bindings space vault fingerprint digest checksum thumbprint hash hashes transport info kind
    mechanism methods holder factory builder generator service spec schema entity entities
    resource resources controller module plugin component middleware backend adapter client
    clients enc recovery scheme return forgot change changes management encoder encoding charset
    characters chars case cost rounds iterations sentence policy tokenizer parser lexer stream
    position span kinds volume mount selector annotation extension usage attempts attempt retries
    tries failures failed failure login logins protected protection less free visibility visible
    show hide toggle icon input output box text textbox area dialog modal window
    """
)
#: A name that begins so says what is done with the secret, or titles a form.
_ACTS = words(
    """
    label title show hide forgot mandatory invalid reset change is has get validate check enter
    update verify repeat toggle missing wrong lost no not require need remember save generate
    create delete remove revoke fetch load read find list count max min
    """
)
_NOT_KEYS = words(
    """
    public primary foreign partition sort cache routing row idempotency map dict object s3 bucket
    config registry project issue i18n translation sequence schema index hash group natural hot
    tag metric label json record unique lookup shard sharding range search event column field
    composite surrogate candidate arrow enter escape space tab shift ctrl alt cmd home end page
    delete backspace f1 modifier keyboard piano data dictionary i item property prop query param
    parameter attribute attr header node yaml xml toml translation locale lang language message
    msg reverse dedup dedupe deduplication resource store namespace topic
    """
)
_NEVER = words(
    """
    authenticity csrf xsrf csrfmiddlewaretoken requestverificationtoken pagination continuation
    cursor cancellation nextpage next page tokenizer tokenize sitekey sitetoken public publishable
    recaptcha
    """
)
#: Ends of names that say where the value is used, not what it is.
_WHERE = words(
    """
    prod production dev staging stage test testing qa live old new current default value val
    string str raw plain plaintext cleartext b64 base64 encoded secure safe super temp tmp main
    backup env local secondary data
    """
)
_SPLIT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z\u00df-\u024f]+|\d+")


@lru_cache(maxsize=4096)
def promise_of(name: str) -> Promise | None:
    """What a name promises: `dbPassword`, `X-Api-Key`, `GITHUB_TOKEN_PROD`.

    None for names that only contain such a word (`keyboard`), tell something
    about a secret (`token_ttl`, `secretName`) or mean something public.
    """
    foreign = next((promise for word, promise in _FOREIGN.items() if word in name), None)
    if foreign:
        return foreign
    words = [
        word.lower() for word in _SPLIT.findall(name.replace("p/w", "pw").replace("P/W", "pw"))
    ]
    while len(words) > 1 and (words[-1] in _WHERE or words[-1].isdigit()):
        words.pop()
    if words[-2:] == ["secret", "id"] or (
        name.isupper() and words[1:] and words[-1] == "key" and words[-2] not in _NOT_KEYS
    ):
        return Promise.KEY
    if not words or words[-1] in _ABOUT or not _NEVER.isdisjoint(words):
        return None
    if words[0] in _ACTS:
        return Promise.MENTION if _strong(words) is Promise.PASSWORD else None
    return _strong(words) or _key(words) or _weak(words)


def _strong(words: list[str]) -> Promise | None:
    if any(word in _PASSWORDS or _ends_in_password(word) for word in words):
        return Promise.PASSWORD
    if words[-1] in _PINS or words[-2:] == ["pin", "code"]:
        return Promise.PIN
    if not _SECRETS.isdisjoint(words) or any(word.endswith("secret") for word in words):
        return Promise.SECRET
    if any(word in _TOKENS or word.endswith("token") for word in words):
        return Promise.WEAK if words[-1] == "tokens" else Promise.TOKEN
    return None


def _ends_in_password(word: str) -> bool:
    return (
        word.endswith(_PASSWORD_TAILS) or word.startswith(("password", "passwd"))
    ) and word not in _NOT_PASS


def _key(words: list[str]) -> Promise | None:
    if any(word in _KEYS or word.endswith("apikey") for word in words):
        return Promise.KEY
    for before, word in pairwise(words):
        if word in {"key", "keys"}:
            if before in _NOT_KEYS:
                return None
            if before in _OPENING:
                return Promise.KEY
    return None


def _weak(words: list[str]) -> Promise | None:
    for before, word in zip(["", *words], words, strict=False):
        if word in _WEAK and before not in _NOT_KEYS:
            return Promise.WEAK
    return None
