"""Log lines: no secret in a message, an argument or a traceback."""

from __future__ import annotations

import io
import logging

import pytest

from app.main.logs import RedactingFormatter

TOKEN = "xoxb-2345678901-2345678901-AbCdEfGhIjKlMnOpQrStUvWx"
URL = "postgresql://muster:hunter2hunter2@db.internal/muster"


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("muster.test")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def test_a_secret_in_a_message_and_in_its_arguments_is_marked(log):
    logger, stream = log
    logger.info("the token %s was refused by 10.0.0.7", TOKEN)
    said = stream.getvalue()
    assert TOKEN not in said
    assert said.startswith("INFO the token [redacted: slack")
    assert "10.0.0.7" in said


def test_a_secret_in_a_traceback_is_marked(log):
    logger, stream = log
    try:
        int(URL)
    except ValueError:
        logger.exception("the database is away")
    said = stream.getvalue()
    assert "hunter2hunter2" not in said
    assert "Traceback" in said
