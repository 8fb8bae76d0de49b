"""Questions: what there is to ask, how a case is drawn, and the check of an answer."""
