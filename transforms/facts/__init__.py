"""What each quantity says: measure, status, period, indicator, action, subject."""
