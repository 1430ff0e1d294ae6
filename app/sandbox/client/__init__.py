"""A person's side of the workspace: what the page and the tests speak. See docs/sandbox.md."""
