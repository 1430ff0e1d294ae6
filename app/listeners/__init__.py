"""Bolt callbacks: parse a payload, call a flow, answer. No rules here."""
