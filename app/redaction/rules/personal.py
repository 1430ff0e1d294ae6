"""Rules for personal data and customer identifiers; the code lies beside the engine."""

from app.redaction.rules.generic import Described

_E164 = "https://www.itu.int/rec/T-REC-E.164, checked by the phonenumbers library"

#: Each as its findings name it.
PERSONAL = (
    Described("email", "email", "https://www.rfc-editor.org/rfc/rfc5322"),
    Described("phone-international", "phone number", _E164),
    Described("phone-north-america", "phone number", _E164),
    Described("phone-national", "phone number", _E164),
    Described("phone-in-context", "phone number", "digits beside a word for a telephone"),
    Described("card", "card number", "ISO/IEC 7812: issuer ranges and Luhn's check digit"),
    Described("iban", "iban", "ISO 13616, checked by python-stdnum"),
    Described("ipv4", "ip address", "https://www.rfc-editor.org/rfc/rfc6890"),
    Described("ipv6", "ip address", "https://www.rfc-editor.org/rfc/rfc4291"),
    Described("account-named", "account number", "a number behind a word for a customer's object"),
    Described(
        "account-prefixed",
        "account number",
        "https://docs.stripe.com/api, and prefixes such as tenant-",
    ),
    Described("us-ssn", "national id", "https://www.ssa.gov/employer/randomization.html"),
    Described("person", "person", "a name from the list that the caller hands in"),
    Described("vendor", "vendor", "a name from the list that the caller hands in"),
)
