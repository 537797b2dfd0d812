"""Tables as offices keep them: CSV and XLSX, with money to the fen. Knows nothing of gala."""
