"""Who is who: NIK, names, dates, areas, linkage of people across lists."""
