"""Cards, modals and messages as pure functions from values to Block Kit."""
