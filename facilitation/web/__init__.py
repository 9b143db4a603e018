"""The pages: organiser, desk, board, phone and report, one blueprint each."""
