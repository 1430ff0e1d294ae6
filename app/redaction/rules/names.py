"""Words of names that hold secrets, and of names that only speak of them."""

from __future__ import annotations

from app.redaction.wordlist import words

#: One of these occurs wherever a name may announce a secret.
HINTS = tuple(
    words(
        """
        pass psw pssw pasw paasw paw pwd pw p/w secret token key cred auth
        cookie sess signature salt nonce kennwort wachtwoord senha contrase mot haslo parola pin otp
        sid psk mdp sig code _pat пароль 密码 密碼 口令 パスワード トークン シークレット 비밀번호 비번 패스워드 암호 토큰 시크릿
        """
    )
)
PASSWORDS = words(
    """
    password passwords passwd passwds pass pwd pwds pw pswd passphrase passcode passwort kennwort
    wachtwoord senha contrasena contraseña motdepasse mdp haslo hasło parola passe psk passw passwrd pasword passwrod paasword pssword paswd pswrd
    """
)
PASSWORD_TAILS = ("password", "passwd", "passphrase", "pass", "pwd", "passwort")
NOT_PASS = words(
    """
    bypass compass trespass encompass overpass surpass underpass impass getpass nopasswd
    """
)
PINS = words(
    """
    pin pincode otp totp mfa passcode
    """
)
SECRETS = words(
    """
    secret secrets secretkey clientsecret appsecret
    """
)
TOKENS = words(
    """
    token authtoken accesstoken apitoken refreshtoken bearer tokens
    """
)
KEYS = words(
    """
    apikey apikeys accesskey secretkey privatekey authkey appkey
    """
)
OPENING = words(
    """
    api access secret private auth account master encryption encrypt decrypt signing sign service
    client admin license licence storage ssh rsa app application subscription deploy integration
    webhook consumer shared root hmac aes cipher crypto jwt session server developer dev enc write
    ingest ingestion insert functions function host master cookie deployment security
    authentication authorization license activation user personal rest management connection
    """
)
WEAK = words(
    """
    key keys auth authorization authentication oauth credential credentials creds cred cookie
    cookies session sessionid sessid sid sig salt nonce sessiontoken phpsessid jsessionid connect
    """
)
#: A name that ends so tells something about the secret, and does not hold it.
ABOUT = words(
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
ACTS = words(
    """
    label title show hide forgot mandatory invalid reset change is has get validate check enter
    update verify repeat toggle missing wrong lost no not require need remember save generate
    create delete remove revoke fetch load read find list count max min
    """
)
NOT_KEYS = words(
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
NEVER = words(
    """
    authenticity csrf xsrf csrfmiddlewaretoken requestverificationtoken pagination continuation
    cursor cancellation nextpage next page tokenizer tokenize sitekey sitetoken public publishable
    recaptcha
    """
)
#: Ends of names that say where the value is used, not what it is.
WHERE = words(
    """
    prod production dev staging stage test testing qa live old new current default value val
    string str raw plain plaintext cleartext b64 base64 encoded secure safe super temp tmp main
    backup env local secondary data
    """
)
