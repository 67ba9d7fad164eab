"""What a run tells people and machines: summary, progress, notice."""
