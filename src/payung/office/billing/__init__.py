"""Bills per fund and month, payments and what does not tie."""
