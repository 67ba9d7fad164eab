"""What people look at: the static site. Reads a published warehouse, writes pages."""
