"""The Web API facade, blocks, links and text."""
