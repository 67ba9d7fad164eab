"""How the knowledge in seeds/ becomes expressions: patterns, and the rules that seeds obey."""
