"""The verbs of `/incident`: each one function from what was asked to an answer."""
