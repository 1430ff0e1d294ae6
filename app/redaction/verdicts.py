"""Whether a value keeps what its name promises."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.redaction.names import Promise
from app.redaction.placeholders import is_placeholder, is_stand_in
from app.redaction.plausible import (
    entropy,
    is_complex,
    is_measure,
    is_random,
    is_uuid,
    is_wordlike,
    oddness,
)
from app.redaction.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.redaction.quoting import Value


class Form(Enum):
    """How the value follows its name, from the most explicit to the loosest."""

    #: KEY=value, `<key>value</key>`, `name: string = "value"`.
    CONFIG = auto()
    #: --key value
    FLAG = auto()
    #: key: value
    COLON = auto()
    #: key = value
    SPACED = auto()
    #: ("key", "value")
    LISTED = auto()
    #: the key is value
    SAID = auto()
    #: key value
    BARE = auto()


_SENTENCE = re.compile(
    r"(?i)\b(?:the|your|please|must|enter|invalid|is|are|not|for|with|and|new|type|forgot|confirm|this|to|of|a|password|token|key|be)\b"
)
_REFERENCE = re.compile(
    r"[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+\(?.*|[\w.$]*\w\(.*|[\w.$]+\[.*|new\b.*|function\b.*|\(\w*\)\s*=>.*"
    r"|\*[a-z_]\w*|![a-z_]\w*.*|[@:][a-z_]\w*|->.*|\[\].*|[\[{(].*[\"'].*|\w+=.*\(.*|[\w.]+\{.*|#[a-z][\w-]*"
)
#: A dotted name, a regular expression, the name of a variable: quoted, and yet no value.
_QUOTED_CODE = re.compile(
    r"[A-Za-z_][A-Za-z_]*(?:\.[A-Za-z_][A-Za-z_]*)+|.*(?:\\[sSdwWb]|\[\^|\(\?).*"
    r"|(?=[A-Z0-9]*_)[A-Z][A-Z0-9_]*?(?:PASSWORD|PASS|PASSWD|PWD|TOKEN|SECRET|KEY)[A-Z0-9_]*",
    re.DOTALL,
)
_PATH = re.compile(
    r"(?:~|\.{1,2}|[A-Za-z]:|\$\w+)?[/\\](?:[\w.@+ -]+[/\\])*[\w.@+ -]*(?:#[\w-]*)?|[\w-]+(?:/[\w.-]+)+/[\w.-]*\.\w{1,6}|file:.*"
)
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]{1,15}:/{1,2}.*|[\w.-]+@[\w-]+\.[\w.-]+|(?:[\w-]+\.)+[a-z]{2,10}(?::\d+)?(?:/.*)?",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"[\w./-]+\.(?:pem|crt|key|cer|p12|jks|ya?ml|json|txt|env|conf|cfg|ini|py|js|ts|go|rb|java|md|sh|xml|html?|php|properties)"
)
#: Escaped bytes: a key of a web framework, or a dump of any identifier; the name tells which.
_BYTES = re.compile(r"(?:.{0,12}?\\x[0-9A-Fa-f]{2}){4}", re.DOTALL)
_NAMED_SECRETS = frozenset({Promise.PASSWORD, Promise.SECRET, Promise.KEY, Promise.TOKEN})
_CONSTANT = re.compile(r"0x[0-9A-Fa-f]{1,10}")
_RUN_OF_LETTERS = re.compile(r"[A-Za-z]{5,}")
_COMPOUND = re.compile(r"[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z_]*")
#: What people write after "password" that is no password.
_STATES = words(
    """
    expired expires expiring invalid incorrect wrong reset rotated changed required missing leaked
    compromised exposed protected empty blank correct valid same different unknown needed set
    unset ok good bad weak strong here there below above attached sent stored saved in on at for
    from to and or with via by as if when where who what which this that these those it its not no
    yes the a an is are was were has have had will would should can could must may might my your
    our their his her authentication auth manager policy based only field input prompt auto
    automatic manual random generated hashed encrypted plain plaintext file vault rotation refresh
    login user username email see ask check use using used new old current default optional hidden
    private public handling management validation verification credentials service server client
    database support team issue problem error failure bearer basic number date type value name
    store storage bucket limit endpoint url header cookie session key secret token password
    """
)
_DIGEST_LENGTHS = frozenset({32, 40, 56, 64, 96, 128})
#: The forms in which nothing but the syntax is needed to know a value.
_EXPLICIT = frozenset({Form.CONFIG, Form.FLAG})
#: The forms in which a value is only near its name.
_LOOSE = frozenset({Form.SAID, Form.BARE, Form.LISTED})
#: Nobody's password is shorter than 3, nobody's secret than 6, no key than 8, no
#: cookie or digest than 16; in prose a key has 10 at least.
_SHORTEST_PASSWORD, _SHORTEST_WORD, _SHORTEST_SECRET, _SHORTEST_KEY = 3, 4, 6, 8
_SHORTEST_KEY_SAID, _SHORTEST_OPAQUE, _SHORTEST_OPAQUE_WORD = 10, 16, 20
_PIN_LENGTHS = range(4, 9)
#: Characters that no word explains: from this many on, chance or a person made it.
_ODD, _SLIGHTLY_ODD = 5, 3
_LEAST_ENTROPY = 2.7
#: So much entropy in so many characters is in no sentence and in no path.
_LONG_NOISE, _NOISE = 32, 4.6
_HEX = re.compile(r"[0-9a-fA-F]+")


def accepts(promise: Promise, form: Form, value: Value, name: str) -> bool:
    """Whether `value`, read in `form` after `name`, is a secret.

    The surer the name and the syntax, the less the value has to show: after
    `DB_PASSWORD=` anything a person can type counts, after the word "token" in
    a sentence only what chance made.
    """
    text = value.text
    if len(text) < _SHORTEST_PASSWORD or not any(map(str.isalnum, text)):
        return False
    if _is_nothing(promise, form, text, name) or _repeats(text, name) or _is_code(value):
        return False
    if _BYTES.match(text):
        return value.quoted and promise in _NAMED_SECRETS
    if value.quoted and form not in {Form.SAID, Form.BARE} and _is_noise(text):
        return True
    if form is Form.LISTED and name.isupper() and not text.isupper():
        form = Form.CONFIG
    if promise is Promise.PIN:
        return text.isdigit() and len(text) in _PIN_LENGTHS and form is not Form.LISTED
    return not _is_elsewhere(text) and _JUDGES[promise](form, value, name)


def _is_noise(text: str) -> bool:
    """Letters, digits and signs in such a mixture that only a generator wrote it."""
    signs = sum(not char.isalnum() for char in text)
    mixed = signs >= _SLIGHTLY_ODD and any(map(str.isdigit, text)) and text.lower() != text
    if not mixed or len(text) < _LONG_NOISE or not text.isascii() or entropy(text) < _NOISE:
        return False
    return not any(map(is_wordlike, _RUN_OF_LETTERS.findall(text)))


def _repeats(text: str, name: str) -> bool:
    """The value is the name again, bare or as the last part of a longer name."""
    low, own = text.lower(), name.lower().strip("-$")
    return low == own or (low.endswith(own) and low[-len(own) - 1] in ":./")


def _is_nothing(promise: Promise, form: Form, text: str, name: str) -> bool:
    """A stand-in; an environment variable that says `password` means it."""
    sure = promise is Promise.PASSWORD and form in {Form.CONFIG, Form.COLON} and name.isupper()
    return is_stand_in(text) if sure else is_placeholder(text)


def _is_code(value: Value) -> bool:
    """Code around or about a secret instead of the secret."""
    text = value.text
    if value.quoted:
        return text[0] in "),;]:" or _QUOTED_CODE.fullmatch(text) is not None
    return _REFERENCE.fullmatch(text) is not None


def _is_elsewhere(text: str) -> bool:
    """A path, a file or an address says where the secret lies."""
    return bool(_PATH.fullmatch(text) or _FILE.fullmatch(text) or _ADDRESS.fullmatch(text))


def _is_sentence(text: str, name: str) -> bool:
    """Words for people: a form's label, a message, a translation."""
    if "phrase" in name.lower():
        return _SENTENCE.search(text) is not None
    if not text.isascii() and not any(map(str.isdigit, text)):
        return True
    return " " in text and (_SENTENCE.search(text) is not None or not _is_made_up(text))


def _is_password(form: Form, value: Value, name: str) -> bool:
    text = value.text
    if _is_sentence(text, name) or (text.lower() in _STATES and not name.isupper()):
        return False
    if form in _EXPLICIT or (form in {Form.COLON, Form.SPACED} and value.quoted):
        return value.quoted or not _is_variable(text, name, form)
    if form is Form.SPACED:
        return is_complex(text)
    if form is Form.COLON:
        alone = value.last and len(text) >= _SHORTEST_WORD
        return is_complex(text) or (alone and not is_measure(text))
    if form is Form.LISTED:
        return is_complex(text) or oddness(text) >= _ODD
    return is_complex(text) and _is_made_up(text)


def _is_variable(text: str, name: str, form: Form) -> bool:
    """`password=password1` in a call names a variable; `PASSWORD=abc` in a shell does not."""
    if form is Form.FLAG or name.isupper() or not _IDENTIFIER.fullmatch(text):
        return False
    return "_" in text or not text.islower()


def _is_made_up(text: str) -> bool:
    """In prose a password shows digits or signs that prose does not."""
    signs = text.rstrip("!?*")
    return any(map(str.isdigit, text)) or any(char in "!@#$%^&*+=?~" for char in signs)


def _is_secret(form: Form, value: Value, name: str) -> bool:
    text = value.text
    if not _is_one_word(text) or text.lower() in _STATES or is_measure(text):
        return False
    if value.quoted and form not in {Form.LISTED, Form.BARE}:
        return not _names_a_secret(text)
    if form in _EXPLICIT:
        shown = name.isupper() or is_complex(text) or oddness(text) >= _ODD
        return shown and not _names_a_secret(text)
    if is_random(text):
        return True
    made_up = len(text) >= _SHORTEST_KEY and is_complex(text) and _is_made_up(text)
    return form is Form.COLON and made_up and oddness(text) >= _SLIGHTLY_ODD


def _is_one_word(text: str) -> bool:
    return " " not in text and text.isascii() and len(text) >= _SHORTEST_SECRET


def _names_a_secret(text: str) -> bool:
    """`db-secret`, `my_app_secret_name`: a name, as Kubernetes and vaults have them."""
    return oddness(text) == 0 and _COMPOUND.fullmatch(text) is not None


def _is_key(form: Form, value: Value, _name: str) -> bool:
    text = value.text
    if not _is_one_word(text) or _CONSTANT.fullmatch(text):
        return False
    if text.isdigit():
        return len(text) >= _SHORTEST_OPAQUE and (form in _EXPLICIT or value.quoted)
    if is_random(text):
        digits = any(map(str.isdigit, text))
        return form not in _LOOSE or (digits and len(text) >= _SHORTEST_KEY_SAID)
    literal = value.quoted and form not in {Form.LISTED, Form.BARE}
    odd = len(text) >= _SHORTEST_KEY and oddness(text) >= _ODD
    return odd and (form in _EXPLICIT or literal)


def _is_opaque(form: Form, value: Value, _name: str) -> bool:
    """A bare key, a cookie, a signature: only what is long and random."""
    text = value.text
    if form in _LOOSE or len(text) < _SHORTEST_OPAQUE or " " in text or is_uuid(text):
        return False
    digest = _HEX.fullmatch(text) and len(text) in _DIGEST_LENGTHS
    explicit = form is Form.CONFIG or value.quoted
    if (digest and not explicit) or entropy(text) < _LEAST_ENTROPY:
        return False
    shown = any(map(str.isdigit, text)) or len(text) >= _SHORTEST_OPAQUE_WORD
    return shown and is_random(text)


def _is_mentioned(form: Form, value: Value, name: str) -> bool:
    """After "verifyPassword" a form's text is as likely as a password: it must show."""
    shown = is_complex(value.text) and _is_made_up(value.text) and " " not in value.text
    return value.quoted and form not in _LOOSE and shown and _is_password(form, value, name)


_JUDGES: dict[Promise, Callable[[Form, Value, str], bool]] = {
    Promise.PASSWORD: _is_password,
    Promise.SECRET: _is_secret,
    Promise.KEY: _is_key,
    Promise.TOKEN: _is_key,
    Promise.WEAK: _is_opaque,
    Promise.MENTION: _is_mentioned,
}
