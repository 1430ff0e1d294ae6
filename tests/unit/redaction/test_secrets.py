"""Secrets: what is one in which syntax, and what only looks like one."""

import base64

import pytest

from app.redaction import Kind, find, redact
from tests.unit.redaction.fakes import Fakes

FAKES = Fakes(31)
KEY = FAKES.alnum(20)
HEX = FAKES.hex(32)


def _secrets(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find(text) if f.kind is Kind.CREDENTIAL]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f'"tokens": ["{HEX}", "{HEX[::-1]}"]', f"{HEX} {HEX[::-1]}"),
        (f'api_keys = ["{KEY}", "prod"]', KEY),
        ('db_password = os.environ.get("DB_PASSWORD") or "hunter2x"', "hunter2x"),
        ('getenv("DB_PASSWORD", "hunter2x")', "hunter2x"),
        ("${DB_PASSWORD:-hunter2x}", "hunter2x"),
        ('Token: String("AABF3JGZDX3P5PMEXLND6TS6FCWO6")', "AABF3JGZDX3P5PMEXLND6TS6FCWO6"),
        ('password: "hunter2x', "hunter2x"),
        ("password='hun\\'ter2x'", "hun\\'ter2x"),
        ('{\\"password\\": \\"hunter2x\\"}', "hunter2x"),
        ("password: |\n  hunter2x\nnext: 1", "hunter2x"),
        ("password: ```hunter2x```", "hunter2x"),
        ('password = """hunter2x"""', "hunter2x"),
        ('PASSWORD = b"hunter2x"', "hunter2x"),
        ("body=user%3Dbob%26password%3Dhunter2x%26x%3D1", "hunter2x"),
        ("password=hunter2x&user=bob", "hunter2x"),
        ("(password=hunter2x)", "hunter2x"),
        ("[password=hunter2x, user=bob]", "hunter2x"),
        ("password-hunter2x", "hunter2x"),
        (f"AZURE_DEVOPS_EXT_PAT={KEY}", KEY),
        (f'ado_pat = "{KEY}"', KEY),
        (f"SHOP_API_KEY={'8195513847023883'}", "8195513847023883"),
        ("PSEXEC.EXE \\\\web1 -u ops -p hunter2x cmd", "hunter2x"),
        ("password is: hunter2x.", "hunter2x"),
        ("hunter2x is the password", "hunter2x"),
        ("the password (hunter2x) is old", "hunter2x"),
        ("root/hunter2x is wrong, creds: root / hunter2x", "hunter2x"),
        ("login: admin:hunter2x", "hunter2x"),
        ("username/password: admin/hunter2x", "hunter2x"),
        (f"vault approle secret_id={FAKES.uuid()}", None),
        (f"<secret>{{note {KEY}}}</secret>", KEY),
        (f"ACME_KEY={HEX}", HEX),
        (f"jwt signing key: {FAKES.hex(64)}", None),
        (f"here are the new creds for staging, use them today: {FAKES.alnum(32)}", None),
        ("PIN: 482913", "482913"),
        (f"X-Api-Key: {KEY}", KEY),
        (f"Authorization: {KEY}{KEY}", KEY + KEY),
        (f"Authorization: Digest {HEX}", HEX),
        (f"Set-Cookie: sid={HEX}; Path=/", HEX),
        (f"Cookie: theme=dark; sid={HEX}; id={KEY}", f"{HEX} {KEY}"),
        ("https://:hunter2x@host/x", "hunter2x"),
        ("https://user:hun/ter2x@host/x", "hun/ter2x"),
        (f"https://{HEX}@sentry.example.com/4", HEX),
        ("smtps://bob@example.com:hunter2x@smtp.example.com:465", "hunter2x"),
        ("SET PASSWORD FOR 'x' = PASSWORD('hunter2x')", "hunter2x"),
        ("identified by hunter2x", "hunter2x"),
        ("define('DB_PASSWORD', 'sesame');", "sesame"),
        ("define('AUTH_KEY', 'Q$:B]zZjN-AdT<>h7V1.vm+k^|}2wVZf]Xw#QEZ[-pSohv+Kj0W-Z|:|g');", None),
        ("conn.login('ana', 'sesame', done)", "sesame"),
        ('requests.get(url, auth=("ana", "sesame"))', "sesame"),
        ("https://ana:hun#ter2x@host/x", "hun#ter2x"),
        ('password =\n  "hunter2x"', "hunter2x"),
        ('"password":\n  "hunter2x"', "hunter2x"),
        ('passphrase: "horse battery 9 staple"', "horse battery 9 staple"),
        ("KEY_PASSPHRASE='horse battery staple'", "horse battery staple"),
        ("db1.internal:5432:shop:app:hunter2x", "hunter2x"),
    ],
)
def test_a_secret_is_found_in_its_syntax(text: str, value: str | None) -> None:
    found = _secrets(text)
    assert found
    for part in value.split(" ") if value else ():
        assert part in " ".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com:8080/path@2x",
        "https://bob@example.com/x",
        "https://user:pass@host/x",
        "jdbc:oracle:thin:app/${PW}@db1",
        "password: see the vault",
        "password: /run/secrets/db",
        "password: config.db.password",
        "token: https://auth.example.com/token",
        "secret_key: my-app-secret",
        'password: "Enter your password"',
        'password_label: "Passwort vergessen?"',
        'reset_password: "accounts.forms.ResetForm"',
        'PASSWORD_KEY = "DB_PASSWORD"',
        "encryption_key = 0xc0506617",
        "cache_key = 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
        "key = user-profile",
        "the tokens are gone",
        "pin the message: 482913",
        "token => nil",
        "secret: xxxxxxxx",
        "password: ****",
        "password: abcd****",
        "password: ${{ secrets.DB }}",
        "login: 12:30 UTC",
        "account: checking / savings",
        "Basic training",
        'FIELDS = ["PASSWORD", "EMAIL", "name"]',
        "auth=(user, password)",
        "Basic a.b.c.d.e.f.g.h",
        "Bearer xxxxxxxxxxxxxxxxxxxx",
        'passphrase: "the one for the vault"',
        "Private-Lines: 3",
        "LS0tLS1CRUdJTi",
        "Bearer of bad news",
        "Authorization: none",
        "Cookie: lang=en; theme=dark",
        "kind: Secret\ndata:\n  a: {{ b }}\n",
        "eyJhbGciOiJub25lIn0",
        "eyJ.eyJ.eyJ",
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJzekNDQVZtZ0F3SUJBZ0lVUQ",
        "-----END RSA PRIVATE KEY-----",
        "nothing\n-----END RSA PRIVATE KEY-----",
        '"kty": "RSA", "d": "short"',
        "mysql -p$PASS",
        "docker login -p -",
    ],
)
def test_what_only_looks_like_a_secret_is_left(text: str) -> None:
    assert _secrets(text) == []


def test_a_key_that_was_cut_off_is_hidden_as_far_as_it_goes() -> None:
    whole = FAKES.pem()
    cut = whole[: len(whole) // 2]
    assert redact(f"log: {cut}").text == "log: [redacted: private key]"


def test_the_tail_of_a_key_is_hidden_from_its_first_whole_line() -> None:
    tail = FAKES.pem().split("\n", 3)[3]
    assert redact(f"seen:\n{tail}\nend").text == "seen:\n[redacted: private key]\nend"


def test_two_keys_in_one_text_are_two_findings() -> None:
    text = f"{FAKES.pem()}\nand\n{FAKES.pem()}"
    assert redact(text).text == "[redacted: private key]\nand\n[redacted: private key]"


def test_a_key_begun_twice_is_hidden_to_the_end() -> None:
    whole = FAKES.pem()
    assert "BEGIN" not in redact(whole[:200] + "\n" + whole).text


def test_a_key_in_base64_is_told_from_a_certificate_in_base64() -> None:
    key = base64.b64encode(FAKES.pem().encode()).decode()
    certificate = base64.b64encode(FAKES.pem("CERTIFICATE").encode()).decode()
    assert redact(f"a {key} b {certificate}").text == f"a [redacted: private key] b {certificate}"


def test_a_web_key_loses_its_private_member_only() -> None:
    text = f'{{"kty":"RSA","n":"{FAKES.alnum(80)}","d":"{FAKES.alnum(80)}"}}'
    redacted = redact(text).text
    assert redacted.endswith('"d":"[redacted: private key]"}')


def test_a_kubernetes_secret_loses_all_its_values() -> None:
    text = "kind: Secret\nmetadata:\n  name: db\ndata:\n  user: YWRtaW4tdXNlcg==\n  blob: |\n    Z2VoZWltLWJsb2I=\ntype: Opaque\n"
    redacted = redact(text).text
    assert redacted.count("[redacted: kubernetes secret]") == 2
    assert "name: db" in redacted
    assert "type: Opaque" in redacted


def test_a_kubernetes_secret_in_json_loses_all_its_values() -> None:
    text = '{"kind": "Secret", "metadata": {"name": "db"}, "data": {"user": "YWRtaW4=", "blob": "Z2VoZWlt"}}'
    assert redact(text).text.count("[redacted: kubernetes secret]") == 2


def test_an_escape_in_front_of_a_token_does_not_join_it() -> None:
    token = FAKES.make("github-classic")
    for before in ("\\n", "%3D", "\\u003d", "="):
        assert token not in redact(f"x{before}{token}").text


def test_a_token_inside_a_longer_word_is_not_one() -> None:
    assert _secrets(f"my{FAKES.make('aws-id').lower()}x") == []
    assert _secrets("risk-averse-organisation-2026-planning") == []


def test_escaped_bytes_are_a_secret_only_under_a_name_that_says_so() -> None:
    value = "".join(f"\\x{number:02x}" for number in range(161, 193, 2))
    assert _secrets(f"SECRET_KEY = b'{value}'") == [value]
    assert _secrets(f'Timeout {{ key: Key(b"{value}"), quorum: 20 }}') == []


@pytest.mark.parametrize(
    "text",
    [
        "the hook ion_wave and the csk-team met on db-primary-replica-03 about as-built plans",
        "APP_USR-guide and TEST-1234 are file names, re_import and re_index are functions",
        "expected_pat matched 12 rows",
        "page_key=1234567890",
    ],
)
def test_a_short_prefix_alone_is_no_token(text: str) -> None:
    assert _secrets(text) == []


def test_a_token_of_a_fixed_shape_is_hidden_although_its_characters_are_in_order() -> None:
    body = "1234567890abcdef" * 2 + "12345678"
    assert _secrets(f"the agent ran with bkua_{body}") == [f"bkua_{body}"]
