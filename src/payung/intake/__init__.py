"""Any-shape spreadsheets and forms in; clean rows and kept originals out."""
