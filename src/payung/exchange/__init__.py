"""Other systems' dialects: BPJS files, SPDCI, ODK, OpenSID."""
