"""Files that are one document each: plain text, pages, word processors' files, PDF, pictures of pages."""
