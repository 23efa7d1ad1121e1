"""Acts of the audit."""
