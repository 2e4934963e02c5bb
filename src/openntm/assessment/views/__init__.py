"""Pages of figures: entering them, spreadsheets, conflicts, frozen assessments."""
