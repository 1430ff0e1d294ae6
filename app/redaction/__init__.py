"""Pure: finds and replaces secrets and personal data."""
