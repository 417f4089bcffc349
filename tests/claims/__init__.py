"""What pages say: a module a page, each of whose claims `claims.py` holds."""
