"""Fake values in the shapes that issuers document, generated: none was ever issued.

The shapes are written here a second time, from the issuers' documentation and not
from the rules under test. No file of the project holds a value that looks issued.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable

from stdnum import iban, luhn
from stdnum.br import cpf
from stdnum.ca import sin
from stdnum.es import nie
from stdnum.gb import nhs
from stdnum.in_ import aadhaar
from stdnum.it import codicefiscale
from stdnum.pl import pesel
from stdnum.us import ssn

_HEX = "0123456789abcdef"
_ALNUM = string.ascii_letters + string.digits
_LOWER = string.ascii_lowercase + string.digits
_UPPER = string.ascii_uppercase + string.digits
_BASE32 = string.ascii_uppercase + "234567"
_BASE64 = _ALNUM + "+/"
_URLSAFE = _ALNUM + "-_"
_CROCKFORD = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"

#: What people type; each is a password somewhere and none is ours.
PASSWORDS = (
    "Tr0ub4dor&3",
    "S3cr3t!pass",
    "hunter2x",
    "correct-horse-9",
    "P@ssw0rd2024",
    "qwerty123!",
    "Winter2026!",
    "xK9#mQ2$",
    "letmein42",
    "zaq1@WSX",
    "Pa55w0rd",
    "b1gB4ng!",
    "Sup3rS3cure",
    "r00tme!now",
    "fl0wer$pot",
    "n0t-my-dog7",
    "J4nuary_31",
    "8charsOK",
    "m00nl1ght",
    "Blue42Sky",
    "1qaz2wsx3edc",
    "AdM1n#77",
    "g@rd3nGate",
    "T0k3nless!",
    "sh0w-me-9",
)
#: What people type who should not.
WEAK_PASSWORDS = (
    "letmein",
    "sesame",
    "iloveyou",
    "shopshop",
    "dragon",
    "monkeys",
    "trustno",
    "sunshine",
)


class Fakes:
    """A source of fake values that is the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def make(self, kind: str) -> str:
        """A value of a kind as the corpus names it."""
        return _MAKERS[kind](self)

    def run(self, alphabet: str, size: int) -> str:
        """A random run with at least one digit in it, where the alphabet has any."""
        while True:
            value = "".join(self._random.choices(alphabet, k=size))
            if (
                size < 4
                or any(c.isdigit() for c in value)
                or not any(c.isdigit() for c in alphabet)
            ):
                return value

    def hex(self, size: int) -> str:
        return self.run(_HEX, size)

    def alnum(self, size: int) -> str:
        return self.run(_ALNUM, size)

    def digits(self, size: int) -> str:
        return str(self._random.randint(1, 9)) + "".join(
            self._random.choices(string.digits, k=size - 1)
        )

    def one_of(self, values: tuple[str, ...]) -> str:
        return self._random.choice(values)

    def uuid(self) -> str:
        return "-".join(self.hex(n) for n in (8, 4, 4, 4, 12))

    def until(self, make: Callable[[], str], is_valid: Callable[[str], bool]) -> str:
        while not is_valid(value := make()):
            pass
        return value

    def base64(self, size: int) -> str:
        return base64.b64encode(self._random.randbytes(size)).decode()

    def jwt(self) -> str:
        def part(value: object) -> str:
            raw = json.dumps(value, separators=(",", ":")).encode()
            return base64.urlsafe_b64encode(raw).decode().rstrip("=")

        claims = {"sub": self.digits(8), "iat": 1772000000, "jti": self.hex(8)}
        return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(claims)}.{self.run(_URLSAFE, 43)}"

    def pem(self, label: str = "RSA PRIVATE KEY", lines: int = 6) -> str:
        body = "\n".join(self.run(_BASE64, 64) for _ in range(lines))
        return f"-----BEGIN {label}-----\n{body}\n{self.run(_BASE64, 30)}==\n-----END {label}-----"


def _card(fakes: Fakes) -> str:
    body = fakes.one_of(("4", "51", "55", "2223", "6011", "37"))
    size = 15 if body == "37" else 16
    body += fakes.run(string.digits, size - 1 - len(body))
    return body + luhn.calc_check_digit(body)


def _grouped_card(fakes: Fakes) -> str:
    number = fakes.until(lambda: _card(fakes), lambda value: len(value) == 16)
    return fakes.one_of((" ", "-")).join(number[i : i + 4] for i in range(0, 16, 4))


def _iban(fakes: Fakes) -> str:
    country, size, bank = fakes.one_of(("DE 18 ", "GB 14 NWBK", "NL 10 INGB", "FR 23 ")).split(" ")
    bban = bank + fakes.digits(int(size))
    number = country + iban.calc_check_digits(f"{country}00{bban}") + bban
    return iban.format(number) if fakes.one_of(("a", "b")) == "a" else number


def _codice_fiscale(fakes: Fakes) -> str:
    letters = string.ascii_uppercase

    def make() -> str:
        return (
            f"{fakes.run(letters, 6)}{fakes.one_of(('65', '78', '82'))}{fakes.one_of(tuple('ABCDEHLMPRST'))}"
            f"{fakes.one_of(('05', '17', '28'))}{fakes.one_of(tuple('FGH'))}{fakes.digits(3)}{fakes.run(letters, 1)}"
        )

    return fakes.until(make, codicefiscale.is_valid)


def _ppk(fakes: Fakes) -> str:
    body = "\n".join(fakes.run(_BASE64, 64) for _ in range(4))
    return f"PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPrivate-Lines: 4\n{body}\nPrivate-MAC: {fakes.hex(40)}"


def _crypt(alphabet: str, head: str, size: int) -> Callable[[Fakes], str]:
    return lambda f: head.format(salt=f.run(_ALNUM, 16)) + f.run(alphabet, size)


_MAKERS: dict[str, Callable[[Fakes], str]] = {
    "slack-bot": lambda f: f"xoxb-{f.digits(12)}-{f.digits(13)}-{f.alnum(24)}",
    "slack-user": lambda f: f"xoxp-{f.digits(12)}-{f.digits(12)}-{f.digits(13)}-{f.hex(32)}",
    "slack-app": lambda f: f"xapp-1-A{f.run(_UPPER, 10)}-{f.digits(13)}-{f.hex(64)}",
    "slack-refresh": lambda f: f"xoxe-1-{f.run(_UPPER, 146)}",
    "slack-config": lambda f: f"xoxe.xoxp-1-{f.run(_UPPER, 163)}",
    "slack-webhook": lambda f: f"T{f.run(_UPPER, 10)}/B{f.run(_UPPER, 10)}/{f.alnum(24)}",
    "aws-id": lambda f: f"AKIA{f.run(_BASE32, 16)}",
    "aws-temp-id": lambda f: f"ASIA{f.run(_BASE32, 16)}",
    "aws-secret": lambda f: f.run(_BASE64, 40),
    "aws-session": lambda f: f"IQoJb3JpZ2luX2Vj{f.run(_BASE64, 300)}==",
    "aws-signature": lambda f: f.hex(64),
    "gcp-key": lambda f: f"AIza{f.run(_URLSAFE, 35)}",
    "gcp-client-secret": lambda f: f"GOCSPX-{f.run(_URLSAFE, 28)}",
    "gcp-access": lambda f: f"ya29.{f.run(_URLSAFE, 120)}",
    "azure-storage": lambda f: f.base64(64),
    "azure-bus": lambda f: f.base64(32),
    "azure-client-secret": lambda f: f"{f.alnum(3)}8Q~{f.run(_ALNUM + '_~.-', 33)}a",
    "azure-sas": lambda f: f.run(_ALNUM, 42) + "%3D",
    "github-classic": lambda f: f"ghp_{f.alnum(36)}",
    "github-fine": lambda f: f"github_pat_{f.alnum(22)}_{f.alnum(59)}",
    "github-oauth": lambda f: f"gho_{f.alnum(36)}",
    "gitlab": lambda f: f"glpat-{f.run(_URLSAFE, 20)}",
    "bitbucket": lambda f: f"ATBB{f.alnum(24)}{f.run('0123456789ABCDEF', 8)}",
    "atlassian": lambda f: f"ATATT3xFfGF0{f.run(_URLSAFE, 172)}={f.run('0123456789ABCDEF', 8)}",
    "npm": lambda f: f"npm_{f.alnum(36)}",
    "pypi": lambda f: f"pypi-AgEIcHlwaS5vcmc{f.run(_URLSAFE, 140)}",
    "rubygems": lambda f: f"rubygems_{f.hex(48)}",
    "docker-pat": lambda f: f"dckr_pat_{f.run(_URLSAFE, 27)}",
    "stripe-live": lambda f: f"sk_live_{f.alnum(24)}",
    "stripe-restricted": lambda f: f"rk_live_{f.alnum(99)}",
    "stripe-webhook": lambda f: f"whsec_{f.alnum(32)}",
    "square": lambda f: f"sq0atp-{f.run(_URLSAFE, 22)}",
    "shopify": lambda f: f"shpat_{f.hex(32)}",
    "paypal": lambda f: f"access_token$production${f.run(_LOWER, 16)}${f.hex(32)}",
    "twilio-key": lambda f: f"SK{f.hex(32)}",
    "twilio-auth": lambda f: f.hex(32),
    "sendgrid": lambda f: f"SG.{f.run(_URLSAFE, 22)}.{f.run(_URLSAFE, 43)}",
    "mailgun": lambda f: f"key-{f.hex(32)}",
    "mailchimp": lambda f: f"{f.hex(32)}-us{f.one_of(('3', '12', '21'))}",
    "openai": lambda f: f"sk-proj-{f.run(_URLSAFE, 74)}T3BlbkFJ{f.run(_URLSAFE, 74)}",
    "anthropic": lambda f: f"sk-ant-api03-{f.run(_URLSAFE, 93)}AA",
    "huggingface": lambda f: f"hf_{f.run(string.ascii_letters, 34)}",
    "datadog-api": lambda f: f.hex(32),
    "datadog-app": lambda f: f.hex(40),
    "pagerduty": lambda f: f.run(_URLSAFE.replace("-", ""), 20),
    "newrelic": lambda f: f"NRAK-{f.run(_UPPER, 27)}",
    "grafana": lambda f: f"glsa_{f.alnum(32)}_{f.hex(8)}",
    "sentry": lambda f: f"sntryu_{f.hex(64)}",
    "vault": lambda f: f"hvs.{f.run(_URLSAFE, 95)}",
    "terraform": lambda f: f"{f.alnum(14)}.atlasv1.{f.run(_URLSAFE, 67)}",
    "doppler": lambda f: f"dp.pt.{f.alnum(43)}",
    "digitalocean": lambda f: f"dop_v1_{f.hex(64)}",
    "databricks": lambda f: f"dapi{f.hex(32)}",
    "telegram": lambda f: f"{f.digits(10)}:AA{f.run(_URLSAFE, 32)}a",
    "discord-webhook": lambda f: f"{f.digits(18)}/{f.run(_URLSAFE, 68)}",
    "linear": lambda f: f"lin_api_{f.alnum(40)}",
    "postman": lambda f: f"PMAK-{f.hex(24)}-{f.hex(34)}",
    "nats-seed": lambda f: f"SU{f.run(_BASE32, 56)}",
    "age": lambda f: f"AGE-SECRET-KEY-1{f.run(_CROCKFORD, 58)}",
    "swarm": lambda f: f"SWMTKN-1-{f.run(_LOWER, 50)}-{f.run(_LOWER, 25)}",
    "tailscale": lambda f: f"tskey-auth-{f.alnum(12)}-{f.alnum(32)}",
    "openshift": lambda f: f"sha256~{f.run(_URLSAFE, 43)}",
    "uuid-key": lambda f: f.uuid(),
    "hex32": lambda f: f.hex(32),
    "hex40": lambda f: f.hex(40),
    "hex64": lambda f: f.hex(64),
    "b64-32": lambda f: f.base64(32),
    "an20": lambda f: f.alnum(20),
    "an40": lambda f: f.alnum(40),
    "jwt": Fakes.jwt,
    "jwt-unsigned": lambda f: f.jwt().rsplit(".", 1)[0] + ".",
    "pem-rsa": Fakes.pem,
    "pem-openssh": lambda f: f.pem("OPENSSH PRIVATE KEY"),
    "pem-escaped": lambda f: f.pem("PRIVATE KEY").replace("\n", "\\n"),
    "pem-truncated": lambda f: f.pem().rsplit("\n", 3)[0],
    "pem-tail": lambda f: f.pem().split("\n", 2)[2],
    "pem-base64": lambda f: base64.b64encode(f.pem().encode()).decode(),
    "pgp-private": lambda f: f.pem("PGP PRIVATE KEY BLOCK"),
    "putty": _ppk,
    "bcrypt": _crypt(_ALNUM + "./", "$2b$12$", 53),
    "sha512crypt": _crypt(_ALNUM + "./", "$6${salt}$", 86),
    "basic-pair": lambda f: base64.b64encode(f"svc:{f.one_of(PASSWORDS)}".encode()).decode(),
    "cookie": lambda f: f.alnum(32),
    "vault-kv": lambda f: f.one_of(PASSWORDS),
    "password": lambda f: f.one_of(PASSWORDS),
    "weak-password": lambda f: f.one_of(WEAK_PASSWORDS),
    "pin": lambda f: f.digits(6),
    "email": lambda f: (
        f"{f.one_of(('ana', 'j.doe', 'bob+shop', 'li_wei'))}{f.digits(2)}@{f.one_of(('example.com', 'mail.example.co.uk', 'kunde.example.de'))}"
    ),
    "phone-intl": lambda f: (
        f.one_of(("+1 415 555 ", "+44 20 7946 ", "+49 30 1234", "+81-3-1234-")) + f.digits(4)
    ),
    "phone-us": lambda f: f.one_of(("(415) 555-", "415-555-", "212.555.")) + f.digits(4),
    "phone-national": lambda f: f.one_of(("020 7946 ", "030 1234 ", "06 12 34 ")) + f.digits(4),
    "card": _card,
    "card-grouped": _grouped_card,
    "iban": _iban,
    "ip": lambda f: (
        f"{f.one_of(('203.0.113', '8.8.4', '93.184.216', '151.101.1'))}.{f._random.randint(2, 250)}"
    ),
    "ipv6": lambda f: f"2001:db8:{f.hex(4)}::{f.hex(4)}",
    "private-ip": lambda f: (
        f"{f.one_of(('10.12.8', '192.168.3', '172.20.1'))}.{f._random.randint(2, 250)}"
    ),
    "customer": lambda f: f.one_of((f.digits(5), f.digits(8), f"A-{f.digits(6)}", f.uuid())),
    "stripe-object": lambda f: f"{f.one_of(('cus', 'acct', 'ch', 'pi', 'sub'))}_{f.alnum(16)}",
    "tenant": lambda f: f"tenant-{f.one_of(('acme', 'globex'))}-{f.digits(3)}",
    "ssn": lambda f: f.until(lambda: f"{f.digits(3)}-{f.digits(2)}-{f.digits(4)}", ssn.is_valid),
    "codice-fiscale": _codice_fiscale,
    "cpf": lambda f: f.until(
        lambda: f"{f.digits(3)}.{f.digits(3)}.{f.digits(3)}-{f.digits(2)}", cpf.is_valid
    ),
    "nhs": lambda f: f.until(lambda: f"{f.digits(3)} {f.digits(3)} {f.digits(4)}", nhs.is_valid),
    "nino": lambda f: f"AB{f.digits(6)}C",
    "pesel": lambda f: f.until(
        lambda: f"85{f.one_of(('01', '11'))}{f.digits(2)}{f.digits(5)}", pesel.is_valid
    ),
    "aadhaar": lambda f: f.until(
        lambda: f"{f.one_of(('2', '5', '9'))}{f.digits(11)}", aadhaar.is_valid
    ),
    "sin": lambda f: f.until(lambda: f"{f.one_of(('1', '4', '7'))}{f.digits(8)}", sin.is_valid),
    "nie": lambda f: f.until(
        lambda: f"X{f.digits(7)}{f.one_of(tuple('TRWAGMYFPDXBNJZSQVHLCKE'))}", nie.is_valid
    ),
}
