"""What people enter about dossiers, opinions, councils and reports."""
