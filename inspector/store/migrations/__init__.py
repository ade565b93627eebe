"""How older stores become newer ones; run by Alembic, one folder of scripts."""
