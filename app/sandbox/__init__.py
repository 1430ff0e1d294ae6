"""A Slack on localhost. It speaks Slack's public protocol and knows nothing of Muster."""
