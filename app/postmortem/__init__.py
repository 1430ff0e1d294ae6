"""Pure: the document, the grounding check and the review rubric."""
