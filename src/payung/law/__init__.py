"""What the regulations say: dated parameters with citations, and the formulas over them."""
