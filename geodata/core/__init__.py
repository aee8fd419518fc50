"""The vocabulary that everything shares: codes, records, dates, errors and measures."""
