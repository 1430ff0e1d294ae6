"""Personal data and customer identifiers: what is one, and what only looks like one."""

import pytest

from app.redaction import Kind, find


def _found(text: str, kind: Kind) -> list[str]:
    return [text[f.start : f.end] for f in find(text) if f.kind is kind]


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        (
            Kind.EMAIL,
            "ana.b+shop@mail.example.co.uk, BOB@EXAMPLE.COM",
            ["ana.b+shop@mail.example.co.uk", "BOB@EXAMPLE.COM"],
        ),
        (Kind.EMAIL, "müller@münchen.example", ["müller@münchen.example"]),
        (Kind.EMAIL, "https://ana@example.com:hunter2x@host/", ["ana@example.com"]),
        (Kind.EMAIL, "root@example.com", ["root@example.com"]),
        (
            Kind.PHONE,
            "+44 7700 900123 or +1-415-555-0100 ext. 12",
            ["+44 7700 900123", "+1-415-555-0100 ext. 12"],
        ),
        (Kind.PHONE, "(415) 555-0100, 212.555.0199", ["(415) 555-0100", "212.555.0199"]),
        (Kind.PHONE, "Tel. 0211-1234567; 030 1234567 fax", ["0211-1234567", "030 1234567"]),
        (Kind.PHONE, "020 7946 0958", ["020 7946 0958"]),
        (Kind.PHONE, "phone +1 2345678", ["+1 2345678"]),
        (
            Kind.CARD,
            "5555 5555 5555 4444 and 378282246310005",
            ["5555 5555 5555 4444", "378282246310005"],
        ),
        (Kind.CARD, "card 4222222222222", ["4222222222222"]),
        (Kind.IBAN, "GB82 WEST 1234 5698 7654 32 is theirs", ["GB82 WEST 1234 5698 7654 32"]),
        (Kind.IBAN, "fr1420041010050500013M02606", ["fr1420041010050500013M02606"]),
        (
            Kind.IP,
            "203.0.113.9, 8.8.8.8, 2001:4860:4860::8888",
            ["203.0.113.9", "8.8.8.8", "2001:4860:4860::8888"],
        ),
        (
            Kind.IP,
            "6e40:4041:c617:e898:c11:40d2:c669:2eb4",
            ["6e40:4041:c617:e898:c11:40d2:c669:2eb4"],
        ),
        (
            Kind.PRIVATE_IP,
            "10.0.0.3 192.168.1.7 fd12:3456::1 fe80::1c2d 100.64.3.2",
            ["10.0.0.3", "192.168.1.7", "fd12:3456::1", "fe80::1c2d", "100.64.3.2"],
        ),
        (Kind.PRIVATE_IP, "ip-10-0-3-17.ec2.internal", ["10-0-3-17"]),
        (Kind.ACCOUNT, "customer 48213, 48214 and 48215 cannot pay", ["48213", "48214", "48215"]),
        (Kind.ACCOUNT, "order #A-12345; invoice no. 2026-0093", ["A-12345", "2026-0093"]),
        (Kind.ACCOUNT, "user_id=99871 tenant_id: acme-0042x", ["99871"]),
        (
            Kind.ACCOUNT,
            "account 3f2b1c4d-5e6f-4081-92a3-b4c5d6e7f809",
            ["3f2b1c4d-5e6f-4081-92a3-b4c5d6e7f809"],
        ),
        (
            Kind.ACCOUNT,
            "cus_9s6XKzkNRiz8i3 and tenant-globex-12",
            ["cus_9s6XKzkNRiz8i3", "tenant-globex-12"],
        ),
        (Kind.ACCOUNT, "customer number 2026", ["2026"]),
        (Kind.NATIONAL_ID, "219-09-9998", ["219-09-9998"]),
        (Kind.NATIONAL_ID, "ssn 219099998", ["219099998"]),
        (Kind.NATIONAL_ID, "codice RSSMRA85T10A562S", ["RSSMRA85T10A562S"]),
        (Kind.NATIONAL_ID, "CPF 390.533.447-05", ["390.533.447-05"]),
        (Kind.NATIONAL_ID, "hetu 131052-308T", ["131052-308T"]),
        (Kind.NATIONAL_ID, "NHS number 943 476 5870", ["943 476 5870"]),
    ],
)
def test_personal_data_is_found(kind: Kind, text: str, values: list[str]) -> None:
    assert _found(text, kind) == values


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            Kind.EMAIL,
            "git@github.com:acme/app.git root@db1.internal deploy@host.example:/srv logo@2x.png",
        ),
        (Kind.EMAIL, "https://bob@example.com:8443/x https://bob@example.com"),
        (Kind.EMAIL, "@alice a@b .@example.com --@x.example"),
        (Kind.PHONE, "2026-03-09 14:05 and 09/03/2026 12:00 and 12.03.2026 10:00"),
        (Kind.PHONE, "phone 111-1111 or 1709971533.123456 or call 10.12.8.137"),
        (Kind.PHONE, "+12 +1 +999999999999999999 1,234,567 call 123"),
        (Kind.PHONE, "0800 is free, 0000 0000 0000"),
        (Kind.CARD, "4111111111111112 and 1234567812345670"),
        (Kind.CARD, "request_id=4111111111111111 offset 4111111111111111"),
        (Kind.CARD, "4111-11111111-1111 0000 0000 0000 0000 9411111111111111"),
        (
            Kind.IBAN,
            "DE89 3704 0044 0532 0130 01 and ZZ82 WEST 1234 5698 7654 32 and AB12 word words more",
        ),
        (
            Kind.IP,
            "v1.2.3.4 version 8.8.8.8 Chrome/90.0.44.93 1.2.3.4.5 999.1.1.1 upgraded to 1.6.7.1",
        ),
        (Kind.IP, "127.0.0.1 0.0.0.0 255.255.255.0 224.0.0.1 ::1 ::"),
        (Kind.IP, "12:30:45 00:11:22:33:44:55:66:77 a::b std::string"),
        (Kind.PRIVATE_IP, "ip-10-0-3 strip-10-0-3-17 ip-999-1-1-1"),
        (
            Kind.ACCOUNT,
            "customers 4821 failed, user 2 of 5, order by id, user U024BE7LH, account in 2026",
        ),
        (Kind.ACCOUNT, "invoice template, tenant isolation, sub_agent, in_progress"),
        (Kind.NATIONAL_ID, "000-12-3456 666-12-3456 219099998 390.533.447-06 131052-308U"),
        (Kind.NATIONAL_ID, "nhs 943 476 5871 and pesel 12345678901"),
    ],
)
def test_what_only_looks_like_personal_data_is_left(kind: Kind, text: str) -> None:
    assert _found(text, kind) == []
