"""National numbers of persons that carry a check digit, by country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stdnum.au import tfn
from stdnum.be import nn
from stdnum.br import cpf
from stdnum.ca import sin
from stdnum.ch import ssn as ahv
from stdnum.cn import ric
from stdnum.de import idnr as steuer_id
from stdnum.dk import cpr
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.ie import pps
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.kr import rrn
from stdnum.mx import curp
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.se import personnummer
from stdnum.tr import tckimlik
from stdnum.us import itin
from stdnum.us import ssn as us_ssn
from stdnum.za import idnr as za_id

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class NationalId:
    """One country's number: how it is written, how it is checked, what it is called."""

    id: str
    #: Its writing; a bare run of digits needs a word before it.
    shape: str
    is_valid: Callable[[str], bool]
    #: Words one of which must stand before it; empty where the shape is unmistakable.
    words: str = ""
    #: What the mark calls it.
    label: str = "national id"
    #: Where the number and its check are described.
    source: str = "https://arthurdejong.org/python-stdnum/doc/"


#: The numbers and their checks are described in python-stdnum's module of each country.
NATIONAL_IDS = (
    NationalId("us-ssn-bare", r"\d{9}", us_ssn.is_valid, r"ssn|social security"),
    NationalId("us-itin", r"9\d{2}-\d{2}-\d{4}", itin.is_valid, r"itin|taxpayer"),
    NationalId("ca-sin", r"\d{3}[ -]?\d{3}[ -]?\d{3}", sin.is_valid, r"\bsin\b|social insurance"),
    NationalId("gb-nhs", r"\d{3}[ -]?\d{3}[ -]?\d{4}", nhs.is_valid, r"\bnhs\b"),
    NationalId(
        "gb-nino",
        r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]",
        str.isascii,
        r"nino|national insurance|\bni\b",
    ),
    NationalId("ie-pps", r"\d{7}[A-Wa-w][A-IWa-iw]?", pps.is_valid, r"\bpps"),
    NationalId("au-tfn", r"\d{3} ?\d{3} ?\d{2,3}", tfn.is_valid, r"\btfn\b|tax file"),
    NationalId(
        "de-idnr",
        r"\d{2} ?\d{3} ?\d{3} ?\d{3}",
        steuer_id.is_valid,
        r"steuer|tax id|idnr|identifikationsnummer",
    ),
    NationalId(
        "fr-nir", r"[12][ ]?\d{2}[ ]?\d{2}[ ]?\d[\dAB][ ]?\d{3}[ ]?\d{3}[ ]?\d{2}", nir.is_valid
    ),
    NationalId("es-dni", r"\d{8}-?[A-Za-z]", dni.is_valid, r"\bdni\b|\bnif\b|identidad"),
    NationalId("es-nie", r"[XYZ]-?\d{7}-?[A-Z]", nie.is_valid),
    NationalId("nl-bsn", r"\d{8,9}", bsn.is_valid, r"\bbsn\b|burgerservice|sofi"),
    NationalId(
        "be-nn",
        r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}|\d{11}",
        nn.is_valid,
        r"rijksregister|registre national|national number|\binsz\b|\bniss\b",
    ),
    NationalId("ch-ahv", r"756\.\d{4}\.\d{4}\.\d{2}", ahv.is_valid),
    NationalId(
        "se-personnummer",
        r"(?:\d{2})?\d{6}[-+]\d{4}",
        personnummer.is_valid,
        r"personn?ummer|\bssn\b|personal (?:id|number)",
    ),
    NationalId(
        "no-fodselsnummer",
        r"\d{6} ?\d{5}",
        fodselsnummer.is_valid,
        r"f[øo]dselsnummer|personnummer",
    ),
    NationalId("dk-cpr", r"\d{6}-?\d{4}", cpr.is_valid, r"\bcpr\b|personnummer"),
    NationalId("fi-hetu", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", hetu.is_valid),
    NationalId("pl-pesel", r"\d{11}", pesel.is_valid, r"pesel"),
    NationalId("tr-kimlik", r"[1-9]\d{10}", tckimlik.is_valid, r"kimlik|\btckn?\b"),
    NationalId("br-cpf", r"\d{3}\.\d{3}\.\d{3}-\d{2}", cpf.is_valid),
    NationalId("br-cpf-bare", r"\d{11}", cpf.is_valid, r"\bcpf\b"),
    NationalId("mx-curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", curp.is_valid),
    NationalId(
        "in-aadhaar",
        r"[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}",
        aadhaar.is_valid,
        r"aadh?aar|\buid(?:ai)?\b",
    ),
    NationalId(
        "in-pan", r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]", pan.is_valid, r"\bpan\b|permanent account"
    ),
    NationalId("cn-ric", r"[1-9]\d{16}[\dXx]", ric.is_valid),
    NationalId("kr-rrn", r"\d{6}-[1-8]\d{6}", rrn.is_valid),
    NationalId("za-id", r"\d{13}", za_id.is_valid, r"\bid (?:number|no)|south african|identity"),
)
#: Italy's has letters between its digits.
TAX_CODE = NationalId(
    "it-codice-fiscale",
    r"[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]",
    codicefiscale.is_valid,
)
