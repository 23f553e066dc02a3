"""The only tables: the record, what people gave, and the read tables that follow from both."""
