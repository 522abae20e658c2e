"""Page "Action plan"."""
