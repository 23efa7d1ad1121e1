"""The people whom a decision has named, each once."""
