"""Growing areas, VietGAP certificates, farm diaries, lots, trace events and traceability stamps."""
