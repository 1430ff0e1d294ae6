"""The checks: small pure functions from a document to findings."""
