"""How families fare after the money: photos with consent, the report by village, samples that are checked again."""
