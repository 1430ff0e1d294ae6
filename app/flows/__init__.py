"""One function per user action, one transaction each, no network inside it."""
