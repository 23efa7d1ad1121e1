"""Aid in kind to participants: stock, who is drawn, who received a pack."""
