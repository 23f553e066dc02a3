"""Questions: one question, one function, answered with frozen values."""
