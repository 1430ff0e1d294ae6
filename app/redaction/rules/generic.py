"""Rules whose detection needs more than a shape; the code lies beside the engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Described:
    """A rule that is code: what it is called and what it rests on."""

    #: The rule's name in findings, unique.
    id: str
    #: What the mark calls it.
    label: str
    #: Where the syntax is documented.
    source: str


JWT = Described("json-web-token", "json web token", "https://www.rfc-editor.org/rfc/rfc7519")
PRIVATE_KEY = Described("private-key", "private key", "https://www.rfc-editor.org/rfc/rfc7468")
PUTTY_KEY = Described(
    "putty-key", "private key", "https://the.earth.li/~sgtatham/putty/0.83/htmldoc/AppendixC.html"
)
JWK = Described("json-web-key", "private key", "https://www.rfc-editor.org/rfc/rfc7517")
PASSWORD_HASH = Described(
    "password-hash", "password hash", "https://man7.org/linux/man-pages/man5/crypt.5.html"
)
URL_PASSWORD = Described(
    "url-password", "url password", "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1"
)
AUTH_HEADER = Described(
    "authorization-header",
    "authorization header",
    "https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2",
)
COOKIE = Described("session-cookie", "session cookie", "https://www.rfc-editor.org/rfc/rfc6265")
PASSWORD = Described("password", "password", "assignment to a name that means a password")
SECRET = Described("secret", "secret", "assignment to a name that means a secret")
API_KEY = Described("api-key", "api key", "assignment to a name that means an API key")
TOKEN = Described("token", "token", "assignment to a name that means a token")
OPAQUE = Described(
    "opaque-value", SECRET.label, "assignment to a name that sometimes holds a secret"
)
MENTIONED = Described(
    "password-mentioned", PASSWORD.label, "assignment to a name that acts on a password"
)
PIN = Described("pin", PASSWORD.label, "assignment to a name that means a PIN or a one-time code")
COMMAND = Described(
    "command-password", "password", "the manual pages of the commands in commands.py"
)
SQL = Described(
    "sql-password", "password", "https://www.postgresql.org/docs/current/sql-createrole.html"
)
NAMED_BY_CONTEXT = Described(
    "secret-in-context", "secret", "a random string right after a word for a secret"
)
KUBERNETES = Described(
    "kubernetes-secret",
    "kubernetes secret",
    "https://kubernetes.io/docs/concepts/configuration/secret/",
)

#: All of them, for the table of rules.
GENERIC = (
    JWT,
    PRIVATE_KEY,
    PUTTY_KEY,
    JWK,
    PASSWORD_HASH,
    URL_PASSWORD,
    AUTH_HEADER,
    COOKIE,
    PASSWORD,
    SECRET,
    API_KEY,
    TOKEN,
    OPAQUE,
    MENTIONED,
    PIN,
    COMMAND,
    SQL,
    NAMED_BY_CONTEXT,
    KUBERNETES,
)
