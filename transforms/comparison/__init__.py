"""What outcomes and audit share: the words around a fact, and work in portions of places."""
