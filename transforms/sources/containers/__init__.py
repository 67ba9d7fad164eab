"""Files that hold many reports, or one in many pieces: tables, archives, collections of texts."""
