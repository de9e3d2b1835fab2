"""Agreements as a knowledge graph: Party, Agreement, Term, Statement."""
