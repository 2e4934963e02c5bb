"""Who may see and touch dossiers."""
